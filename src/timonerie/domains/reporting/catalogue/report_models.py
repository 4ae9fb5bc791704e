"""The ready content models of the reports, as `report_models.toml` says them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timonerie.domains.reporting.rules.report_values import Field


@dataclass(frozen=True, kw_only=True)
class Model:
    code: str
    title: str
    version: int
    functions: tuple[str, ...]
    fields: tuple[Field, ...]


@cache
def models() -> tuple[Model, ...]:
    """In the order of the file."""
    text = Path(__file__).with_name("report_models.toml").read_text(encoding="utf-8")
    return tuple(_model(one) for one in tomllib.loads(text)["model"])


@cache
def by_code() -> dict[str, Model]:
    return {one.code: one for one in models()}


def guessed(functions: Iterable[str]) -> Model | None:
    """The model of the first trade that a contract entrusts; None where none is known."""
    known = frozenset(functions)
    return next((one for one in models() if known & frozenset(one.functions)), None)


def _model(told: dict[str, Any]) -> Model:
    fields = tuple(Field.of(one) for one in told["field"])
    named = {name: told[name] for name in ("code", "title", "version")}
    return Model(**named, functions=tuple(told["functions"]), fields=fields)
