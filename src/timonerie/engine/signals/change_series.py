"""A series made ready to be cut into regimes: known points only, season out, freak points held.

Values are standardised (weighted mean 0, variance 1), so that nothing depends on units.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from timonerie.engine.signals.change_seasons import Floats, Places, without_season

_REACH = 3
"""Points each side whose median says what a point should be near."""
_FREAK = 4.0
"""Distance to that median, in robust standard deviations, beyond which a point is pulled back."""
_OF_QUARTILE = 1 / 1.1503
"""Standard deviations in the distance that three points in four do not exceed, for a normal. Their
median, more usual, is too often nought for small counts."""
_NOTHING = 1e-9
"""Spread, beside the largest value, that is only the rounding of floats."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """n known points: standardised `values`, `weights` of mean 1, `positions` in the series given,
    and the `period` of the season taken out, in points."""

    values: Floats
    weights: Floats
    positions: Places
    period: int | None


def prepare(values: Floats, *, cases: Floats) -> Prepared | None:
    """`None` for a series (n,) that never varies. `cases` (n,) gives how many cases each value is a
    mean of: a point without cases is missing, as NaN is."""
    positions = np.flatnonzero(np.isfinite(values) & (cases > 0))
    if not positions.size:
        return None
    weights = cases[positions] / cases[positions].mean()
    scaled = _standard(values[positions], weights=weights)
    if scaled is None:
        return None
    rested, period = without_season(scaled, positions=positions)
    held = _standard(_held(rested, weights=weights), weights=weights)
    return None if held is None else Prepared(held, weights, positions, period)


def _standard(values: Floats, *, weights: Floats) -> Floats | None:
    centred = values - np.average(values, weights=weights)
    spread = float(np.sqrt((weights * centred**2).mean()))
    if spread <= _NOTHING * float(np.abs(values).max()):
        return None
    # Beyond ten decimals a unit or an origin would decide between equals.
    scaled: Floats = np.round(centred / spread, 10)
    return scaled


def _held(values: Floats, *, weights: Floats) -> Floats:
    """Freak points pulled back towards the running median (Hampel's filter, with limits)."""
    wide = np.pad(values, _REACH, mode="reflect")
    near = np.median(sliding_window_view(wide, 2 * _REACH + 1), axis=1)
    away = (values - near) * np.sqrt(weights)
    limit = _FREAK * _OF_QUARTILE * float(np.quantile(np.abs(away), 0.75))
    if limit == 0:
        # Three in four stand on their neighbours: there is no measure of what is far.
        return values
    held: Floats = near + np.clip(away, -limit, limit) / np.sqrt(weights)
    return held
