"""Limits that hold a budget of false alarms, and how often chance alone does what was seen.

The constants are fitted by `tools/calibrate_signals.py` on simulated healthy series of a broad grid
(levels, spreads, agreements and shapes of noise), and frozen before any scenario is scored: they
make up for what the approximations of `noise` and `windows` leave, as a function of what the series
shows of itself before the period that is judged. Two were then lowered by hand, `base` by 0.004
and `beyond` by 0.024, for series that vary far more than counting does.
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from timonerie.engine.signals.matrix import FloatArray
from timonerie.engine.signals.noise import Noise

REFERENCE = 0.1
"""Budget at which the limit is fitted, both directions together, per series and year of weeks."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Deviates added to a limit. `beyond` goes with the share of the variance beyond counting,
    `between` with how far that share is from none and from all, `agreement` with the correlation
    of neighbours; `young_…` the same in a short past; the last two where counts are small."""

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


COUNTED = Coefficients(
    base=3.15,
    beyond=-0.065,
    agreement=-0.419,
    young=0.013,
    young_beyond=-0.271,
    young_agreement=0.812,
    rare=0.588,
    between=-0.283,
    young_between=1.264,
    young_doubt=1.202,
    small=-0.292,
)
MEASURED = Coefficients(
    base=3.256, agreement=-1.138, young_beyond=-0.083, young_agreement=0.488, young_doubt=5.13
)
_SLOPE, _BEND = -2.62, -0.22
"""Logarithm of the rate of false alarms by deviates above the limit; below it, the slope eases."""
_YOUNG = 30.0
_WEEKS = 365.25 / 7


def limits(past: Noise, coefficients: Coefficients | None = None) -> FloatArray:
    """The evidence that healthy series reach once in ten years of weeks, whichever direction."""
    c = coefficients or (COUNTED if past.floor else MEASURED)
    share, young = past.share, _YOUNG / past.known
    agreement, between = past.agreement * share, 4 * share * (1 - share)
    added = c.beyond * share + c.agreement * agreement + c.between * between
    added += young * (c.young * (1 - share) + c.young_beyond * share + c.young_between * between)
    added += young * agreement * (c.young_agreement + c.young_doubt * (1 - past.agreement))
    few = c.rare / (1 + (past.small / 0.6) ** 2) + c.small / (1 + past.small / 8)
    return c.base + added - few


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
