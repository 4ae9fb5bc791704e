"""Which firms a text names: by their SIREN, or by their name as somebody would write it."""

import re
from collections.abc import Hashable, Mapping
from typing import TypeVar

from rapidfuzz import fuzz

from timonerie.engine import firm_names

K = TypeVar("K", bound=Hashable)

ALIKE = 92
"""Out of 100, the best piece of the text beside the name."""
_SHORTEST = 4
_DIGITS = re.compile(r"\d[\d .\u00a0\u202f]{7,16}\d")


def named_in(text: str, firms: Mapping[K, tuple[str, str]]) -> list[K]:
    """The keys of the firms, given as (name, SIREN), that a text names, likeliest first."""
    numbers = {re.sub(r"\D", "", found[0])[:9] for found in _DIGITS.finditer(text)}
    words = firm_names.normalised(text)
    scored: list[tuple[float, int, K]] = []
    for key, (name, siren) in firms.items():
        plain = firm_names.normalised(name)
        by_name = fuzz.partial_ratio(f" {plain} ", f" {words} ") if len(plain) >= _SHORTEST else 0
        score = 101.0 if siren and siren in numbers else by_name
        if score >= ALIKE:
            scored.append((-score, len(scored), key))
    return [key for _score, _rank, key in sorted(scored, key=lambda one: one[:2])]
