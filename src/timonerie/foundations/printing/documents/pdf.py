"""A document to sign and to keep: PDF/A-2a and PDF/UA-1 at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from timonerie.foundations.printing import typesetting
from timonerie.foundations.printing.documents import columns, glyphs, labels
from timonerie.foundations.printing.documents.plain import cleaned
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Grid,
    Note,
)

_TEMPLATE = Path(__file__).with_name("document.typ")
NO_TITLE = "–"
"""PDF/UA takes no empty title."""
WHOLE = 0.8
"""The text of the pages is larger than that of the tables."""


def pdf(document: Document) -> bytes:
    """The same bytes for the same document. A sign that the typefaces do not draw is replaced by an
    empty square."""
    return typesetting.pdf(
        _TEMPLATE, standards=typesetting.ARCHIVED, document=_drawn(_data(cleaned(document)))
    )


def _data(document: Document) -> dict[str, Any]:
    said = labels.of(document)
    on = document.reference.on
    return {
        "title": document.title.strip() or NO_TITLE,
        "subtitle": document.subtitle,
        "author": document.author,
        "language": document.language[:2],
        "on": [on.year, on.month, on.day],
        "reference": said.reference,
        "cover": [list(line) for line in said.cover],
        "notices": list(document.notices),
        "contents": said.contents,
        "page": list(said.page),
        "footer": document.footer,
        "is_letter": document.is_letter,
        "articles": [_article(one) for one in document.articles],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "number": article.number,
        "title": article.title.strip() or NO_TITLE,
        "blocks": [_block(one) for one in article.blocks],
        "children": [_article(one) for one in article.children],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": list(block.items)}
    if isinstance(block, Note):
        return {"kind": "note", "text": block.text}
    return {"kind": "paragraph", "text": block.text, "is_soft": block.is_soft}


def _grid(grid: Grid) -> dict[str, Any]:
    shares = columns.shares(grid)
    return {
        "kind": "grid",
        "caption": grid.caption,
        "shares": shares,
        "figures": columns.are_figures(grid),
        "header": _cells(grid.header, shares),
        "rows": [
            {"cells": _cells(row, shares), "breaks": not columns.keeps_together(row, shares)}
            for row in columns.rows(grid)
        ],
    }


def _cells(row: Sequence[str], shares: Sequence[float]) -> list[str]:
    """A text processor cuts the words that are too long by itself."""
    return [columns.cut_words(text, share) for text, share in zip(row, shares, strict=False)]


def _drawn(value: Any) -> Any:
    if isinstance(value, str):
        return glyphs.shown(columns.cut_words(value, WHOLE))
    if isinstance(value, list):
        return [_drawn(one) for one in value]
    if isinstance(value, dict):
        return {name: _drawn(one) for name, one in value.items()}
    return value
