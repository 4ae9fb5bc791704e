"""Service credits: what a missed service level is worth, by bands, within a cap.

Amounts are whole minor units (cents). Rates are exact decimals: no amount depends on a rounding of
binary fractions. The rule applied is the contract's; whether a credit or a penalty is due, and its
treatment for VAT, is for counsel to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Band:
    """A figure worse than ``bound`` is worth ``rate`` of the fee: under it where more is better,
    over it where less is. The bound is in the unit of the figure: a ratio, hours, a count."""

    bound: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """What is due: in minor units, which band applied (None: target met), whether capped."""

    amount: int
    band: Band | None
    is_capped: bool


def worth(
    *,
    fee: int | Fraction,
    figure: Fraction,
    bands: Sequence[Band],
    at_least: bool = True,
    cap_ratio: Decimal | None = None,
    left: int | None = None,
) -> Credit:
    """The credit due on a fee for a figure, in the unit of the bounds.

    The worst band that the figure falls in applies. The amount, rounded half up to the minor unit,
    is capped at ``cap_ratio`` of the fee and at ``left``, what remains of a yearly cap.
    Raises ValueError for a negative amount or rate, a rate over 1, or bands whose credit falls when
    the service gets worse.
    """
    ordered = sorted(bands, key=lambda band: band.bound, reverse=not at_least)
    _check(fee, ordered, cap_ratio, left)
    band = next((one for one in ordered if _is_worse(figure, one, at_least)), None)
    if band is None:
        return Credit(0, None, False)
    amount = _rounded(fee * Fraction(band.rate))
    limits = [limit for limit in (_cap(fee, cap_ratio), left) if limit is not None]
    granted = min([amount, *limits])
    return Credit(granted, band, granted < amount)


def _is_worse(figure: Fraction, band: Band, at_least: bool) -> bool:
    bound = Fraction(band.bound)
    return figure < bound if at_least else figure > bound


def _cap(fee: int | Fraction, ratio: Decimal | None) -> int | None:
    return None if ratio is None else _rounded(fee * Fraction(ratio))


def _rounded(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _check(
    fee: int | Fraction, ordered: Sequence[Band], cap_ratio: Decimal | None, left: int | None
) -> None:
    """``ordered`` from the worst band to the mildest."""
    if fee < 0 or (left is not None and left < 0):
        raise ValueError("an amount is never negative")
    rates = [*(band.rate for band in ordered), *([] if cap_ratio is None else [cap_ratio])]
    if not all(0 <= rate <= 1 for rate in rates):
        raise ValueError("a rate lies between 0 and 1")
    if any(worse.rate < milder.rate for worse, milder in pairwise(ordered)):
        raise ValueError("a worse service never earns a smaller credit")
