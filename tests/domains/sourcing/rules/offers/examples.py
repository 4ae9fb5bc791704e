"""Offers as tests write them."""

from collections.abc import Mapping

from timonerie.domains.sourcing.rules.offers.comparisons import Answer, Candidate
from timonerie.domains.sourcing.rules.offers.marks import Averaged
from timonerie.domains.sourcing.rules.offers.totals import Missing, Total


def averaged(value: float | None) -> Averaged:
    return Averaged(value, 0, 4, 1) if value is not None else Averaged(None, None, None, 0)


def candidate(
    key: str,
    costs: int | tuple[int, int, int],
    marks: Mapping[str, float | None],
    *,
    answers: tuple[Answer, ...] = (),
    missing: tuple[Missing, ...] = (),
) -> Candidate:
    low, expected, high = costs if isinstance(costs, tuple) else (costs, costs, costs)
    total = Total(low, expected, high, "EUR", 36, {}, missing)
    return Candidate(key, total, {name: averaged(mark) for name, mark in marks.items()}, answers)
