"""What the parts of a document have to know of the one they are written in."""

from dataclasses import dataclass

from timonerie.foundations.printing.documents.ooxml.numbering import Lists


@dataclass(frozen=True)
class Setting:
    """`styles` are identifiers by name; `width` is that of the text, in twentieths of a point;
    `numbers_itself` says whether Word counts the articles."""

    styles: dict[str, str]
    lists: Lists
    width: int
    numbers_itself: bool
