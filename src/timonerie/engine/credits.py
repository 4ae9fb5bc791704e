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
    """An attainment strictly under ``below_ratio`` is worth ``credit_ratio`` of the fee."""

    below_ratio: Decimal
    credit_ratio: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """What is due: in minor units, which band applied (None: target met), whether capped."""

    amount: int
    band: Band | None
    is_capped: bool


def credit(
    *,
    fee: int,
    met: int,
    counted: int,
    bands: Sequence[Band],
    cap_ratio: Decimal | None = None,
    left: int | None = None,
) -> Credit | None:
    """The credit due on a fee for ``met`` cases out of ``counted``; None when none was counted.

    The lowest band that the attainment falls under applies. The amount, rounded half up to the
    minor unit, is capped at ``cap_ratio`` of the fee and at ``left``, what remains of a yearly cap.
    Raises ValueError for a negative amount or rate, a rate over 1, more met than counted, or bands
    whose credit falls when the service gets worse.
    """
    _check(fee, met, counted, bands, cap_ratio, left)
    if counted == 0:
        return None
    attainment = Fraction(met, counted)
    under = [band for band in bands if attainment < Fraction(band.below_ratio)]
    if not under:
        return Credit(0, None, False)
    band = min(under, key=lambda each: each.below_ratio)
    amount = _rounded(fee * Fraction(band.credit_ratio))
    limits = [limit for limit in (_cap(fee, cap_ratio), left) if limit is not None]
    granted = min([amount, *limits])
    return Credit(granted, band, granted < amount)


def _cap(fee: int, ratio: Decimal | None) -> int | None:
    return None if ratio is None else _rounded(fee * Fraction(ratio))


def _rounded(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _check(
    fee: int,
    met: int,
    counted: int,
    bands: Sequence[Band],
    cap_ratio: Decimal | None,
    left: int | None,
) -> None:
    if fee < 0 or (left is not None and left < 0):
        raise ValueError("an amount is never negative")
    if not 0 <= met <= counted:
        raise ValueError("met cases are among those counted")
    rates = [rate for band in bands for rate in (band.below_ratio, band.credit_ratio)]
    if not all(0 <= rate <= 1 for rate in [*rates, *([] if cap_ratio is None else [cap_ratio])]):
        raise ValueError("a rate lies between 0 and 1")
    ordered = sorted(bands, key=lambda band: band.below_ratio)
    if any(low.credit_ratio < high.credit_ratio for low, high in pairwise(ordered)):
        raise ValueError("a worse service never earns a smaller credit")
