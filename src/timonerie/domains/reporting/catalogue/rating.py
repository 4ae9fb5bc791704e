"""The questions a provider answers about us, as `rating.toml` says them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

LEAST: Final = 0
MOST: Final = 10


@dataclass(frozen=True, kw_only=True)
class Question:
    code: str
    label: str
    question: str


@cache
def version() -> int:
    found: int = _file()["version"]
    return found


@cache
def questions() -> tuple[Question, ...]:
    """In the order of the file."""
    return tuple(Question(**one) for one in _file()["question"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("rating.toml").read_text(encoding="utf-8"))
