"""What a series does by itself, learnt from its past only, with how sure one can be of it.

A count has a floor: chance alone gives it the spread of a binomial or of a Poisson. What varies
beyond that floor is weighed against "nothing more than counting" by a Bayes factor (R. E. Kass and
A. E. Raftery, "Bayes Factors", JASA 90, 1995; the marginal is Laplace's), and so is the
agreement of neighbours. The spread of a window is then known up to a number of degrees of freedom
(F. E. Satterthwaite, Biometrics Bulletin 2, 1946), which its limits pay for.
"""

from dataclasses import dataclass
from math import log, pi

import numpy as np

from timonerie.engine.signals.matrix import FloatArray, IntArray, Kind
from timonerie.engine.signals.sums import Sums, at

ONLY_COUNTING = 0.6
"""How likely it is, before looking, that nothing but counting makes a count vary."""
INDEPENDENT = 0.15
"""How likely it is, before looking, that neighbours do not agree."""
_RANGE_OF_SPREAD = 3.4
"""Logarithm of the largest spread thought of, in variances of the floor."""
_MOST_AGREEMENT = 0.85
_USUAL = 1.0
"""Variance of the agreements that are met, before looking."""
_SKEWNESS_TRUSTED_AFTER = 15.0
_MOST_SKEWNESS = 1.5


@dataclass(frozen=True, slots=True)
class Noise:
    """One value per place asked. Variances are in units of the floor.

    `level` is the rate or the mean; `unit` the variance of one base at that level; `known` the
    periods it was learnt from; `beyond` the variance beyond the floor; `floor` 1 for counts, 0 for
    values; `agreement` the correlation of what is beyond with its neighbour; `skewness` what is
    beyond that of counting; `small` the rarer count of a period, and `rarer` how
    much rarer the amounts are than the rest of the cases, from 1 to −1; the two doubts are
    variances.
    """

    level: FloatArray
    unit: FloatArray
    known: FloatArray
    floor: float
    beyond: FloatArray
    agreement: FloatArray
    skewness: FloatArray
    small: FloatArray
    rarer: FloatArray
    doubt_of_beyond: FloatArray
    doubt_of_agreement: FloatArray

    @property
    def share(self) -> FloatArray:
        """How much of the variance is beyond counting, from 0 to 1."""
        return self.beyond / (self.floor + self.beyond)

    def of(self, places: IntArray) -> "Noise":
        """That of some places, in their order."""
        arrays = {name: getattr(self, name)[places] for name in _PER_PLACE}
        return Noise(floor=self.floor, **arrays)


_PER_PLACE = tuple(name for name in Noise.__dataclass_fields__ if name != "floor")


def learnt(sums: Sums, places: IntArray) -> Noise:
    """The noise of each series over its periods up to a place included; at least three periods are
    known there."""
    amount, base, known = (at(s, places) for s in (sums.amount, sums.base, sums.known))
    mean = amount / base
    level, unit = _floor(sums.kind, amount, base, mean)
    squares = at(sums.square, places) - 2 * mean * amount + mean * mean * base
    squares = np.maximum(squares / unit, 1e-12)
    pairs = at(sums.pair, places) - mean * at(sums.cross, places)
    pairs = (pairs + mean * mean * at(sums.weight, places)) / unit
    floor = 0.0 if sums.kind is Kind.VALUE else 1.0
    spread = squares / (known - 1)
    wide = np.maximum(spread, floor)
    plain = floor * _only_counting(np.maximum(spread, 1.0), known - 1)
    agreement, doubt = _agreement(pairs / squares, wide, known, floor=floor)
    beyond = _beyond(spread, wide, known, agreement, floor=floor)
    of_square = 2 * (beyond + floor) ** 2 / (known - 1) * (1 + agreement**2) / (1 - agreement**2)
    small = _small(sums.kind, level, base / known)
    rarer = 1 - 2 * level if sums.kind is Kind.SHARE else np.ones_like(level)
    third = _third(sums, places, mean)
    third = third / (known * (unit * np.maximum(spread, 0.3 * floor)) ** 1.5)
    trust = known / (known + _SKEWNESS_TRUSTED_AFTER * (1 + agreement) / (1 - agreement))
    excess = third - floor * rarer * np.sqrt(wide / small)
    return Noise(
        level=level,
        unit=unit,
        known=known,
        floor=floor,
        beyond=(1 - plain) * beyond,
        agreement=agreement,
        skewness=(1 - plain) * trust * np.clip(excess, -_MOST_SKEWNESS, _MOST_SKEWNESS),
        small=small,
        rarer=rarer,
        doubt_of_beyond=plain * (1 - plain) * beyond**2 + (1 - plain) * of_square,
        doubt_of_agreement=doubt,
    )


