"""The titles, rules and remedies of the codes, in French, from `controls.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from timonerie.engine.fec.shapes import Severity


@dataclass(frozen=True)
class Rule:
    """`rule` says what the text wants, with its source."""

    code: str
    severity: Severity
    title: str
    rule: str
    remedy: str


@cache
def rules() -> dict[str, Rule]:
    """Every code, in order."""
    told = tomllib.loads(_read("controls.toml"))
    return {
        code: Rule(code=code, **(one | {"severity": Severity(one["severity"])}))
        for code, one in sorted(told.items())
    }


@cache
def reasons() -> dict[str, str]:
    """What a file cannot tell, by reason of `unmeasurable`; braces stand for its figures."""
    return {name: one["what"] for name, one in tomllib.loads(_read("unmeasurable.toml")).items()}


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
