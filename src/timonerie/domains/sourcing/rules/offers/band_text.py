"""Bands of prices as people type them, one a line: « 100 : 14,50 », then « au-delà : 12 »."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from timonerie.domains.sourcing.rules.offers.amounts import fold, is_unclear

HUNDREDTHS: Final = 10_000
"""Hundredths of cents in a euro: what answers keep."""
MOST: Final = 20
_LINE: Final = re.compile(
    r"(?:jusqu'a |de \d[\d ]* a )?(?P<to>\d[\d ]*|au[- ]dela) ?[:=] ?(?P<price>.+)"
)
_PRICE: Final = re.compile(r"(\d[\d ]*)(?:[.,](\d{1,4}))? ?(?:€|eur|euros?)?")
Kept = dict[str, int | None]


class BandText(ValueError):
    """`number` is that of the line that is not understood, from 1; `unclear` is its price where it
    can be read in two ways."""

    def __init__(self, number: int, unclear: str = "") -> None:
        super().__init__(number)
        self.number = number
        self.unclear = unclear


def read(text: str) -> list[Kept]:
    """`{"to": last unit, or None, "price": hundredths of cents}` for each band, rising. Raises
    BandText."""
    found: list[Kept] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        folded = fold(line.strip())
        band = _read(folded)
        match = _LINE.fullmatch(folded)
        if match and is_unclear_price(match["price"]):
            raise BandText(number, match["price"].strip())
        if band is None or not _follows(found, band) or len(found) == MOST:
            raise BandText(number)
        found.append(band)
    return found


def _read(line: str) -> Kept | None:
    match = _LINE.fullmatch(line)
    price = hundredths(match["price"].strip()) if match else None
    if match is None or price is None:
        return None
    to = None if match["to"].startswith("au") else int(match["to"].replace(" ", ""))
    return {"to": to, "price": price}


def _follows(found: Sequence[Kept], band: Kept) -> bool:
    before = found[-1]["to"] if found else 0
    return before is not None and (band["to"] is None or band["to"] > before)


def hundredths(text: str) -> int | None:
    """A price in euros as hundredths of cents; None for what is no price, or an unclear one."""
    match = _PRICE.fullmatch(fold(text.strip()))
    if match is None or is_unclear_price(text):
        return None
    return int(match[1].replace(" ", "")) * HUNDREDTHS + int((match[2] or "").ljust(4, "0"))


def is_unclear_price(text: str) -> bool:
    """« 12.000 » is twelve euros, or twelve thousand: it is asked, as it is of a pasted price."""
    return is_unclear(fold(text.strip()))


def euros(kept: int) -> str:
    """« 12,50 »: at least two decimals unless it is whole; four rather than three, which may part
    thousands."""
    value = Decimal(kept) / HUNDREDTHS
    if value == value.to_integral_value():
        return str(int(value))
    told = format(value.normalize(), "f")
    whole, _, decimals = told.partition(".")
    return f"{whole},{decimals.ljust(4 if len(decimals) == 3 else 2, '0')}"


def written(bands: Sequence[Kept]) -> str:
    """As `read` reads them."""
    return "\n".join(
        f"{'au-delà' if one['to'] is None else one['to']} : {euros(one['price'] or 0)}"
        for one in bands
    )
