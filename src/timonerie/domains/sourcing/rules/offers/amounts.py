"""One amount in a line of a price list: « 12,50 € », « 1 500 EUR HT », « 1,5 k€ ».

Texts are searched folded (`fold`): same length, lower case, no accents, one kind of space, so that
places found there are places of the text itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2008\u200a\u205f\u3000"
_SAME = str.maketrans(_SPACES + "’ʼ`–—‒−\u2011", " " * len(_SPACES) + "'''-----")
_NUMBER = (
    r"\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,4})?|\d{1,3}(?:\.\d{3}){1,4},\d{1,2}"
    r"|\d{1,3}(?:,\d{3}){1,4}\.\d{1,2}|\d{1,12}(?:[.,]\d{1,6})?"
)
_MONEY = r"€|euros?\b|eur\b"
CURRENCY = re.compile(_MONEY)
_AMOUNT = re.compile(
    # Not the end of another number, nor of a name: « 12, 50 € », « 1'500 € », « N2 120 € ».
    rf"(?<![\w.,])(?<!\d )(?<!\d')(?<!\d[.,'] )(?P<sign>-)?(?:(?P<before>{_MONEY}) ?)?"
    rf"(?P<number>{_NUMBER})(?!\d|[.,]\d)"
    rf" ?(?P<scale>[km](?= ?(?:{_MONEY})))? ?(?P<after>{_MONEY})?"
)
#: « Lot 2 500 € »: the figures before the space may belong to the name.
_NUMBERED = re.compile(
    r"(?:\b(?:lot|phase|option|niveau|no|numero|tranche|poste|module|etape|site|pack|article|art"
    r"|ligne|annexe|formule|version|palier|semaine|jour|annee|zone)|n°)\.? *$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Where it stands in the folded text, and its cents; None when it can be read in two ways."""

    start: int
    end: int
    cents: Decimal | None
    is_negative: bool = False


def fold(text: str) -> str:
    """One character for one, of a text in the NFC form."""
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFD", character.lower())[0]
    return plain.translate(_SAME)


def find(folded: str) -> list[Amount]:
    """The amounts that bear the euro, in order."""
    found = (each for each in _AMOUNT.finditer(folded) if each["before"] or each["after"])
    return [_amount(each, folded) for each in found]


def bare(folded: str) -> Amount | None:
    """The amount that a whole cell is, with or without a currency."""
    match = _AMOUNT.fullmatch(folded)
    return None if match is None else _amount(match, folded)


def is_unclear(folded: str) -> bool:
    """Whether a whole cell is an amount that can be read in two ways."""
    found = bare(folded)
    return found is not None and found.cents is None


def _amount(match: re.Match[str], folded: str) -> Amount:
    is_parted = " " in match["number"] and _NUMBERED.search(folded[: match.start()]) is not None
    value = None if is_parted or match["scale"] == "m" else _value(match["number"])
    cents = None if value is None else value * (100_000 if match["scale"] else 100)
    return Amount(match.start(), match.end(), cents, match["sign"] is not None)


def _value(text: str) -> Decimal | None:
    """None when a point or a comma may part thousands as well as decimals: « 1.250 », « 12,500 ».
    « 0,085 » cannot be thousands."""
    number = text.replace(" ", "")
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", number):
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", number):
        number = number.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", number):
        number = number.replace(",", "")
    return Decimal(number.replace(",", "."))
