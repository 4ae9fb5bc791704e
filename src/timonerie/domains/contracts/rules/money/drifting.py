"""A price beside what its clause gives: how far it went up by more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from timonerie.domains.contracts.rules.money.indexing import Formula, factor


@dataclass(frozen=True, slots=True)
class Accepted:
    """A revision that was computed from the clause and accepted: from `day` on, by `factor`, with
    the `value` of a `month` of the index."""

    day: date
    month: date
    value: Decimal
    factor: Fraction


def given(
    formula: Formula,
    *,
    base: tuple[date, Decimal],
    values: Mapping[date, Decimal],
    accepted: Sequence[Accepted],
    days: Iterable[date],
) -> Fraction | None:
    """What a clause multiplies the price of its start by. At each of `days` the price is revised
    with the last value of the index known for a month before, but in the years of an accepted
    revision, which stands as it was. None where the last of them has no value since the one before.
    """
    decided = {one.day.year for one in accepted}
    due = [(day, None) for day in days if day.year not in decided]
    steps = sorted(chain(due, ((one.day, one) for one in accepted)), key=lambda step: step[0])
    whole, is_known, (last, reference) = Fraction(1), True, base
    for day, one in steps:
        if one is not None:
            whole, is_known, last, reference = whole * one.factor, True, one.month, one.value
            continue
        usable = [month for month in values if last < month < day]
        is_known = bool(usable)
        if usable:
            last = max(usable)
            whole *= factor(formula, value=values[last], reference=reference).kept
            reference = values[last]
    return whole if is_known else None


def drift(*, asked: int, start: int, given: Fraction) -> Fraction | None:
    """What is asked over what the clause gives, less one; None from a price of nought."""
    return Fraction(asked) / (start * given) - 1 if start else None
