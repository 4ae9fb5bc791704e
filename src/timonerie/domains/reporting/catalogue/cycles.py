"""The ready models of cycles, as `cycles.toml` says them: copied, then edited, never followed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ModelStep:
    """One step, with the fields of `models.CycleStep`; `source` says where a day comes from, empty
    for the usual practice."""

    key: str
    title: str
    side: str
    base: str
    days: int
    proof: str = ""
    returns_work: bool = False
    noun: str = ""
    is_feminine: bool = False
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CycleModel:
    code: str
    title: str
    lead: str
    cadence: str
    by_site: bool
    source: str
    steps: tuple[ModelStep, ...]


@cache
def models() -> tuple[CycleModel, ...]:
    """In the order of the file."""
    text = Path(__file__).with_name("cycles.toml").read_text(encoding="utf-8")
    return tuple(_model(one) for one in tomllib.loads(text)["cycle"])


@cache
def by_code() -> dict[str, CycleModel]:
    return {one.code: one for one in models()}


def _model(told: dict[str, Any]) -> CycleModel:
    own = {name: value for name, value in told.items() if name != "step"}
    return CycleModel(**own, steps=tuple(ModelStep(**one) for one in told["step"]))
