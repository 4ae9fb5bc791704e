"""Numbers as they were written: never a binary approximation of a price or of a volume."""

from decimal import Decimal
from fractions import Fraction

from timonerie.domains.sourcing.rules.offers.faults import OfferFault

Exact = int | Decimal | Fraction


def exact(value: Exact | float | str) -> Fraction:
    """12.1 is 121/10 here, as it was typed. Raises OfferFault `number`."""
    try:
        return Fraction(str(value)) if isinstance(value, float | str) else Fraction(value)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise OfferFault("number", text=str(value)) from error
