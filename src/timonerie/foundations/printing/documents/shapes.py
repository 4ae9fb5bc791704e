"""What a document says, whatever it is written in.

Every text is plain: what a person typed is never read as a mark of either format.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reference:
    """Which state of the document this is, with no version where nobody numbers them; `digest` is
    that of its content, in hexadecimal."""

    version: str
    on: date
    digest: str


@dataclass(frozen=True)
class Paragraph:
    """`is_soft` for what explains and binds nobody."""

    text: str
    is_soft: bool = False


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table; `widths` are the shares of its columns, empty to draw them from what they hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Note:
    """A framed remark."""

    text: str


Block = Paragraph | Bullets | Grid | Note


@dataclass(frozen=True)
class Article:
    """`number` is « 2 » or « 2.1 », empty for a part that is not numbered."""

    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    children: tuple["Article", ...] = ()


@dataclass(frozen=True)
class Document:
    """`parties` are the lines of the cover, as labels and values; `language` is of two letters.
    `is_letter` for what goes on from its first page, without contents."""

    title: str
    subtitle: str
    reference: Reference
    language: str
    parties: tuple[tuple[str, str], ...]
    articles: tuple[Article, ...]
    notices: tuple[str, ...] = ()
    footer: str = ""
    author: str = ""
    is_letter: bool = False
