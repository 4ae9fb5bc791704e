"""Recent windows against the past before them: how far apart, in normal deviates.

For each period and each length of window, the last periods are compared with all those before, by
the likelihood ratio of two samples, over the spread that the past announces (`noise`); a Student's
t with as many degrees of freedom as the past gave is then read as a normal deviate (D. L. Wallace,
Annals of Mathematical Statistics 30, 1959). Searching over the windows makes it a generalised
likelihood-ratio chart; the past never holds the periods it judges.

Most periods are far from any alarm: a cheap bound leaves them out, so that only a few are weighed.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from timonerie.engine.signals import noise
from timonerie.engine.signals.matrix import BoolArray, FloatArray, IntArray, Kind
from timonerie.engine.signals.noise import Noise, inflation
from timonerie.engine.signals.sums import Sums, at

LENGTHS = (1, 2, 3, 4, 5, 6, 8, 12, 16, 24)
LEAST_PAST = 8
"""Periods that a window needs before it."""
MATERIAL = 1.4
"""Smallest lasting gap that matters, in deviates of one period; smaller ones count for less."""
ALONE = 1.2
"""What a single period owes, in log-likelihood: alone, it may be an accident or a typing error."""
_SKEWNESS_USED = 1.4
_FAR = 16.0
_MOST_FREEDOM, _LEAST_FREEDOM = 200.0, 3.0
_SURELY = 0.75
"""Part of a measured spread that the true one hardly ever falls below."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The windows worth weighing, in parallel arrays: `places` of their last period (see
    `Sums.places`), length, and score in normal deviates, positive when the window is higher than
    its past. `noise` is that of each past, and `past` says which of them a window has."""

    places: IntArray
    lengths: IntArray
    scores: FloatArray
    noise: Noise
    past: IntArray


def gaps(sums: Sums, *, worth: float) -> Gaps:
    """Every window whose evidence may reach `worth`, scored."""
    variance = _variances(sums)
    lengths = [length for length in LENGTHS if LEAST_PAST + length <= sums.periods]
    found = [_candidates(sums, length, variance, worth) for length in lengths]
    places = np.concatenate([np.zeros(0, np.int64), *found])
    each = np.repeat(np.array(lengths, np.int64), [some.size for some in found])
    before = places - each * sums.series
    pasts, past = _distinct(before, among=sums.amount.size)
    learnt = noise.learnt(sums, pasts)
    scores = _scores(sums, places, before, each, learnt.of(past))
    return Gaps(places, each, scores, learnt, past)


def _distinct(places: IntArray, *, among: int) -> tuple[IntArray, IntArray]:
    """Windows of all lengths share their pasts: each past once, and which one each window has."""
    rank = np.full(among, -1)
    rank[places] = 0
    distinct = np.flatnonzero(rank == 0)
    rank[distinct] = np.arange(distinct.size)
    return distinct, rank[places]


def _variances(sums: Sums) -> FloatArray:
    """A lower bound of the variance of the sum of each past: (periods, series)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums.amount / sums.base
        squares = sums.square - mean * sums.amount
        spread = _SURELY * squares / (sums.known - 1)
        if sums.kind is Kind.SHARE:
            spread = np.fmax(spread, mean * (1 - mean))
        elif sums.kind is Kind.COUNT:
            spread = np.fmax(spread, mean)
    return spread * sums.base


def _candidates(sums: Sums, length: int, variance: FloatArray, worth: float) -> IntArray:
    """Places of the windows of a length that may be worth it: Pearson's gap is close to the
    likelihood ratio, below it by a factor of √2 at most where a count falls to nothing.

    `variance` is that of the sum of each past.
    """
    least = _score_of(worth, length) ** 2
    starts, ends = slice(LEAST_PAST - 1, -length), slice(LEAST_PAST - 1 + length, None)
    amount, base = sums.amount[starts], sums.base[starts]
    gap = sums.amount[ends] * base
    gap -= sums.base[ends] * amount
    scale = sums.base[ends] - base
    scale *= sums.base[ends]
    scale *= variance[starts]
    found = np.flatnonzero(gap * gap > 0.5 * least * scale)
    gap, scale = gap.ravel()[found], scale.ravel()[found]
    before = found + (LEAST_PAST - 1) * sums.series
    places = before + length * sums.series
    told = at(sums.known, places) > at(sums.known, places - sums.series)
    kept = told & (at(sums.known, before) >= LEAST_PAST)
    kept &= (gap * gap > least * scale) | _falls_to_nothing(sums, before, gap)
    return places[kept]


