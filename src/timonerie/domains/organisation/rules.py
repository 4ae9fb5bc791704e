"""Rules of the organisation, as pure functions."""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from timonerie.domains.organisation.enums import UnitKind

LEVELS = [UnitKind.GROUP, UnitKind.REGION, UnitKind.SITE, UnitKind.TEAM]
LA_POSTE_SIREN = "356000000"
CODE_LENGTH = 60


def passes_luhn(digits: str) -> bool:
    """Luhn's key (ISO/IEC 7812-1), which ends every SIREN and SIRET."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    doubled = [
        int(digit) if rank % 2 == 0 else sum(divmod(2 * int(digit), 10))
        for rank, digit in enumerate(reversed(digits))
    ]
    return sum(doubled) % 10 == 0


def is_siren(text: str) -> bool:
    """Nine digits ended by their key (R123-221 C. com., INSEE)."""
    return len(text) == 9 and passes_luhn(text)


def is_siret(text: str) -> bool:
    """SIREN and five digits; La Poste's establishments add up to a multiple of five instead."""
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        return False
    if text.startswith(LA_POSTE_SIREN) and sum(int(digit) for digit in text) % 5 == 0:
        return True
    return is_siren(text[:9]) and passes_luhn(text)


def vat_of(siren: str) -> str:
    """The French VAT number of a SIREN: 12 + 3 times the SIREN modulo 97, modulo 97, then the SIREN
    (CGI, ann. II art. 242 sexies); empty without a SIREN."""
    if not is_siren(siren):
        return ""
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def leads_to(links: Mapping[int, Iterable[int]], *, start: int, goal: int) -> bool:
    """Whether a way goes from one row to another along `links`; a row leads to itself."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            waiting += links.get(one, ())
    return False


def may_stand_under(kind: str, parent_kind: str | None) -> bool:
    """A unit stands under a higher level; only a group stands alone."""
    if parent_kind is None:
        return kind == UnitKind.GROUP
    return LEVELS.index(UnitKind(parent_kind)) < LEVELS.index(UnitKind(kind))


def spans_overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """Whether two spans of days, ends included or open (None), share a day."""
    return (second[1] is None or first[0] <= second[1]) and (
        first[1] is None or second[0] <= first[1]
    )


def key(text: str) -> str:
    """What two spellings of one name share: case and surrounding spaces do not count."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def alphabetical(text: str) -> str:
    """Where a name stands in a list for a French reader: accents and case do not count."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def code_from(name: str) -> str:
    """The code of something known by its name alone: the name, cut at 60 characters.

    A long name keeps a digest of what was cut, so that two of them stay apart.
    """
    words = " ".join(unicodedata.normalize("NFC", name).split())
    if len(words) <= CODE_LENGTH:
        return words
    digest = hashlib.sha256(words.casefold().encode()).hexdigest()[:8]
    return f"{words[: CODE_LENGTH - 9].rstrip()}~{digest}"


Parts = tuple[int | None, int | None, int | None]


def mandates_add_up(first: Parts, second: Parts) -> bool:
    """Whether two mandates (unit, function, provider) may stand together: they narrow the same
    parts, and differ on one at most, so that their union is a product."""
    same_parts = all((a is None) == (b is None) for a, b in zip(first, second, strict=True))
    return same_parts and sum(a != b for a, b in zip(first, second, strict=True)) <= 1
