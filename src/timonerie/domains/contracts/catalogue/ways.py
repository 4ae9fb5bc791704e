"""The indices of how work is given, as `ways.toml` says them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Theme = Literal["lending", "direction"]


@dataclass(frozen=True, kw_only=True)
class Index:
    """A question; `good` is the answer that leads away from the risk, `why` what the other says."""

    code: str
    theme: Theme
    question: str
    good: Literal["yes", "no"]
    why: str


#: What each theme is judged by.
SOURCES: dict[Theme, str] = {
    "lending": "C. trav. L8241-1, L8243-1 ; L8231-1, L8234-1",
    "direction": "C. com. L651-2 et jurisprudence",
}


@cache
def indices() -> tuple[Index, ...]:
    """In the order of the file: by theme."""
    text = Path(__file__).with_name("ways.toml").read_text(encoding="utf-8")
    return tuple(Index(**one) for one in tomllib.loads(text)["index"])


@cache
def by_code() -> dict[str, Index]:
    return {one.code: one for one in indices()}
