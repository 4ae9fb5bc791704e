"""How much a verdict owes to the weights: the share of other plausible weightings that keep it.

The two other answers to that question are read from here too: what would change it (`flips`), and
the criteria that decide of nothing (`idle`).
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from timonerie.domains.sourcing.enums import Hold, Reading, Verdict, Veto
from timonerie.domains.sourcing.rules import weightings
from timonerie.domains.sourcing.rules.grids import bands, scoring
from timonerie.domains.sourcing.rules.grids.bands import Bands
from timonerie.domains.sourcing.rules.grids.flips import Flip as Flip
from timonerie.domains.sourcing.rules.grids.flips import flips as flips
from timonerie.domains.sourcing.rules.grids.shapes import Grid, Scores
from timonerie.domains.sourcing.rules.grids.verdicts import judge

DRAWS = 4000
SEED = 1975
SPREAD = weightings.THIRD

Named = TypeVar("Named")


@dataclass(frozen=True)
class Robust:
    """`share` of the weightings drawn, from 0 to 1, that give the same verdict, and what each
    verdict gets in `shares`; the same of the hold. None and empty where there is no verdict."""

    share: float | None
    shares: Mapping[Verdict, float]
    hold_share: float | None
    hold_shares: Mapping[Hold, float]


def robustness(
    grid: Grid,
    scores: Scores,
    vetoes: Collection[Veto] = (),
    is_retained: bool | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    spread: float = SPREAD,
) -> Robust:
    """The share of weightings, drawn around the chosen ones within each reading, that keep what
    the grid says. A verdict by veto has a share of 1.

    `spread` is the coefficient of variation of a weight: its standard deviation over its mean, a
    third by default, so that a weight of 3 is mostly between 2 and 4. Draws follow a Dirichlet law
    whose concentration is (n - 1) / spread² - 1 for n criteria that weigh: the mean square of the
    coefficients, each counted with its weight, is then spread², whatever the weights
    (`weightings.spreading`). With the six default criteria of the first reading and a third, 44.
    """
    found = judge(grid, scores, vetoes, is_retained)
    drawn = partial(drawn_scores, grid, scores=scores, draws=draws, seed=seed, spread=spread)
    shares = {Verdict.CORE: 1.0}
    if not found.vetoes:
        shares = _shares(bands.verdicts(grid, is_retained=is_retained), drawn(Reading.KEEP))
    hold_shares = _shares(bands.holds(grid), drawn(Reading.GUARD))
    return Robust(
        share=None if found.verdict is None else shares.get(found.verdict, 0.0),
        shares=shares,
        hold_share=None if found.hold is None else hold_shares.get(found.hold, 0.0),
        hold_shares=hold_shares,
    )


def drawn_scores(
    grid: Grid, reading: Reading, *, scores: Scores, draws: int, seed: int, spread: float
) -> NDArray[np.float64]:
    """One score per weighting drawn, shape (draws,); empty where nothing is known.

    Only the criteria with a note are drawn: a part of a Dirichlet law, put back to a sum of 1, is a
    Dirichlet law whose concentration is that part of the whole.
    """
    known = [(one, note) for one, note in scoring.scored(grid, reading, scores) if one.weight]
    if not known:
        return np.empty(0)
    every = [one.weight for one in grid.of(reading)]
    weights = [one.weight for one, _ in known]
    part = math.fsum(weights) / math.fsum(every)
    held = part * weightings.spreading(every, variation=spread)
    rows = _weightings(tuple(weights), draws=draws, seed=seed, concentration=max(held, 1.0))
    points = rows @ np.array([note for _, note in known])
    found: NDArray[np.float64] = np.round(scoring.PER_NOTE * points, scoring.DIGITS)
    return found


@lru_cache(maxsize=16)
def _weightings(
    weights: tuple[float, ...], *, draws: int, seed: int, concentration: float
) -> NDArray[np.float64]:
    """The same for every activity whose same criteria are noted: a page of a hundred draws once."""
    rows = weightings.draw(weights, draws=draws, seed=seed, concentration=concentration)
    rows.setflags(write=False)
    return rows


def _shares(known: Bands[Named], drawn: NDArray[np.float64]) -> dict[Named, float]:
    """The share of the draws in each band, those without any left out."""
    if not drawn.size:
        return {}
    places = np.searchsorted(known.thresholds, drawn, side="right")
    counts = np.bincount(places, minlength=len(known.names))
    return {
        name: int(count) / drawn.size
        for name, count in zip(known.names, counts, strict=True)
        if count
    }
