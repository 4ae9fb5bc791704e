"""Healthy series: what chance alone does, with the spreads and agreements that real ones have."""

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix

WEEKS = 104


def shares(
    *,
    cases: float,
    rate: float = 0.02,
    spread: float = 0.0,
    agreement: float = 0.0,
    series: int,
    seed: int,
    times: FloatArray | None = None,
) -> Matrix:
    """Counts among about so many cases a week; `spread` is the coefficient of variation of the
    rate, `agreement` the correlation of a week with the one before, `times` what multiplies the
    rate each week."""
    draw = np.random.default_rng(seed)
    noise = np.empty((series, WEEKS))
    fresh = draw.standard_normal((series, WEEKS))
    noise[:, 0] = fresh[:, 0]
    for week in range(1, WEEKS):
        kept = agreement * noise[:, week - 1]
        noise[:, week] = kept + np.sqrt(1 - agreement**2) * fresh[:, week]
    rates = rate * np.exp(spread * noise - spread**2 / 2)
    if times is not None:
        rates = rates * times
    bases = np.maximum(draw.poisson(cases, (series, WEEKS)), 1)
    amounts = draw.binomial(bases, np.minimum(rates, 1.0))
    return Matrix(Kind.SHARE, amounts.astype(float), bases.astype(float))
