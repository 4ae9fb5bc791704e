"""The score of a provider: weighted criteria, never told where too little was measured.

A criterion is from 0 to 100 over a period, or says why it has no value. Nothing is 100 by default:
what was not measured has no weight, and a score stands only where enough of the weights do, over
enough periods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Final, Literal

State = Literal["measured", "no_activity", "missing"]
#: The criteria and their weights, unless a company says otherwise.
DEFAULT: Final[Mapping[str, int]] = {
    "levels": 35,
    "punctuality": 20,
    "incidents": 20,
    "papers": 15,
    "price": 10,
}
LEAST_PERIODS: Final = 3
"""Periods that have a figure, under which no score is told."""
LEAST_SHARE: Final = Fraction(1, 2)
"""Of the weights, under which no score is told."""
STEADY: Final = 2.0
"""Points between two scores that are no trend."""
#: From which score each standing holds.
STANDINGS: Final = ((80.0, "kept"), (60.0, "watched"), (0.0, "mended"))


@dataclass(frozen=True, slots=True)
class Note:
    """A criterion over one period; raises ValueError off its scale, or without a measure."""

    state: State
    value: float | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state == "measured"):
            raise ValueError("a value is measured, and what is measured has a value")
        if self.value is not None and not 0 <= self.value <= 100:
            raise ValueError("a note goes from 0 to 100")


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a criterion says over several periods; `periods` are those that have a figure."""

    code: str
    weight: int
    state: State
    value: float | None
    periods: int


@dataclass(frozen=True, slots=True)
class Score:
    """`value` is None where it is not told, and `why` says so. `share` is that of the weights that
    were measured, from 0 to 1. `before` and `alike` are those of as many periods earlier and
    of these, over the criteria measured in both: a new criterion is no trend."""

    value: float | None
    why: Literal["", "periods", "weights"]
    share: Fraction
    periods: int
    criteria: tuple[Criterion, ...]
    before: float | None = None
    alike: float | None = None

    @property
    def trend(self) -> Literal["up", "down", "steady", ""]:
        """Beside the periods before; nothing without both."""
        if self.value is None or self.before is None or self.alike is None:
            return ""
        gap = self.alike - self.before
        if abs(gap) < STEADY:
            return "steady"
        return "up" if gap > 0 else "down"

    @property
    def standing(self) -> str:
        """`kept`, `watched` or `mended`: what consequences are proposed by; nothing without one."""
        if self.value is None:
            return ""
        return next(name for least, name in STANDINGS if self.value >= least)


Notes = Mapping[str, Sequence[Note]]


def scored(notes: Notes, weights: Mapping[str, int], *, before: Notes | None = None) -> Score:
    """The weighted mean of what was measured; `before` are the notes of the periods before."""
    criteria = tuple(
        criterion(code, weight, notes.get(code, ())) for code, weight in weights.items()
    )
    total = sum(weights.values())
    measured = [one for one in criteria if one.value is not None and one.weight]
    share = Fraction(sum(one.weight for one in measured), total) if total else Fraction(0)
    periods = max((one.periods for one in measured), default=0)
    why: Literal["", "periods", "weights"] = ""
    if share < LEAST_SHARE or not measured:
        why = "weights"
    elif periods < LEAST_PERIODS:
        why = "periods"
    earlier, alike = (None, None) if before is None else _beside(measured, scored(before, weights))
    return Score(
        value=None if why else _mean(measured),
        why=why,
        share=share,
        periods=periods,
        criteria=criteria,
        before=earlier,
        alike=alike,
    )


def _beside(now: Sequence[Criterion], before: Score) -> tuple[float | None, float | None]:
    """Before and now, over what was measured in both; nothing where no score was told before."""
    codes = {one.code for one in now}
    then = [one for one in before.criteria if one.value is not None and one.code in codes]
    shared = {one.code for one in then}
    if before.value is None or not then:
        return None, None
    return _mean(then), _mean([one for one in now if one.code in shared])


def criterion(code: str, weight: int, notes: Sequence[Note]) -> Criterion:
    """The mean of its periods that have a figure; without any, a missing one comes before what had
    no activity."""
    values = [one.value for one in notes if one.value is not None]
    if values:
        return Criterion(code, weight, "measured", fsum(values) / len(values), len(values))
    quiet = bool(notes) and all(one.state == "no_activity" for one in notes)
    return Criterion(code, weight, "no_activity" if quiet else "missing", None, 0)


def faults(weights: Mapping[str, int]) -> str:
    """The first criterion whose weight cannot stand, or `*` where all of them are nought; empty
    where they stand."""
    for code in DEFAULT:
        weight = weights.get(code)
        if weight is None or not 0 <= weight <= 100:
            return code
    return "" if any(weights.values()) else "*"


def _mean(criteria: Sequence[Criterion]) -> float:
    above = fsum(one.weight * (one.value or 0.0) for one in criteria)
    return above / sum(one.weight for one in criteria)
