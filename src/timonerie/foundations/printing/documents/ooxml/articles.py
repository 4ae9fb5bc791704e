"""Articles under the heading styles, each with the bookmark that the contents lead to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timonerie.foundations.printing.documents.ooxml import numbering, styles, tables
from timonerie.foundations.printing.documents.ooxml.elements import Element, made, paragraph, run
from timonerie.foundations.printing.documents.ooxml.setting import Setting
from timonerie.foundations.printing.documents.shapes import Article, Block, Bullets, Grid, Note

_NONE = 0


@dataclass(frozen=True)
class Entry:
    """An article at its depth, from 0; `bookmark` is the number of its bookmark."""

    article: Article
    depth: int
    bookmark: int

    @property
    def anchor(self) -> str:
        """Word keeps this form for what its tables of contents lead to."""
        return f"_Toc{self.bookmark:09d}"


def entries(articles: Sequence[Article], *, first: int) -> list[Entry]:
    """Every article in reading order; bookmarks are numbered from `first`."""
    told = enumerate(_walked(articles, 0), first)
    return [Entry(article, depth, bookmark) for bookmark, (article, depth) in told]


def written(entry: Entry, setting: Setting) -> list[Element]:
    blocks = [one for block in entry.article.blocks for one in _block(block, setting)]
    return [_heading(entry, setting), *blocks]


def note(text: str, setting: Setting) -> Element:
    return paragraph(setting.styles[styles.NOTE], run(text))


def _walked(articles: Sequence[Article], depth: int) -> Iterator[tuple[Article, int]]:
    for one in articles:
        yield one, depth
        yield from _walked(one.children, depth + 1)


def _heading(entry: Entry, setting: Setting) -> Element:
    article, level = entry.article, min(entry.depth, numbering.LEVELS - 1)
    writes = bool(article.number) and not setting.numbers_itself
    return paragraph(
        setting.styles[styles.HEADINGS[level]],
        made("bookmarkStart", id=entry.bookmark, name=entry.anchor),
        run(f"{article.number}\u00a0 {article.title}" if writes else article.title),
        made("bookmarkEnd", id=entry.bookmark),
        properties=_list(article, level, setting),
    )


def _list(article: Article, level: int, setting: Setting) -> tuple[Element, ...]:
    if not (article.number and setting.numbers_itself):
        return (numbering.said(_NONE), made("ind", left=0, firstLine=0))
    if setting.lists.articles is None:
        return ()
    return (numbering.said(setting.lists.articles, level),)


def _block(block: Block, setting: Setting) -> list[Element]:
    if isinstance(block, Grid):
        return tables.table(block, setting)
    if isinstance(block, Note):
        return [note(block.text, setting)]
    if isinstance(block, Bullets):
        return [_bullet(one, setting) for one in block.items]
    style = styles.SOFT if block.is_soft else styles.NORMAL
    return [paragraph(setting.styles[style], run(block.text))]


def _bullet(text: str, setting: Setting) -> Element:
    number = setting.lists.bullets
    says = () if number is None else (numbering.said(number),)
    return paragraph(setting.styles[styles.BULLET], run(text), properties=says)
