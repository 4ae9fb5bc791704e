"""Names of firms as files write them: what two spellings share, and how much they look alike.

A name is no proof of identity: only the same SIREN is. What is read here serves to link what is
written the same but for its dress, and to ask about the rest.
"""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

_LISTS: Final = tomllib.loads(Path(__file__).with_name("firm_names.toml").read_text("utf-8"))
LEGAL_FORMS: Final = frozenset(_LISTS["legal_forms"].split())
#: What people put before or around a name, or leave out.
DRESS: Final = frozenset(_LISTS["dress"].split())
#: Words of a trade, of a form or of a country, which say nothing of who it is.
COMMON: Final = frozenset(_LISTS["common"].split())
#: From this likeness on, whether two names are of one firm is worth a question.
DOUBTFUL: Final = 0.85
_CONTAINED: Final = 0.9
_NOT_WORDS = re.compile(r"[^0-9a-z]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_VAT_KEY_AND_SIREN = re.compile(r"FR([0-9]{2})([0-9]{9})")


def normalised(name: str) -> str:
    """A name without accents, case, punctuation, legal form nor the words of its dress; its other
    words stay in their order. « S.A.R.L. Durand & Associés » gives « durand associes ». A name made
    of nothing else keeps its words."""
    words = _words(_IN_BRACKETS.sub(" ", name)) or _words(name)
    return " ".join(w for w in words if w not in LEGAL_FORMS | DRESS) or " ".join(words)


def likeness(first: str, second: str) -> float:
    """From 0 to 1 for two names, normalised or not; symmetric, 1 for the same words. One that holds
    all the words of the other, words of a trade set apart, is at 0.9: a branch or its group."""
    one, other = normalised(first), normalised(second)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    found = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100
    if _tells_apart(one, other):
        found = min(found, DOUBTFUL - 0.01)
    return max(found, _CONTAINED) if _contains(one, other) else found


def siren_of_vat(number: str) -> str:
    """The SIREN in a French VAT number whose key is right (CGI, ann. II art. 242 sexies: 12 + 3
    times the SIREN modulo 97, modulo 97); empty otherwise."""
    found = _VAT_KEY_AND_SIREN.fullmatch("".join(number.split()).upper())
    if found is None:
        return ""
    key, siren = int(found[1]), found[2]
    return siren if key == (12 + 3 * (int(siren) % 97)) % 97 else ""


def siren_of_siret(number: str) -> str:
    """The nine first digits of a SIRET of fourteen; empty for anything else."""
    digits = "".join(number.split())
    return digits[:9] if len(digits) == 14 and digits.isascii() and digits.isdigit() else ""


def _words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe").casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return _initials_joined(_NOT_WORDS.sub(" ", plain.replace("'", " ")).split())


def _initials_joined(words: list[str]) -> list[str]:
    """« s a r l durand » is « sarl durand »: initials apart are one word."""
    joined: list[str] = []
    was_initial = False
    for word in words:
        is_initial = len(word) == 1 and word.isalpha()
        if is_initial and was_initial:
            joined[-1] += word
        else:
            joined.append(word)
        was_initial = is_initial
    return joined


def _contains(one: str, other: str) -> bool:
    fewer, more = sorted((set(one.split()), set(other.split())), key=len)
    return fewer <= more and bool(fewer - COMMON)


def _tells_apart(one: str, other: str) -> bool:
    """Whether what is left once common words are out shares nothing that looks alike."""
    firsts, seconds = set(one.split()) - COMMON, set(other.split()) - COMMON
    left = " ".join(sorted(firsts)), " ".join(sorted(seconds))
    return fuzz.ratio(*left) / 100 < 0.7
