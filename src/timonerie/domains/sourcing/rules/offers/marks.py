"""The marks that several assessors give an offer, and those that do not count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from timonerie.domains.sourcing.rules.offers.faults import OfferFault

HIGHEST = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """0 (does not answer) to 4 (better than asked), with the reason in words. Raises OfferFault
    `mark`."""

    assessor: str
    criterion: str
    value: int
    reason: str = ""

    def __post_init__(self) -> None:
        if self.value not in range(HIGHEST + 1):
            raise OfferFault("mark", value=self.value)


@dataclass(frozen=True, slots=True)
class Interest:
    """What an assessor declared about an offer before marking it."""

    assessor: str
    has_conflict: bool
    declared: bool


@dataclass(frozen=True, slots=True)
class Averaged:
    """The mean of the marks that count, from 0 to 4, between the lowest and the highest; None when
    none counts. `left_out` are the marks that are shown and do not count."""

    value: float | None
    low: int | None
    high: int | None
    count: int
    left_out: tuple[Mark, ...] = ()


def averages(
    marks: Iterable[Mark], interests: Iterable[Interest], criteria: Sequence[str]
) -> dict[str, Averaged]:
    """One average a criterion, in their order; marks on anything else are not read.

    An assessor counts who declared having no conflict. One who declared a conflict does not, nor
    one who has declared nothing yet; two declarations of one person count as the worse of the two.
    Raises OfferFault `twice` when an assessor marks one criterion twice.
    """
    given = list(marks)
    _check(given)
    free = _free(interests)
    return {
        criterion: _averaged([mark for mark in given if mark.criterion == criterion], free)
        for criterion in criteria
    }


def _check(marks: Sequence[Mark]) -> None:
    seen: set[tuple[str, str]] = set()
    for mark in marks:
        if (mark.assessor, mark.criterion) in seen:
            raise OfferFault("twice", key=mark.criterion)
        seen.add((mark.assessor, mark.criterion))


def _free(interests: Iterable[Interest]) -> set[str]:
    """Who declared, and has no conflict."""
    told = list(interests)
    bound = {each.assessor for each in told if each.has_conflict}
    return {each.assessor for each in told if each.declared} - bound


def _averaged(marks: Sequence[Mark], free: set[str]) -> Averaged:
    values = [mark.value for mark in marks if mark.assessor in free]
    left_out = tuple(mark for mark in marks if mark.assessor not in free)
    if not values:
        return Averaged(None, None, None, 0, left_out)
    mean = float(Fraction(sum(values), len(values)))
    return Averaged(mean, min(values), max(values), len(values), left_out)
