"""A piece of a page that somebody names: found letter for letter, whatever its spaces."""

import re


def found(text: str, piece: str) -> tuple[int, int] | None:
    """Where a piece stands in a text, its spaces and line breaks aside; None where it does not."""
    words = piece.split()
    if not words:
        return None
    place = re.search(r"\s+".join(map(re.escape, words)), text)
    return place.span() if place else None
