"""Bands of volume: up to which unit a price holds.

`to` is the last unit of a band: « de 1 à 100, de 101 à 500, au-delà ». A band starts where the one
before ends; `from_` says it again and may be written 100 or 101. What stands between the two (100.5
hours) belongs to the band that begins, so that no unit is lost and none is counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from timonerie.domains.sourcing.rules.offers.exact import Exact
from timonerie.domains.sourcing.rules.offers.faults import BandFault


@dataclass(frozen=True, slots=True)
class Band:
    """Units after `from_` up to `to` included, None for no end. Either a unit price in cents, or a
    factor of the unit price of the line (0.9 for ten per cent less)."""

    from_: Exact
    to: Exact | None
    unit_price: Exact | None = None
    factor: Exact | None = None

    def price(self, base: Exact | None) -> Fraction:
        """Cents for one unit, from the unit price of the line where there is a factor."""
        if self.unit_price is not None:
            return Fraction(self.unit_price)
        assert self.factor is not None
        assert base is not None
        return Fraction(self.factor) * Fraction(base)


def check(bands: Sequence[Band]) -> None:
    """Raises BandFault for the first band that does not follow the one before."""
    for rank, band in enumerate(bands, start=1):
        if (band.unit_price is None) == (band.factor is None):
            raise BandFault("band_price", rank=rank)
    if bands and bands[0].from_ not in (0, 1):
        raise BandFault("band_start", rank=1)
    if bands and bands[0].to is not None and bands[0].to <= 0:
        raise BandFault("band_empty", rank=1)
    for rank, (before, band) in enumerate(pairwise(bands), start=2):
        _check_pair(before, band, rank=rank)


def _check_pair(before: Band, band: Band, *, rank: int) -> None:
    if before.to is None:
        raise BandFault("band_after_open", rank=rank)
    if band.from_ < before.to:
        raise BandFault("band_overlap", rank=rank)
    if band.from_ not in (before.to, before.to + 1):
        raise BandFault("band_gap", rank=rank)
    if band.to is not None and band.to <= before.to:
        raise BandFault("band_empty", rank=rank)


def graduated(units: Fraction, bands: Sequence[Band], base: Exact | None) -> Fraction:
    """Each unit at the price of its own band. Raises BandFault `band_beyond`."""
    check_reach(units, bands)
    cost = done = Fraction(0)
    for band in bands:
        upper = units if band.to is None else min(units, Fraction(band.to))
        if upper > done:
            cost += (upper - done) * band.price(base)
            done = upper
    return cost


def all_units(units: Fraction, bands: Sequence[Band], base: Exact | None) -> Fraction:
    """All units at the price of the band that is reached. Raises BandFault `band_beyond`."""
    check_reach(units, bands)
    reached = next(band for band in bands if band.to is None or units <= band.to)
    return units * reached.price(base)


def check_reach(units: Fraction, bands: Sequence[Band]) -> None:
    """A last band that has an end says nothing of the price of what comes after it."""
    last = bands[-1].to
    if last is not None and units > last:
        raise BandFault("band_beyond", rank=len(bands))
