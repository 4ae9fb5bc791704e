"""A received template, read and judged: the work of the child."""

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import docx

from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.printing.documents.ooxml import marks
from timonerie.foundations.printing.documents.ooxml.marks import Mark, W
from timonerie.foundations.printing.documents.received import dangers, parts
from timonerie.foundations.printing.documents.received.flaws import Flaw, Found, Unreadable

_ONE_PLACE = (Mark.CONTENT, Mark.PARTIES)


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """The template at ``path``, as ``{"flaws": [{"flaw", "value"}]}``."""
    with Path(asked["path"]).open("rb") as file:
        data = file.read(parts.LIMIT + 1)
    return {"flaws": [asdict(one) for one in inspect(data)]}


def inspect(data: bytes) -> list[Found]:
    """Every fault once, in their order; one that keeps the rest from being read stands alone."""
    try:
        opened = parts.opened(data)
    except Unreadable as stop:
        return [stop.found]
    found = [*dict.fromkeys([*dangers.found(opened), *_marks(opened)])]
    return found or _opening(data)


def _marks(opened: parts.Parts) -> Iterator[Found]:
    root = opened.trees[opened.main]
    body = root.find(f"{W}body")
    tops = [] if body is None else body.findall(f"{W}p")
    told = [marks.text_of(one) for one in root.iter(f"{W}p")]
    for mark in _ONE_PLACE:
        count = sum(marks.found(text).count(mark) for text in told)
        # In a cell, a box or a field to fill, an article would not fit.
        places = tops if mark is Mark.CONTENT else list(root.iter(f"{W}p"))
        if count == 0 and mark is Mark.CONTENT:
            yield Found(Flaw.NO_MARK, mark.written)
        elif count > 1:
            yield Found(Flaw.TWO_MARKS, mark.written)
        elif count and not any(marks.is_alone(marks.text_of(one), mark) for one in places):
            yield Found(Flaw.MARK_NOT_ALONE, mark.written)


def _opening(data: bytes) -> list[Found]:
    """What writes in it must be able to open it: whatever stops it is a fault of the file."""
    try:
        docx.Document(BytesIO(data))
    except Exception:
        return [Found(Flaw.BROKEN)]
    return []
