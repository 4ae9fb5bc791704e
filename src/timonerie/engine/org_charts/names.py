"""Names of people as lists write them: « DUPONT Jean », « Jean Dupont », « M. J. Dupont »."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from timonerie.engine.org_charts.headings import plain_words

_CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "dr"})
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\s[-–—]\s.*$")
CLOSE = 88
"""Likeness, of 100, under which two names are not even proposed as one."""


@dataclass(frozen=True)
class Key:
    """The words of a name, whatever their order, without accents nor civility."""

    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


def key(name: str) -> Key:
    words = plain_words(_ASIDE.sub(" ", name)).split()
    if len(words) > 2 or (words and words[0] not in ("m", "dr")):
        words = [one for one in words if one not in _CIVILITIES] or words
    return Key(tuple(sorted(words)))


def display(text: str) -> str:
    """As a person writes it: « DUPONT Jean » is « Jean Dupont »; what is otherwise stays."""
    words = text.split()
    capitals = [one for one in words if len(one) > 1 and one.isupper()]
    others = [one for one in words if one not in capitals]
    if not capitals or not others or words[: len(capitals)] != capitals:
        return " ".join(words)
    return " ".join([*others, *(_capitalised(one) for one in capitals)])


def joined(first: str, last: str) -> str:
    """First name then last name, the latter as a person writes it."""
    told = " ".join(_capitalised(one) if len(one) > 1 and one.isupper() else one
                    for one in last.split())  # fmt: skip
    return " ".join([*first.split(), *told.split()])


def _capitalised(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)


def may_be(told: Key, known: Iterable[Key]) -> list[Key]:
    """The known names that one may be another writing of, the likest first: an initial for a first
    name, a letter or two. Never a certainty: somebody says."""
    scored = [(_likeness(told, one), one) for one in known if one != told]
    close = [(score, one) for score, one in scored if score >= CLOSE]
    return [one for _score, one in sorted(close, key=lambda pair: (-pair[0], pair[1].words))]


def _likeness(one: Key, other: Key) -> float:
    if _is_initialled(one.words, other.words) or _is_initialled(other.words, one.words):
        return 95.0
    return fuzz.ratio(" ".join(one.words), " ".join(other.words))


def _is_initialled(short: Sequence[str], long: Sequence[str]) -> bool:
    """« dupont j » of « dupont jean »: the same words but for initials, one word whole at least."""
    if len(short) != len(long):
        return False
    initials = [one for one in short if len(one) == 1]
    whole = [one for one in short if len(one) > 1]
    left = list(long)
    for word in whole:
        if word not in left:
            return False
        left.remove(word)
    return bool(initials) and bool(whole) and sorted(one[0] for one in left) == sorted(initials)
