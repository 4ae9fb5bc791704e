"""Sentences written by code that knows no language, said in the reader's.

Rules, connectors and the engine write French, with their values in it, and what they wrote is
sometimes kept. The catalogue holds these sentences with numbered places, « Le fichier a {0}
colonnes », which are found again here; a sentence that none fits is given back as it is.
"""

import re
from functools import cache, lru_cache

from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import translation

SOURCE = "fr"
PLACE = re.compile(r"\{(\d+)\}")


@lru_cache(maxsize=4096)
def _said(text: str, language: str) -> str:
    exact = gettext(text)
    if exact != text:
        return exact
    for pattern, translated in _patterns(language):
        if found := pattern.fullmatch(text):
            values = [_said(value, language) if value else "" for value in found.groups()]
            return PLACE.sub(lambda place, v=values: v[int(place[1])], translated)  # type: ignore[misc]
    return text


def said(text: str) -> str:
    """The sentence in the language in force."""
    language = get_language() or SOURCE
    return text if language == SOURCE or not text else _said(text, language)


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The sentences with places, those that say most first."""
    catalogue = translation(language)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    known = {
        source: text
        for source, text in catalogue.items()
        if isinstance(source, str) and PLACE.search(source) and text
    }
    ordered = sorted(known, key=lambda source: len(PLACE.sub("", source)), reverse=True)
    return [(_pattern(source), known[source]) for source in ordered]


def _pattern(source: str) -> re.Pattern[str]:
    parts = PLACE.split(source)
    return re.compile(
        "".join("(.*?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)),
        re.DOTALL,
    )
