"""Words of contracts that a scan has spoilt by a letter or two, put right in the folded copy.

Only words that decide of a clause are mended, and only where no other known word is as near.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"[a-z0-9|!]{7,24}")
_ONE_FROM, _TWO_FROM = 7, 11


@cache
def _words() -> tuple[tuple[str, ...], frozenset[str]]:
    told = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
    return tuple(told["known"]), frozenset(told["others"])


def mended(text: str, places: Sequence[int]) -> tuple[str, list[int]]:
    """The text with its spoilt words mended, and the place of each character."""
    made: list[str] = []
    kept: list[int] = []
    last = 0
    for found in _WORD.finditer(text):
        better = _mended(found[0])
        made.append(text[last : found.start()])
        kept += places[last : found.start()]
        here = list(places[found.start() : found.end()])
        made.append(better)
        kept += [here[min(at, len(here) - 1)] for at in range(len(better))]
        # The last character stands for the end of the word, whatever its length.
        kept[-1] = here[-1]
        last = found.end()
    return "".join((*made, text[last:])), [*kept, *places[last:]]


@cache
def _mended(word: str) -> str:
    known, others = _words()
    if word in known or word in others or word.isdigit():
        return word
    most = 2 if len(word) >= _TWO_FROM else 1
    near = process.extract(word, known, scorer=Levenshtein.distance, score_cutoff=most, limit=2)
    if not near or (len(near) == 2 and near[0][1] == near[1][1]):
        return word
    better = str(near[0][0])
    # An ending is not a mistake: « plafonds » is no spoilt « plafond ».
    return word if word.startswith(better) or better.startswith(word) else better
