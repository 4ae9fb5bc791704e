"""Weightings that somebody else might have chosen: drawn around the chosen one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: By how much a weight varies from one draw to the next, as a share of itself.
THIRD = 1 / 3


def draw(
    weights: Sequence[float], *, draws: int, seed: int, concentration: float | None = None
) -> NDArray[np.float64]:
    """Rows of weights that add up to 1, around the chosen ones: shape (draws, len(weights)).

    Dirichlet of parameters `concentration` x weight / sum of the weights, so that the mean of each
    column is the chosen share and a weight of zero stays zero. Without a concentration, weights
    vary by about a third (`spreading`). Same seed, same rows. Raises ValueError for a weight below
    zero or not finite, for no positive weight, and for a concentration below one, where whole rows
    would vanish.
    """
    chosen = np.asarray(weights, dtype=np.float64)
    if chosen.size == 0 or not np.isfinite(chosen).all() or (chosen < 0).any():
        raise ValueError("weights")
    if not chosen.any():
        raise ValueError("no positive weight")
    held = spreading(weights) if concentration is None else concentration
    if not held >= 1:
        raise ValueError("concentration")
    return _dirichlet(held * _shares(chosen), draws=draws, seed=seed)


def spreading(weights: Sequence[float], *, variation: float = THIRD) -> float:
    """The concentration under which weights vary by that much.

    The variance of a share w under a concentration c is w(1 - w) / (c + 1). The square of its
    coefficient of variation, averaged with the shares as weights, is then (n - 1) / (c + 1) for n
    positive weights, whatever they are: c = (n - 1) / variation² - 1. Heavy weights vary by less
    than `variation`, light ones by more.
    """
    positive = sum(weight > 0 for weight in weights)
    # A weight alone never varies: any concentration will do.
    return max((positive - 1) / variation**2 - 1, 1.0)


def _shares(chosen: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divided by the largest first: the sum of huge weights would overflow."""
    scaled = chosen / chosen.max()
    shares: NDArray[np.float64] = scaled / scaled.sum()
    return shares


def _dirichlet(alphas: NDArray[np.float64], *, draws: int, seed: int) -> NDArray[np.float64]:
    """Gamma draws over their sum: unlike a draw of the library's own, parameters may be zero."""
    gammas = np.random.default_rng(seed).standard_gamma(alphas, size=(draws, alphas.size))
    rows: NDArray[np.float64] = gammas / gammas.sum(axis=1, keepdims=True)
    return rows
