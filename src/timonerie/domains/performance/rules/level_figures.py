"""What was measured of a level over a period, and the three states that it may be in."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from timonerie.domains.performance.rules.level_terms import PERCENT, Terms, exact, is_held, scale
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.states import State, state


@dataclass(frozen=True, slots=True)
class Counted:
    """What the facts of a period say: `n` cases with a measure, `without` it; `met` of them within
    the promise where each case says so, else `value` in the unit of the metric."""

    n: int = 0
    without: int = 0
    met: int | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """A level over a period. `value` is exact, in the unit of the level; `first` and `last` are the
    days of the period when it was in force."""

    start: date
    first: date
    last: date
    state: State
    n: int
    met: int | None
    without: int
    value: Fraction | None
    is_held: bool | None
    covered: int
    expected: int

    @property
    def is_whole(self) -> bool:
        """Whether everything that feeds it came."""
        return self.covered >= self.expected


def attained(
    terms: Terms,
    metric: Metric,
    counted: Counted,
    *,
    start: date,
    days: tuple[date, date],
    coverage: tuple[int, int],
) -> Attainment:
    """`coverage` is (covered, expected) places over the days in force."""
    value = _value(terms, metric, counted)
    # A stock of none is a measure where everything came.
    is_zero = metric.is_count_of_stock and 0 < coverage[1] == coverage[0]
    stands = value is not None and (counted.n > 0 or is_zero)
    found: State = "measured" if stands else _nothing(*coverage)
    return Attainment(
        start,
        *days,
        found,
        counted.n if stands else 0,
        counted.met if stands else None,
        counted.without,
        value if stands else None,
        is_held(terms, value) if stands and value is not None else None,
        *coverage,
    )


def _nothing(covered: int, expected: int) -> State:
    """A promise that no source ever told anything about is not known to be idle."""
    return state(0, covered, expected) if expected else "missing"


def _value(terms: Terms, metric: Metric, counted: Counted) -> Fraction | None:
    if counted.met is not None:
        return PERCENT * Fraction(counted.met, counted.n) if counted.n else None
    by = scale(terms, metric)
    if counted.value is None or by is None:
        return None
    # The engine divides once at the end: nine decimals are beyond what it measures.
    return exact(round(counted.value, 9)) * by
