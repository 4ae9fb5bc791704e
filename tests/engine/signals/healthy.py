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
    noise = _following(draw.standard_normal((series, WEEKS)), agreement)
    rates = rate * np.exp(spread * noise - spread**2 / 2)
    if times is not None:
        rates = rates * times
    bases = np.maximum(draw.poisson(cases, (series, WEEKS)), 1)
    amounts = draw.binomial(bases, np.minimum(rates, 1.0))
    return Matrix(Kind.SHARE, amounts.astype(float), bases.astype(float))


def values(*, spread: float = 0.0, agreement: float = 0.0, series: int, seed: int) -> Matrix:
    """Measures that vary around 10, normally; log-normally around 1 with a spread."""
    draw = np.random.default_rng(seed)
    noise = _following(draw.standard_normal((series, WEEKS)), agreement)
    amounts = np.exp(spread * noise) if spread else 10 + noise
    return Matrix(Kind.VALUE, amounts)


def _following(fresh: FloatArray, agreement: float) -> FloatArray:
    noise = fresh.copy()
    for week in range(1, WEEKS):
        noise[:, week] = agreement * noise[:, week - 1] + np.sqrt(1 - agreement**2) * fresh[:, week]
    return noise
