"""A price list pasted from a provider's document, as lines with their unit and their recurrence.

One line of text is one price; cells are parted by a tab, a semicolon, a bar or two spaces. What is
not understood as a whole is a question about that line, and no price.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from timonerie.domains.sourcing.rules.offers import asking, headings, pieces, recurrences
from timonerie.domains.sourcing.rules.offers.asking import Asked, NotReadError
from timonerie.domains.sourcing.rules.offers.headings import Around
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice
from timonerie.domains.sourcing.rules.offers.recurrences import Every
from timonerie.domains.sourcing.rules.offers.rows import Row, rows

MOST_LINES = 300
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class PriceLine:
    """`cents` may have decimals (8.5 for 0.085 €). `unit` is empty unless paid by the unit; `tax`
    is empty when nothing says that the price is without tax."""

    number: int
    label: str
    cents: Decimal
    every: Every
    unit: str = ""
    tax: Literal["excluded", ""] = ""


@dataclass(frozen=True, slots=True)
class PriceList:
    """In the order of the text; a question about the whole text comes last."""

    lines: tuple[PriceLine, ...]
    questions: tuple[Asked, ...]


def read(text: str) -> PriceList:
    """Every line that is not blank gives a price line, a question, or a title of columns."""
    every = rows(text)
    read, beyond = every[:MOST_LINES], every[MOST_LINES:]
    known = headings.around(read)
    told = [_told(row, known) for row in read if not headings.speaks_of_all(row)]
    lines = tuple(each for each in told if isinstance(each, PriceLine))
    questions = [each for each in told if isinstance(each, Asked)]
    questions += [Asked("too_many", beyond[0].number)] if beyond else []
    untaxed = [line.number for line in lines if not line.tax]
    questions += [Asked("tax_unsaid", untaxed[0])] if untaxed else []
    return PriceList(lines, tuple(questions))


def unit_price(line: PriceLine) -> UnitPrice:
    """What the line costs, as totals compute it: a price of a quarter is a third of it a month."""
    if line.every == "unit":
        return UnitPrice(unit=line.cents)
    if line.every == "once":
        return UnitPrice(once=line.cents)
    return UnitPrice(monthly=Fraction(line.cents) / _MONTHS_OF[line.every])


def _told(row: Row, known: Around) -> PriceLine | Asked:
    try:
        return _line(row, known)
    except NotReadError as asked:
        return Asked(asked.code, row.number, asked.text or row.text[: asking.SHOWN])


def _line(row: Row, known: Around) -> PriceLine:
    """Raises NotReadError."""
    is_excluded = re.search(recurrences.EXCLUDED, row.folded) is not None
    if code := asking.doubt(row):
        raise NotReadError(code)
    if known.is_included and not is_excluded:
        raise NotReadError("included_tax")
    found = pieces.take(row.cells, is_in_euros=known.is_in_euros)
    tax: Literal["excluded", ""] = "excluded" if is_excluded or known.is_excluded else ""
    return PriceLine(row.number, found.label, found.cents, found.every, found.unit, tax)
