"""A text as it stands on the pages of a document, and a folded copy in which words are looked for.

The folded copy has neither capitals nor accents, ligatures are two letters, words cut at the end of
a line are whole again, blanks are one space. Each of its characters knows its place in the page:
what is found in it is shown as it was written.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timonerie.domains.contracts.rules.papers import spelling


@dataclass(frozen=True)
class Page:
    """`number` counts from 1; `is_scan` where the text was recognised in a picture."""

    number: int
    text: str
    is_scan: bool = False


@dataclass(frozen=True)
class Folded:
    """`places[i]` is where the folded character i stands in the page; one more for the end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the page that a piece of the folded text stands for."""
        if start >= end:
            return self.places[start], self.places[start]
        return self.places[start], self.places[end - 1] + 1


_SIGNS: Mapping[str, str] = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‑": "-", "−": "-", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae",
}  # fmt: skip
_CUT_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s{0,20}(?=[a-zà-ÿ])")
# Digits that a scan puts for letters, inside a word.
_LETTER_FOR_DIGIT = {"0": "o", "1": "l", "5": "s", "|": "l"}
_IN_A_WORD = re.compile(r"(?<=[a-z]{2})[015|](?=[a-z]{2})")


def folded(page: Page, start: int = 0, end: int | None = None) -> Folded:
    """The folded copy of a page, or of a piece of it; its places are those of the whole page."""
    end = len(page.text) if end is None else end
    kept = list(_folded(page.text, start, end))
    text = "".join(one for one, _ in kept)
    places = [place for _, place in kept]
    if page.is_scan:
        text = _IN_A_WORD.sub(lambda found: _LETTER_FOR_DIGIT[found[0]], text)
        text, places = spelling.mended(text, places)
    return Folded(text, (*places, end))


def _folded(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    skipped = {
        place for cut in _CUT_WORD.finditer(text, start, end) for place in range(*cut.span())
    }
    was_blank = True
    for place in range(start, end):
        if place in skipped:
            continue
        one = text[place]
        if one.isspace():
            if not was_blank:
                yield " ", place
            was_blank = True
            continue
        was_blank = False
        for letter in plain(one):
            yield letter, place


def plain(text: str) -> str:
    """Neither capitals, accents nor ligatures."""
    spread = "".join(_SIGNS.get(one, one) for one in text)
    parts = unicodedata.normalize("NFKD", spread)
    return "".join(one for one in parts if not unicodedata.combining(one)).lower()
