"""Whether a provider owes a document: yes, no, or not known, with why as a code."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.rules.duties import amounts
from timonerie.domains.contracts.rules.duties.amounts import Commitment


class Owed(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a duty depends on. `trade` is in plain words (no accents, no capitals), empty where
    nobody said it; `data` are the kinds handled, None while nobody said them."""

    trade: str = ""
    commitments: Sequence[Commitment] = ()
    data: Collection[str] | None = None


@dataclass(frozen=True)
class Owing:
    """`code` is why, worded by `duty_sentences`; `cents` the amount it speaks of."""

    owed: Owed
    code: str
    cents: int = 0
    params: dict[str, str] = field(default_factory=dict)


def owing(kind: Kind, around: Around, *, on: date) -> Owing:
    """What is computed; what somebody said of it stands over it (`said`)."""
    if kind.trigger == "total":
        return _by_total(kind, around, on)
    if kind.trigger == "trade":
        return _by_trade(kind, around)
    if kind.trigger == "data":
        return _by_data(kind, around)
    return Owing(Owed.UNKNOWN, "to_say")


def said(is_owed: bool, *, reason: str, by: str) -> Owing:
    params = {"reason": reason, "by": by}
    return (
        Owing(Owed.YES, "said_yes", 0, params) if is_owed else Owing(Owed.NO, "said_no", 0, params)
    )


def _by_total(kind: Kind, around: Around, on: date) -> Owing:
    if not around.commitments:
        return Owing(Owed.UNKNOWN, "no_contract")
    found = amounts.together(around.commitments, on=on)
    largest = max(one.least for one in found)
    if largest >= kind.cents:
        return Owing(Owed.YES, "over", _cents(largest))
    if all(one.most is not None and one.most < kind.cents for one in found):
        return Owing(Owed.NO, "under", _cents(max(one.most or Fraction(0) for one in found)))
    if any(one.yearly_cents is None for one in around.commitments):
        return Owing(Owed.UNKNOWN, "amount")
    if any(one.currency != "EUR" for one in around.commitments):
        return Owing(Owed.UNKNOWN, "currency")
    if any(one.most is None for one in found):
        return Owing(Owed.UNKNOWN, "length")
    return Owing(Owed.UNKNOWN, "tax")


def _by_trade(kind: Kind, around: Around) -> Owing:
    if not around.trade:
        return Owing(Owed.UNKNOWN, "trade")
    holds = any(word in around.trade for word in kind.words)
    return Owing(Owed.YES, "trade_is") if holds else Owing(Owed.NO, "trade_is_not")


def _by_data(kind: Kind, around: Around) -> Owing:
    if around.data is None:
        return Owing(Owed.UNKNOWN, "data")
    holds = any(one in around.data for one in kind.data)
    return Owing(Owed.YES, "data_is") if holds else Owing(Owed.NO, "data_is_not")


def _cents(amount: Fraction) -> int:
    return int(amount)
