"""Words that promise nothing that can be checked, and blanks left to fill."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

#: What a draft leaves to somebody of the company: « [à compléter : quelle convention ?] ».
BLANK: Final = re.compile(r"\[\s*à compléter[^\]]*\]?", re.IGNORECASE)
_OPENING: Final = re.compile(r"^\[\s*à compléter\s*:?\s*", re.IGNORECASE)
_DASHES: Final = r"\-\u2010-\u2015"
_HYPHENS: Final = re.compile(f"[{_DASHES}]")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})


@dataclass(frozen=True)
class Word:
    """`forms` are looked for; inside one of `unless`, a form is not meant."""

    code: str
    word: str
    forms: tuple[str, ...]
    remedy: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """`text` is what is written, letter for letter."""

    word: Word
    text: str


@cache
def vague() -> tuple[Word, ...]:
    return _read("vague")


@cache
def hours() -> tuple[Word, ...]:
    """Words that track the time of a provider's people: in France a sign of unlawful labour
    lending (C. trav. L8241-1), to be checked by counsel."""
    return _read("hours")


def question(blank: str) -> str:
    """What a blank asks, without its brackets; empty when it only says that it is one."""
    return _OPENING.sub("", blank).removesuffix("]").strip()


def find(text: str, words: tuple[Word, ...]) -> list[Found]:
    """Whole words only, whatever their case, accents and spaces, in the order of the text."""
    plain, places = folded(text)
    hits = sorted(
        ((start, end, word) for word in words for start, end in _spans(plain, word)),
        key=lambda hit: (hit[0], -hit[1]),
    )
    found, reached = [], 0
    for start, end, word in hits:
        if start >= reached:
            last = places[end] if end < len(places) else len(text)
            found.append(Found(word, text[places[start] : last].rstrip()))
            reached = end
    return found


def places(text: str, form: str) -> list[tuple[int, int]]:
    """Where a form stands in a text, in order: whole words, whatever their case, accents, spaces
    and hyphens. Nowhere for a form without a letter."""
    plain, where = folded(text)
    parts = _HYPHENS.sub(" ", folded(form)[0]).split()
    if not parts:
        return []
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
    words = rf"[\s{_DASHES}]+".join(map(re.escape, parts))
    ends = [*where, len(text)]
    found = re.finditer(f"{before}{words}{after}", plain)
    return [(where[one.start()], ends[one.end()]) for one in found]


def _spans(plain: str, word: Word) -> Iterator[tuple[int, int]]:
    pattern, exception = _patterns(word)
    spared = [one.span() for one in exception.finditer(plain)] if exception else []
    for hit in pattern.finditer(plain):
        if not any(start <= hit.start() and hit.end() <= end for start, end in spared):
            yield hit.span()


@cache
def _patterns(word: Word) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    return _pattern(word.forms), _pattern(word.unless) if word.unless else None


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Longest first, so that « etc. » is found with its dot."""
    plain = sorted((folded(form)[0] for form in forms), key=len, reverse=True)
    choices = "|".join(r"\s+".join(map(re.escape, one.split())) for one in plain)
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)")


def folded(text: str) -> tuple[str, list[int]]:
    """The text without case, accents nor invisible signs, and where each letter stood."""
    letters, places = [], []
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFKD", sign.casefold().translate(_LETTERS))
        for one in plain:
            if not unicodedata.combining(one) and unicodedata.category(one) != "Cf":
                letters.append(one)
                places.append(place)
    return "".join(letters), places


def _read(table: str) -> tuple[Word, ...]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return tuple(
        Word(
            one["code"], one["forms"][0], tuple(one["forms"]), one["remedy"],
            tuple(one.get("unless", ())),
        )
        for one in tomllib.loads(text)[table]
    )  # fmt: skip
