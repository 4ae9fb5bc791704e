"""The marks of a template, « [[titre]] »: where they stand, and what takes their place.

Text processors cut a text into runs as they please: a mark is looked for in the whole text of its
paragraph, and what replaces it takes the look of its first letter.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Mark(StrEnum):
    """The first two take blocks, alone in their paragraph; the others take a text, anywhere."""

    CONTENT = "cahier des charges"
    PARTIES = "parties"
    TITLE = "titre"
    SUBTITLE = "sous-titre"
    REFERENCE = "référence"
    FOOTER = "pied de page"

    @property
    def written(self) -> str:
        return f"[[{self.value}]]"


_PATTERN = re.compile(
    r"\[\[\s*(" + "|".join(one.value.replace(" ", r"\s+") for one in Mark) + r")\s*\]\]",
    re.IGNORECASE,
)


def found(text: str) -> list[Mark]:
    """The marks of a text, in their order."""
    return [_named(one[1]) for one in _PATTERN.finditer(text)]


def is_alone(text: str, mark: Mark) -> bool:
    one = _PATTERN.fullmatch(text.strip())
    return one is not None and _named(one[1]) is mark


# Elements are lxml's in the document that is written, ElementTree's in the one that is judged.
def text_of(paragraph: Any) -> str:
    """Its own text, without that of the boxes that it carries."""
    return "".join(one.text or "" for one in texts(paragraph))


def texts(paragraph: Any) -> list[Any]:
    """The `w:t` of a paragraph, without those of the paragraphs inside it."""
    own: list[Any] = []
    for child in paragraph:
        if child.tag == f"{W}t":
            own.append(child)
        elif child.tag != f"{W}p":
            own.extend(texts(child))
    return own


def fill(paragraph: Any, values: Mapping[Mark, str]) -> None:
    """Put texts in the place of their marks; a mark without a value stays."""
    parts = texts(paragraph)
    whole = "".join(one.text or "" for one in parts)
    for one in reversed(list(_PATTERN.finditer(whole))):
        if (mark := _named(one[1])) in values:
            _replace(parts, one.start(), one.end(), values[mark])


def empty(paragraph: Any) -> None:
    """Take off the text of a paragraph, and nothing else that it carries."""
    for one in texts(paragraph):
        one.text = ""


def _replace(parts: list[Any], start: int, end: int, value: str) -> None:
    at, is_put = 0, False
    for part in parts:
        text = part.text or ""
        first, last = max(0, start - at), min(len(text), end - at)
        at += len(text)
        if first >= last:
            continue
        part.text = text[:first] + ("" if is_put else value) + text[last:]
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        is_put = True


def _named(text: str) -> Mark:
    return Mark(" ".join(text.lower().split()))
