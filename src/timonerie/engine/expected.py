"""What a series was expected to be, from its own past: a band, and nothing it could not know.

Each band is built from earlier periods only, the last two years of them at most, and there is none
before eight. Detectors, not this band, are made to hold a budget of false alarms: what a simulation
found of steady series, 8 to 24 earlier periods, is that chance alone puts a period outside

- 0.2 to 0.4 % of the time for shares (binomial) and counts (Poisson), over 6,000 series;
- 0.3 to 1.1 % for levels drawn from a normal, 1.0 to 1.6 % from a log-normal of spread 0.25,
  2.2 to 2.6 % from one of spread 0.5 and 2.4 to 3.1 % from a Laplace, over 20,000 series each.

How a band is made:

- Shares and counts: the limits of a p or u chart, widened where the past varies more than chance
  alone would make it (D. B. Laney, "Improved Control Charts for Attributes", Quality Engineering
  14, 2002). The spread comes from the median moving range, which one bad month does not inflate.
- Everything else (durations, stocks, sums): the median and the median absolute deviation, scaled to
  a standard deviation (P. J. Rousseeuw and C. Croux, JASA 88, 1993).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median

LEAST = 8
"""Earlier periods without which nothing is expected."""
MOST = 24
"""Earlier periods that are looked at."""
WIDTH = 3.0
"""Half-width of a band, in spreads."""
_SHORT_PAST = 8
_OF_MEDIAN_RANGE = 0.954
"""Median of the distance between two draws of a standard normal, which is √2 × 0.6745."""
_OF_DEVIATION = 1.4826
"""Standard deviations in one median absolute deviation, for a normal."""


@dataclass(frozen=True, slots=True)
class Band:
    """What was expected of a period, both ends included."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def of_share(earlier: Sequence[tuple[float, float]], n: float) -> Band | None:
    """The share expected of a period of `n` cases; `earlier` gives (cases that count, cases) of
    the periods before it, oldest first."""
    known = [(hits, cases) for hits, cases in earlier if cases > 0][-MOST:]
    if len(known) < LEAST or n <= 0:
        return None
    hits, cases = sum(one for one, _cases in known), sum(one for _hits, one in known)
    centre = hits / cases
    # Half a case of each sort: a past without a single error does not promise none.
    likely = (hits + 0.5) / (cases + 1)
    chance = sqrt(likely * (1 - likely))
    scores = [(one / size - centre) * sqrt(size) / chance for one, size in known]
    reach = WIDTH * chance / sqrt(n) * _spread(scores)
    return Band(max(0.0, centre - reach), min(1.0, centre + reach))


def of_count(earlier: Sequence[float]) -> Band | None:
    """The count expected of a period; `earlier` gives those before it, oldest first."""
    known = list(earlier)[-MOST:]
    if len(known) < LEAST:
        return None
    centre = sum(known) / len(known)
    chance = sqrt(max(centre, 0.5))
    reach = WIDTH * chance * _spread([(one - centre) / chance for one in known])
    return Band(max(0.0, centre - reach), centre + reach)


def of_level(earlier: Sequence[float]) -> Band | None:
    """The level expected of a period; `earlier` gives those before it, oldest first."""
    known = list(earlier)[-MOST:]
    if len(known) < LEAST:
        return None
    centre = median(known)
    deviation = median(abs(one - centre) for one in known)
    if deviation == 0:
        # More than half are equal: what was seen is all there is to expect.
        return Band(min(known), max(known))
    # The spread of a few points is itself uncertain.
    reach = WIDTH * (1 + _SHORT_PAST / len(known)) * _OF_DEVIATION * deviation
    low = centre - reach
    return Band(max(0.0, low) if min(known) >= 0 else low, centre + reach)


def _spread(scores: Sequence[float]) -> float:
    """How much scores vary from one to the next beside what chance makes; one at least."""
    moves = [abs(after - before) for before, after in pairwise(scores)]
    return max(1.0, median(moves) / _OF_MEDIAN_RANGE)
