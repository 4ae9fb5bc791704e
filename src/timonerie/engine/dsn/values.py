"""Dates and numbers as a DSN writes them: JJMMAAAA, and a point before the decimals."""

import re
from datetime import date

from timonerie.engine.dsn import faults
from timonerie.engine.dsn.blocks import Block

_DATE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_NUMBER = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,2}))?")
YEARS = range(1900, 2201)


def day(block: Block, rubrique: str) -> date | None:
    """None where the rubrique is absent. Raises Malformed, DSN-07."""
    text = block.get(rubrique)
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        if found is None or int(found[3]) not in YEARS:
            raise ValueError
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise faults.wrong_date(block.line, rubrique=f"{block.code}.{rubrique}") from None


def hundredths(block: Block, rubrique: str) -> int | None:
    """A number in hundredths, None where the rubrique is absent. Raises Malformed, DSN-07."""
    text = block.get(rubrique)
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise faults.wrong_number(block.line, rubrique=f"{block.code}.{rubrique}")
    size = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    return -size if found[1] else size


def digits(block: Block, rubrique: str, *, length: int) -> str:
    """An identifier of digits. Raises Malformed, DSN-06."""
    text = block.get(rubrique)
    if len(text) != length or not (text.isascii() and text.isdigit()):
        raise faults.missing(block.line, rubrique=f"{block.code}.{rubrique}")
    return text
