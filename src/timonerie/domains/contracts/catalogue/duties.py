"""The kinds of documents that a provider may owe, as `duties.toml` says them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Trigger = Literal["total", "trade", "data", "said"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`cents` is the global amount from which it is owed, before tax; `months` how long it holds
    from its issue, 0 where it says its own end; the other fields as the head of the file says."""

    code: str
    title: str
    source: str
    says: str
    check: str
    trigger: Trigger
    months: int
    number: str
    status: str
    cents: int = 0
    words: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    is_lasting: bool = False
    is_sensitive: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """In the order of the file."""
    text = Path(__file__).with_name("duties.toml").read_text(encoding="utf-8")
    return tuple(_kind(one) for one in tomllib.loads(text)["kind"])


@cache
def by_code() -> dict[str, Kind]:
    return {one.code: one for one in kinds()}


def _kind(told: dict[str, Any]) -> Kind:
    lists = {name: tuple(told.get(name, ())) for name in ("words", "data")}
    return Kind(**{**told, **lists})
