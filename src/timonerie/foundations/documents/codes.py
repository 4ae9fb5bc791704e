"""The public codes of what may be wrong with a file: stable, and told at every door.

Each layer keeps its own in a `codes.toml` beside its code: `effect` is "file" (the file is
refused), "row" (the row is rejected and listed) or "doubt" (read, and said); `what` happened and
what to `do`, in French; `example` is the right form, where a form is at stake.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


class Effect(StrEnum):
    FILE = "file"
    ROW = "row"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Code:
    code: str
    effect: Effect
    what: str
    do: str
    example: str = ""


@cache
def catalogue() -> dict[str, Code]:
    """Every code, in the order of its family and number."""
    found = {}
    for path in PACKAGE.rglob("codes.toml"):
        for code, told in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[code] = Code(code, **(told | {"effect": Effect(told["effect"])}))
    return dict(sorted(found.items()))


def example_of(code: str) -> str:
    """The right form, empty where no form is at stake."""
    known = catalogue().get(code)
    return known.example if known else ""
