"""What `proposals.toml` knows: words, accounts and heads that speak of support activities."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from timonerie.domains.sourcing.enums import Certainty

_FILE: Final = Path(__file__).parents[1] / "catalogue" / "proposals.toml"


@dataclass(frozen=True)
class Words:
    """Patterns over plain words, and the activities of the catalogue that they speak of."""

    codes: tuple[str, ...]
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    accounts: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True)
class Account:
    """What an account speaks of; `unless_said`, only where nobody's words speak of it."""

    codes: tuple[str, ...] = ()
    unless_said: bool = False


@dataclass(frozen=True)
class Inside:
    """What is done by the company itself from so many heads on, unless somebody is paid for it."""

    codes: tuple[str, ...]
    from_heads: int
    unless_paid: frozenset[str]


def account_of(number: str) -> Account:
    """What an account speaks of: what the longest known beginning of its number does; nothing
    where none is known."""
    known = accounts()
    beginnings = (number[:length] for length in range(len(number), 0, -1))
    return next((known[one] for one in beginnings if one in known), Account())


@cache
def words() -> tuple[Words, ...]:
    return tuple(_words(one) for one in _told()["words"])


@cache
def accounts() -> dict[str, Account]:
    return {
        one["prefix"]: Account(tuple(one["codes"]), one.get("unless_said", False))
        for one in _told()["account"]
    }


@cache
def inside() -> tuple[Inside, ...]:
    return tuple(
        Inside(tuple(one["codes"]), one["from_heads"], frozenset(one.get("unless_paid", ())))
        for one in _told()["inside"]
    )


def _words(told: dict[str, Any]) -> Words:
    says = _pattern(told["says"])
    unless = _pattern(told["unless"]) if "unless" in told else None
    sure = Certainty(told.get("sure", Certainty.ESTIMATED))
    return Words(tuple(told["codes"]), says, unless, tuple(told.get("accounts", ())), sure)


def _pattern(several: Sequence[str]) -> re.Pattern[str]:
    """Whole words: « paie » is not in « paiement »."""
    return re.compile("|".join(rf"(?<!\w)(?:{one})(?!\w)" for one in several))


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
