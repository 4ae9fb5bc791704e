"""Recent windows against the past before them: how far apart, in normal deviates.

For each period and each length of window, the last periods are compared with all those before, by
the likelihood ratio of two samples, over the spread that the past announces (`noise`); a Student's
t with as many degrees of freedom as the past gave is then read as a normal deviate (D. L. Wallace,
Annals of Mathematical Statistics 30, 1959). Searching over the windows makes it a generalised
likelihood-ratio chart; the past never holds the periods it judges.

Most periods are far from any alarm: a cheap bound leaves them out, so that only a few are weighed.
"""

from dataclasses import dataclass

import numpy as np

from timonerie.engine.signals import noise
from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind
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
_SURELY = 0.6
"""Part of a measured spread that the true one hardly ever falls below."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The windows worth weighing, in parallel arrays: row, last period, length, score, and the
    noise of the past of each. A score is in normal deviates, positive when the window is higher
    than its past."""

    rows: IntArray
    ends: IntArray
    lengths: IntArray
    scores: FloatArray
    past: Noise


def gaps(sums: Sums, *, worth: float) -> Gaps:
    """Every window whose gap may reach `worth` deviates, scored."""
    variance = _variances(sums)
    lengths = [length for length in LENGTHS if length < sums.amount.shape[1]]
    found = [_candidates(sums, length, variance, worth) for length in lengths]
    nothing = np.zeros(0, np.int64)
    rows = np.concatenate([nothing, *(rows for rows, _ends in found)])
    ends = np.concatenate([nothing, *(ends for _rows, ends in found)])
    each = np.repeat(np.array(lengths, np.int64), [rows.size for rows, _ends in found])
    past = noise.learnt(sums, rows, ends - each)
    return Gaps(rows, ends, each, _scores(sums, rows, ends, each, past), past)


def _variances(sums: Sums) -> FloatArray:
    """A lower bound of the variance of the sum of each past: (series, periods)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums.amount / sums.base
        squares = sums.square - mean * sums.amount
        spread = _SURELY * squares / (sums.known - 1)
        if sums.kind is Kind.SHARE:
            spread = np.fmax(spread, mean * (1 - mean))
        elif sums.kind is Kind.COUNT:
            spread = np.fmax(spread, mean)
    return np.nan_to_num(spread, posinf=0.0) * sums.base


def _candidates(
    sums: Sums, length: int, variance: FloatArray, worth: float
) -> tuple[IntArray, IntArray]:
    """Rows and ends of the windows of a length that may be worth it: Pearson's gap is close to the
    likelihood ratio, below it by a factor of √2 at most where a count falls to nothing.

    `variance` is that of the sum of each past.
    """
    amount, base = sums.amount[:, :-length], sums.base[:, :-length]
    upto, whole = sums.amount[:, length:], sums.base[:, length:]
    gap = upto * base
    gap -= whole * amount
    scale = whole - base
    scale *= whole
    scale *= variance[:, :-length]
    rows, starts = np.nonzero(gap * gap > 0.5 * worth * worth * scale)
    gap, scale = gap[rows, starts], scale[rows, starts]
    ends = starts + length
    told = at(sums.known, rows, ends) > at(sums.known, rows, ends - 1)
    kept = told & (at(sums.known, rows, starts) >= LEAST_PAST)
    kept &= (gap < 0) | (gap * gap > worth * worth * scale)
    return rows[kept], ends[kept]


def _scores(
    sums: Sums, rows: IntArray, ends: IntArray, lengths: IntArray, past: Noise
) -> FloatArray:
    before = ends - lengths
    amount, base = at(sums.amount, rows, before), at(sums.base, rows, before)
    recent, width = at(sums.amount, rows, ends) - amount, at(sums.base, rows, ends) - base
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
