"""What the lines without a figure say of all the others: columns, currency, tax."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from timonerie.domains.sourcing.rules.offers import recurrences
from timonerie.domains.sourcing.rules.offers.amounts import CURRENCY
from timonerie.domains.sourcing.rules.offers.rows import Row

_COLUMN = re.compile(
    r"(?:(?:designations?|libelles?|prestations?|descriptions?|services?|natures?|intitules?"
    r"|objets?|prix|tarifs?|montants?|unites?|pu|couts?|facturation|periodicite|frequence"
    r"|recurrence|unitaires?|h\.?t\.?|hors|taxes?|ttc|en|de|des|la|le|d’oeuvre|d’œuvre|euros?|eur"
    r")\b|[€ ()/.:'-])+"
)
_TAX = re.compile(f"{recurrences.EXCLUDED}|{recurrences.INCLUDED}")
_PRICES = re.compile(r"\b(?:prix|tarifs?|montants?)\b")
_IN_EUROS = re.compile(rf"\ben (?:{CURRENCY.pattern})|\((?:{CURRENCY.pattern})")


@dataclass(frozen=True, slots=True)
class Around:
    """What holds for a line that says nothing else: is the euro named, is tax out or in?"""

    is_in_euros: bool = False
    is_excluded: bool = False
    is_included: bool = False


def is_column(folded: str) -> bool:
    """Only words that head a column: « Prix unitaire HT (€) »."""
    return _COLUMN.fullmatch(folded) is not None


def speaks_of_all(row: Row) -> bool:
    """A row of titles, or a sentence about the tax of prices, without a figure."""
    if re.search(r"\d", row.folded) or not row.cells:
        return False
    if len(row.cells) > 1:
        return all(is_column(cell.folded) for cell in row.cells)
    return bool(_TAX.search(row.folded) and _PRICES.search(row.folded))


def around(rows: Iterable[Row]) -> Around:
    said = " ; ".join(row.folded for row in rows if speaks_of_all(row))
    return Around(
        is_in_euros=_IN_EUROS.search(said) is not None,
        is_excluded=re.search(recurrences.EXCLUDED, said) is not None,
        is_included=re.search(recurrences.INCLUDED, said) is not None,
    )
