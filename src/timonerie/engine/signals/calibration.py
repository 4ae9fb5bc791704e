"""Limits that hold a budget of false alarms, and how often chance alone does what was seen.

The constants are fitted by `tools/calibrate_signals.py` on simulated healthy series of a broad grid
(levels, spreads, agreements and shapes of noise), and frozen before any scenario is scored: they
make up for what the approximations of `noise` and `windows` leave, as a function of what the series
shows of itself before the period that is judged. `MEASURED` serves what is measured, `COUNTED` what
is counted; the base of the latter was then lowered by hand, by 0.008.
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, IntArray
from timonerie.engine.signals.noise import Noise

REFERENCE = 0.1
"""Budget at which the limit is fitted, both directions together, per series and year of weeks."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Deviates added to a limit. `beyond` goes with the share of the variance beyond counting,
    `between` with how far that share is from none and from all, `agreement` with the correlation
    of neighbours; `young_…` the same in a short past; `rare` and `small` where counts are; `lean_…`
    is what a rise needs and a fall does not, there and where what varies is skewed."""

    base: float
    beyond: float = 0.0
    agreement: float = 0.0
    young: float = 0.0
    young_beyond: float = 0.0
    young_agreement: float = 0.0
    rare: float = 0.0
    between: float = 0.0
    young_between: float = 0.0
    young_doubt: float = 0.0
    small: float = 0.0
    lean_rare: float = 0.0
    lean_skewed: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """For each past: the evidence that healthy series reach once in ten years of weeks, whichever
    direction, and what a rise needs beyond it (a fall needs as much less)."""

    middle: FloatArray
    lean: FloatArray

    def at(self, past: IntArray, sign: FloatArray | float) -> FloatArray:
        """Of each window, of which `past` says the past, in the direction `sign` (1 or −1)."""
        return self.middle[past] + sign * self.lean[past]


COUNTED = Coefficients(
    base=3.085,
    beyond=-0.143,
    agreement=-0.934,
    young=0.058,
    young_beyond=0.075,
    young_agreement=0.425,
    rare=0.816,
    between=-0.129,
    young_between=1.106,
    young_doubt=4.543,
    small=-0.378,
    lean_rare=0.292,
    lean_skewed=0.4,
)
MEASURED = Coefficients(
    base=3.321,
    agreement=-0.705,
    young_beyond=-0.05,
    young_agreement=2.293,
    young_doubt=0.254,
    lean_skewed=0.4,
)
_SLOPE, _BEND = -2.75, -0.22
"""Logarithm of the rate of false alarms by deviates above the limit; below it, the slope eases."""
_YOUNG = 30.0
_WEEKS = 365.25 / 7


def limits(past: Noise, coefficients: Coefficients | None = None) -> Limits:
    """The limits of each past."""
    c = coefficients or (COUNTED if past.floor else MEASURED)
    share, young = past.share, _YOUNG / past.known
    agreement, between = past.agreement * share, 4 * share * (1 - share)
    added = c.beyond * share + c.agreement * agreement + c.between * between
    added += young * (c.young * (1 - share) + c.young_beyond * share + c.young_between * between)
    added += young * agreement * (c.young_agreement + c.young_doubt * (1 - past.agreement))
    rare, small = 1 / (1 + (past.small / 0.6) ** 2), 1 / (1 + past.small / 8)
    middle = c.base + added - c.rare * rare - c.small * small
    return Limits(middle, c.lean_rare * past.rarer * rare + c.lean_skewed * past.skewness)


def offset(*, budget: float, per_year: float, one_sided: bool) -> float:
    """Deviates to add to the limits for a budget in false alarms per series and year."""
    wanted = log(budget / per_year * _WEEKS * (2 if one_sided else 1) / REFERENCE)
    if wanted <= 0:
        return wanted / _SLOPE
    return (-_SLOPE - sqrt(_SLOPE**2 + 4 * _BEND * wanted)) / (2 * _BEND)


def rates(excess: FloatArray, *, per_year: float) -> FloatArray:
    """False alarms per series and year that limits so many deviates higher would let through, in
    one direction."""
    told = _SLOPE * excess + _BEND * np.minimum(excess, 0) ** 2
    rate: FloatArray = REFERENCE / 2 * np.exp(told) * per_year / _WEEKS
    return rate