def inflation(
    length: FloatArray | IntArray, agreement: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """By how much the variance of a sum of neighbours exceeds that of as many strangers, where
    each agrees so much with the one before (first-order autoregression); and its derivative."""
    apart = 1 - agreement
    before = agreement ** (length - 1.0)
    geometric = (1 - agreement * before) / apart
    steeper = (geometric - length * before) / apart
    excess = 2 * agreement / apart * (1 - geometric / length)
    bent = (geometric + agreement * steeper) * apart + agreement * geometric
    slope: FloatArray = 2 * (1 - bent / length) / apart**2
    return 1 + excess, slope


def _floor(
    kind: Kind, amount: FloatArray, base: FloatArray, mean: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The level, and the variance of one base at that level; half a case of each sort keeps a past
    without a single error from promising none."""
    if kind is Kind.VALUE:
        return mean, np.ones_like(mean)
    if kind is Kind.COUNT:
        level = (amount + 0.5) / base
        return level, level
    level = (amount + 0.5) / (base + 1)
    return level, level * (1 - level)


def _small(kind: Kind, level: FloatArray, base: FloatArray) -> FloatArray:
    """Cases of the rarer sort in a usual period; infinite for a value."""
    if kind is Kind.VALUE:
        return np.full_like(level, np.inf)
    rarer = np.minimum(level, 1 - level) if kind is Kind.SHARE else level
    small: FloatArray = rarer * base
    return small


def _only_counting(spread: FloatArray, free: FloatArray) -> FloatArray:
    """How likely it is that a spread, in variances of the floor, is that of counting."""
    against = 0.5 * free * (spread - 1 - np.log(spread))
    against += 0.5 * np.log(4 * pi / free) - log(_RANGE_OF_SPREAD)
    return _posterior(ONLY_COUNTING, against)


def _agreement(
    correlation: FloatArray, wide: FloatArray, known: FloatArray, *, floor: float
) -> tuple[FloatArray, FloatArray]:
    """The correlation of neighbours in what is beyond the floor, and its variance. A past of so
    many periods shows less of it than there is (M. G. Kendall, Biometrika 41, 1954)."""
    seen = np.clip((correlation + 1 / known) / (1 - 4 / known), 0, _MOST_AGREEMENT)
    against = -0.5 * known * np.log(1 - seen**2) + 0.5 * np.log(2 * pi / known)
    none = _posterior(INDEPENDENT, against)
    # Counting dilutes the correlation of what varies beneath it, which is then seen less surely.
    dilution = wide / np.maximum(wide - floor, 0.05 * wide)
    trust = _USUAL / (_USUAL + dilution**2 / known)
    agreement = np.clip(seen * dilution, 0, _MOST_AGREEMENT) * (1 - none) * trust
    return agreement, _USUAL * (1 - trust) + agreement**2 * none


def _beyond(
    spread: FloatArray, wide: FloatArray, known: FloatArray, agreement: FloatArray, *, floor: float
) -> FloatArray:
    """Variance beyond the floor: around their own mean, neighbours that agree show too little."""
    missed = (inflation(known, agreement)[0] - 1) * (1 - floor / wide)
    whole = spread * (known - 1) / np.maximum(known - 1 - missed, 0.3 * known)
    return np.maximum(whole - floor, 0.0 if floor else 1e-12)


def _third(sums: Sums, places: IntArray, mean: FloatArray) -> FloatArray:
    """Sum of the third powers of the residuals."""
    cube, first, second, base = (at(one, places) for one in sums.cubes)
    third: FloatArray = cube - 3 * mean * first + 3 * mean**2 * second - mean**3 * base
    return third


def _posterior(prior: float, against: FloatArray) -> FloatArray:
    odds = (1 - prior) / prior * np.exp(np.minimum(against, 50.0))
    return 1 / (1 + odds)
