"""Running sums of a matrix, from which the noise of any past and the gap of any window are read."""

from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind, Matrix

_CENTRED_ON = 12
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the periods from the first to each one included, in shape (periods, series): all
    the series advance together.

    With `x` the amounts, `n` the bases (1 where a count or a value was measured), y = x/√n and
    q = √n: `amount` Σx, `base` Σn, `square` Σy², `known` periods measured; `pair`, `cross`,
    `weight` Σyy′, Σ(yq′ + y′q), Σqq′ over neighbours; `cubes` Σy³, Σy²q, Σyq², Σq³, one after
    the other. `centre` is what was taken off the amounts of each series.
    """

    kind: Kind
    centre: FloatArray
    cubes: FloatArray
    amount: FloatArray
    base: FloatArray
    square: FloatArray
    known: FloatArray
    pair: FloatArray
    cross: FloatArray
    weight: FloatArray

    @property
    def periods(self) -> int:
        return int(self.amount.shape[0])

    @property
    def series(self) -> int:
        return int(self.amount.shape[1])

    def places(self, rows: IntArray, periods: IntArray) -> IntArray:
        """Where a series at a period stands in a sum that is read in one piece."""
        return periods * self.series + rows


def of(matrix: Matrix) -> Sums:
    """The sums of a matrix; a missing period adds nothing, and neighbours are next to each other
    in time."""
    # Far from zero, the squares of a value would hide what varies.
    is_value = matrix.kind is Kind.VALUE
    centre = _level(matrix.amounts) if is_value else np.zeros(matrix.series)
    x = np.subtract(matrix.amounts.T, centre, order="C")
    n = np.ones_like(x) if matrix.bases is None else matrix.bases.T.copy()
    known = np.isfinite(x) & np.isfinite(n) & (n > 0)
    if not known.all():
        x[~known] = n[~known] = 0.0
    q = np.sqrt(n)
    y = x / np.maximum(q, _TINY)
    run = np.empty((11, matrix.periods, matrix.series))
    run[:4] = x, n, y * y, known
    run[4:7, :1] = 0.0
    run[4:7, 1:] = y[1:] * y[:-1], y[1:] * q[:-1] + q[1:] * y[:-1], q[1:] * q[:-1]
    run[7:] = run[2] * y, run[2] * q, x * q, n * q
    for period in range(1, matrix.periods):
        run[:, period] += run[:, period - 1]
    return Sums(matrix.kind, centre, run[7:], *run[:7])


def at(sums: FloatArray, places: IntArray) -> FloatArray:
    """Values of a running sum at some places (`Sums.places`)."""
    return sums.reshape(-1).take(places)


def level(sums: Sums, rows: IntArray, first: IntArray | None, after: IntArray) -> FloatArray:
    """The level of some series from a period to another, excluded; from the beginning without a
    first one; NaN where nothing was measured."""
    last = sums.places(rows, after - 1)
    amount, base = at(sums.amount, last), at(sums.base, last)
    if first is not None:
        before = sums.places(rows, np.maximum(first - 1, 0))
        amount = amount - (first > 0) * at(sums.amount, before)
        base = base - (first > 0) * at(sums.base, before)
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums.centre[rows] + amount / base


def _level(amounts: FloatArray) -> FloatArray:
    first = amounts[:, :_CENTRED_ON]
    nothing = ~np.isfinite(first).any(axis=1, keepdims=True)
    level: FloatArray = np.nanmedian(np.where(nothing, 0.0, first), axis=1)
    return level
