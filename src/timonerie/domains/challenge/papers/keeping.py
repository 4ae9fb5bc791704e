"""A document as plain JSON, and back: what a version of a letter keeps."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Grid,
    Note,
    Paragraph,
    Reference,
)

_BLOCKS = {"paragraph": Paragraph, "bullets": Bullets, "grid": Grid, "note": Note}
_NAMES = {shape: name for name, shape in _BLOCKS.items()}


def kept(document: Document) -> dict[str, Any]:
    """Its words, whatever it is printed in. Its reference is told by the version that keeps it."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "on": document.reference.on.isoformat(),
        "language": document.language,
        "parties": [list(one) for one in document.parties],
        "articles": [_article(one) for one in document.articles],
        "notices": list(document.notices),
        "footer": document.footer,
        "author": document.author,
    }


def document(told: Mapping[str, Any], *, version: str, digest: str) -> Document:
    """The letter that was kept, under the number and the seal of its version."""
    return Document(
        title=told["title"],
        subtitle=told["subtitle"],
        reference=Reference(version, date.fromisoformat(told["on"]), digest),
        language=told["language"],
        parties=tuple((label, text) for label, text in told["parties"]),
        articles=tuple(_read(one) for one in told["articles"]),
        notices=tuple(told["notices"]),
        footer=told["footer"],
        author=told["author"],
        is_letter=True,
    )


def texts(told: Mapping[str, Any]) -> list[str]:
    """Every text of a letter, in its order."""
    found = [told["title"], told["subtitle"], *(text for _label, text in told["parties"])]
    for article in told["articles"]:
        found.append(article["title"])
        for block in article["blocks"]:
            found += [block["text"]] if "text" in block else []
            found += list(block.get("items", ()))
            found += [cell for row in block.get("rows", ()) for cell in row]
    return found


def _article(one: Article) -> dict[str, Any]:
    blocks = [{"kind": _NAMES[type(block)], **asdict(block)} for block in one.blocks]
    return {"number": one.number, "title": one.title, "blocks": blocks}


def _read(told: Mapping[str, Any]) -> Article:
    blocks = tuple(_block(one) for one in told["blocks"])
    return Article(told["number"], told["title"], blocks)


def _block(told: Mapping[str, Any]) -> Block:
    values = {name: _tuples(value) for name, value in told.items() if name != "kind"}
    made: Block = _BLOCKS[told["kind"]](**values)
    return made


def _tuples(value: Any) -> Any:
    """JSON has lists where a shape has tuples."""
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value
