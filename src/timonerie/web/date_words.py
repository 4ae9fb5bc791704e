"""How dates are written, in the words of a reader: `jj/mm/aaaa hh:mm` for `%d/%m/%Y %H:%M`."""

import re

from django.utils.translation import gettext as _

_HOURS = "hh"
#: Months and minutes share their word, as people write them: minutes are those that follow hours.
_SHARED = "mm"
_SECONDS = "ss"


def said(pattern: str) -> str:
    """A pattern in words; as it stands where words cannot say it."""
    words = {directive: word for word, directive in _directives().items()}
    words |= {"%m": _SHARED, "%M": _SHARED}
    text = re.sub(r"%.", lambda found: words.get(found[0], found[0]), pattern)
    return text if read(text) == pattern else pattern


def read(text: str) -> str:
    """The pattern that words say; a pattern is left as it stands."""
    if "%" in text:
        return text
    directives = _directives()
    longest_first = sorted([*directives, _SHARED], key=len, reverse=True)
    pieces = re.split(f"({'|'.join(longest_first)})", text, flags=re.IGNORECASE)
    before = ""
    for rank in range(1, len(pieces), 2):
        word = pieces[rank].lower()
        pieces[rank] = directives.get(word) or ("%M" if before == _HOURS else "%m")
        before = word
    return "".join(pieces)


def _directives() -> dict[str, str]:
    """Directives by word, in the reader's language."""
    day, _month, year = _("jj/mm/aaaa").split("/")
    return {day: "%d", year: "%Y", year[:2]: "%y", _HOURS: "%H", _SECONDS: "%S"}
