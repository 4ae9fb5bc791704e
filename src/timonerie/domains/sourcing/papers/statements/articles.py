"""The sixteen articles: what is set as tables, then the other lines under their numbers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.papers.statements import grids
from timonerie.domains.sourcing.papers.words import Names
from timonerie.domains.sourcing.rules.statements import building
from timonerie.domains.sourcing.rules.statements.shapes import SECTIONS, Line
from timonerie.foundations.printing.documents.shapes import Article, Block, Bullets, Paragraph


def of(lines: Sequence[Line]) -> tuple[Article, ...]:
    numbers, names = building.numbering(lines), statement_words.volumes(lines)
    by_section: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_section[line.section].append(line)
    return tuple(
        _article(section.number, section.title, by_section[section.number], numbers, names)
        for section in SECTIONS
    )


def _article(
    number: int, title: str, lines: Sequence[Line], numbers: Mapping[str, str], names: Names
) -> Article:
    if not lines:
        empty = Paragraph(_("Rien n’est encore écrit dans cet article."), is_soft=True)
        return Article(str(number), title, (empty,))
    if all(line.kind in grids.SETTINGS for line in lines):
        return Article(str(number), title, tuple(_tables(lines, numbers, names)))
    children = tuple(_children(lines, numbers, names))
    return Article(str(number), title, children=children)


def _children(lines: Sequence[Line], numbers: Mapping[str, str], names: Names) -> Iterator[Article]:
    """In the order of the lines. A text processor counts the parts by itself: beside a table, whose
    lines are counted too, the numbers are written."""
    is_counted = not any(line.kind in grids.SETTINGS for line in lines)
    for kind, run in groupby(lines, key=lambda line: line.kind):
        if kind in grids.SETTINGS:
            first, *others = grids.of(kind, list(run), numbers=numbers, names=names)
            yield Article("", first.caption, (replace(first, caption=""), *others))
        else:
            yield from (_line(one, numbers[one.key], names, is_counted=is_counted) for one in run)


def _tables(lines: Sequence[Line], numbers: Mapping[str, str], names: Names) -> Iterator[Block]:
    for kind, run in groupby(lines, key=lambda line: line.kind):
        yield from grids.of(kind, list(run), numbers=numbers, names=names)


def _line(line: Line, number: str, names: Names, *, is_counted: bool) -> Article:
    paragraphs = [Paragraph(part) for part in line.text.split("\n") if part.strip()]
    pairs = [f"{pair['term']} : {pair['detail']}" for pair in statement_words.pairs(line, names)]
    blocks: tuple[Block, ...] = (*paragraphs, *([Bullets(tuple(pairs))] if pairs else []))
    if is_counted:
        return Article(number, line.title, blocks)
    return Article("", f"{number} {line.title}", blocks)
