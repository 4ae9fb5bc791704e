"""Amounts between what people write and the smallest unit of their currency."""

from decimal import Decimal

from babel.numbers import get_currency_precision, is_currency


class NoSuchAmount(ValueError):
    """The text is no amount, or has more decimals than its currency."""


def is_known(currency: str) -> bool:
    """Whether ISO 4217 has it, in capitals."""
    return is_currency(currency)


def minor(amount: Decimal, currency: str) -> int:
    """12.50 EUR as 1250. Raises NoSuchAmount where the currency has fewer decimals."""
    scaled = amount.scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise NoSuchAmount(str(amount))
    return int(scaled)


def major(amount: int, currency: str) -> Decimal:
    """1250 EUR as 12.50."""
    return Decimal(amount).scaleb(-get_currency_precision(currency))


def read(text: str, currency: str) -> int:
    """ "1 250,50" in the smallest unit of its currency. Raises NoSuchAmount."""
    plain = "".join(text.split()).replace(",", ".").removesuffix("€")
    if not plain or not set(plain) <= set("0123456789.") or plain.count(".") > 1:
        raise NoSuchAmount(text)
    try:
        return minor(Decimal(plain), currency)
    except ArithmeticError as error:
        raise NoSuchAmount(text) from error
