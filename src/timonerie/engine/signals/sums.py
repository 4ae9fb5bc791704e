"""Running sums of a matrix, from which the noise of any past and the gap of any window are read."""

from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind, Matrix

_CENTRED_ON = 12


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the periods from the first to each one included, in shape (series, periods).

    With `x` the amounts, `n` the bases (1 where a count or a value was measured), y = x/√n and
    q = √n: `amount` Σx, `base` Σn, `square` Σy², `known` periods measured; `centre`
    what was taken off the amounts of each series; `pair`, `cross`,
    `weight` Σyy′, Σ(yq′ + y′q), Σqq′ over neighbours; `cubes` Σy³, Σy²q, Σyq², Σq³.
    """

    kind: Kind
    centre: FloatArray
    amount: FloatArray
    base: FloatArray
    square: FloatArray
    known: FloatArray
    pair: FloatArray
    cross: FloatArray
    weight: FloatArray
    cubes: tuple[FloatArray, FloatArray, FloatArray, FloatArray]


def of(matrix: Matrix) -> Sums:
    """The sums of a matrix; a missing period adds nothing, and neighbours are next to each other
    in time."""
    # Far from zero, the squares of a value would hide what varies.
    is_value = matrix.kind is Kind.VALUE
    centre = _level(matrix.amounts) if is_value else np.zeros(matrix.series)
    amounts = matrix.amounts - centre[:, None]
    bases = np.ones_like(amounts) if matrix.bases is None else matrix.bases
    known = np.isfinite(amounts) & np.isfinite(bases) & (bases > 0)
    x, n = np.where(known, amounts, 0.0), np.where(known, bases, 0.0)
    q = np.sqrt(n)
    y = np.divide(x, q, out=np.zeros_like(x), where=known)
    return Sums(
        kind=matrix.kind,
        centre=centre,
        amount=_run(x),
        base=_run(n),
        square=_run(y * y),
        known=_run(known.astype(np.float64)),
        pair=_run_pairs(y[:, 1:] * y[:, :-1]),
        cross=_run_pairs(y[:, 1:] * q[:, :-1] + y[:, :-1] * q[:, 1:]),
        weight=_run_pairs(q[:, 1:] * q[:, :-1]),
        cubes=(_run(y**3), _run(y * y * q), _run(y * n), _run(q * n)),
    )


def at(sums: FloatArray, rows: IntArray, ends: IntArray) -> FloatArray:
    """Values of a running sum at some places."""
    return sums[rows, ends]


def level(sums: Sums, rows: IntArray, first: IntArray | None, after: IntArray) -> FloatArray:
    """The level of some series from a period to another, excluded; from the beginning without a
    first one; NaN where nothing was measured."""
    amount, base = at(sums.amount, rows, after - 1), at(sums.base, rows, after - 1)
    if first is not None:
        begun = first > 0
        amount = amount - np.where(begun, at(sums.amount, rows, first - 1), 0)
        base = base - np.where(begun, at(sums.base, rows, first - 1), 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums.centre[rows] + amount / base


def _level(amounts: FloatArray) -> FloatArray:
    first = amounts[:, :_CENTRED_ON]
    nothing = ~np.isfinite(first).any(axis=1, keepdims=True)
    level: FloatArray = np.nanmedian(np.where(nothing, 0.0, first), axis=1)
    return level


def _run(values: FloatArray) -> FloatArray:
    return np.cumsum(values, axis=1)


def _run_pairs(values: FloatArray) -> FloatArray:
    total = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=total[:, 1:])
    return total