def _falls_to_nothing(sums: Sums, before: IntArray, gap: FloatArray) -> BoolArray:
    """Whether what is rarer in a past gets rarer still."""
    if sums.kind is Kind.VALUE:
        return np.zeros(gap.size, bool)
    if sums.kind is Kind.COUNT:
        return gap < 0
    is_rare = 2 * at(sums.amount, before) <= at(sums.base, before)
    return np.asarray((gap < 0) == is_rare)


def _scores(
    sums: Sums, places: IntArray, before: IntArray, lengths: IntArray, past: Noise
) -> FloatArray:
    amount, base = at(sums.amount, before), at(sums.base, before)
    recent, width = at(sums.amount, places) - amount, at(sums.base, places) - base
    variance, freedom, stretch = _variance(past, lengths, width / base)
    square = _likelihood(sums.kind, recent, width, amount, base) / variance
    deviate = np.sqrt(freedom * np.log1p(square / freedom)) * (8 * freedom + 1) / (8 * freedom + 3)
    score = np.sign(recent / width - amount / base) * deviate
    skewness = _SKEWNESS_USED * past.skewness / np.sqrt(lengths * stretch)
    corrected: FloatArray = score - skewness * (np.minimum(score * score, _FAR) - 1) / 6
    return corrected


def _variance(
    past: Noise, lengths: IntArray, ratio: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Variance of a gap in units of that of counting alone, its degrees of freedom, and by how much
    agreement stretches the window; `ratio` is the window's bases over the past's."""
    agreement = past.agreement
    (stretch, slope), beyond = inflation(lengths, agreement), past.beyond
    whole = (1 + agreement) / (1 - agreement)
    mixed = (stretch + ratio * whole) / (1 + ratio)
    variance = past.floor + beyond * mixed
    slope = (slope + ratio * 2 / (1 - agreement) ** 2) / (1 + ratio)
    doubt = past.doubt_of_beyond * mixed**2 + (beyond * slope) ** 2 * past.doubt_of_agreement
    freedom = np.clip(2 * variance**2 / np.maximum(doubt, 1e-12), _LEAST_FREEDOM, _MOST_FREEDOM)
    return variance, freedom, stretch


def _likelihood(
    kind: Kind, recent: FloatArray, width: FloatArray, amount: FloatArray, base: FloatArray
) -> FloatArray:
    """Twice the log-likelihood ratio of two levels against one, were counting alone at work."""
    if kind is Kind.VALUE:
        return (recent / width - amount / base) ** 2 / (1 / width + 1 / base)
    level = (recent + amount) / (width + base)
    told = _told(recent, width * level) + _told(amount, base * level)
    if kind is Kind.SHARE:
        told += _told(width - recent, width * (1 - level)) + _told(
            base - amount, base * (1 - level)
        )
    return np.maximum(2 * told, 0.0)


def _told(seen: FloatArray, expected: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(seen > 0, seen * np.log(seen / expected), 0.0)


def evidence(scores: FloatArray, lengths: IntArray) -> FloatArray:
    """Scores that compare windows of all lengths: log-likelihood of a lasting, material gap, less
    what a single period owes, read again as a deviate."""
    least = MATERIAL * np.sqrt(lengths)
    ratio = np.where(scores >= least, 0.5 * scores**2, least * scores - 0.5 * least**2)
    ratio = ratio - ALONE * (lengths == 1)
    read: FloatArray = np.sqrt(2 * np.maximum(ratio, 0.0))
    return read


def _score_of(worth: float, length: int) -> float:
    """The smallest score that gives this evidence."""
    least = MATERIAL * sqrt(length)
    ratio = 0.5 * worth**2 + ALONE * (length == 1)
    return sqrt(2 * ratio) if 2 * ratio >= least**2 else (ratio + 0.5 * least**2) / least
