"""Titles of meetings: what is kept of one, and what two writings of one share."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LONGEST = 150
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?\d[ .-]?){9,}")
# What numbers one occurrence among others: a day, a week, a rank, a year.
_NUMBERED = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b20\d\d\b|\bs(?:emaine)?\s?\d{1,2}\b"
    r"|n\s?[°º]\s?\d+|#\s?\d+",
)
_ENDS = " -–—:·,;|()[]"


def cleaned(text: str) -> str:
    """One line of at most `LONGEST` characters, without an address, a link or a telephone."""
    plain = text.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";")
    plain = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in plain)
    plain = _PHONE.sub("…", _LINK.sub("…", plain.replace("\\\\", "\\")))
    return " ".join(unicodedata.normalize("NFC", plain).split())[:LONGEST].strip()


def key(title: str) -> str:
    """What the occurrences of one meeting share: neither case, accents nor their own number."""
    letters = unicodedata.normalize("NFD", title.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(_NUMBERED.sub(" ", plain).split()).strip(_ENDS)


def place_in(text: str, places: Mapping[str, int]) -> int | None:
    """The one place whose name stands in a text, as whole words; None where none or several do."""
    plain = f" {_words(text)} "
    found = {number for name, number in places.items() if name and f" {_words(name)} " in plain}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """A calendar asks for the same few places and titles thousands of times."""
    return " ".join(re.findall(r"[a-z0-9]+", key(text)))
