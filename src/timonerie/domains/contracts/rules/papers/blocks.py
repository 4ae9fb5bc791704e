"""The articles of a document: pieces of pages under a heading, without what only comes back.

A table of contents and the running heads and feet of pages say no clause; they are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from timonerie.domains.contracts.rules.papers.pages import Page, plain

_LINE = re.compile(r"[^\n]+")
_CONTENTS = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}|_{3,})\s{0,9}\d{1,3}\s*$|\t\d{1,3}\s*$")
_CONTENTS_TITLE = re.compile(r"^\s{0,9}(?:sommaire|table des matieres)\s*$")
_NUMBERED = re.compile(
    r"^(?:article|art\.?|clause)\s{1,3}(?P<word>[0-9ivxlo]{1,6}(?:[.\-]\d{1,2})?(?:er)?)\b"
    r"|^(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})\s{0,2}[.)\-:]?\s{1,3}(?=[a-z])"
    r"|^(?P<roman>[ivx]{1,5})\s{0,2}[.)\-:]\s{1,3}(?=[a-z])"
)
_LONGEST_HEADING = 110
_MOST_WORDS = 14
_AT_EDGES = 2
_REPEATED_FROM = 3


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    words: str
    """Plain, without blanks around."""


@dataclass(frozen=True)
class Block:
    """A piece of one page, under the heading of its article, which may stand on a page before."""

    page: Page
    start: int
    end: int
    article: str = ""
    heading: str = ""
    body: int = 0
    """Where what it says starts, after its heading."""


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """Every piece of text under its article, in the order of the document."""
    running = _running(pages)
    here = _Open("", "")
    in_contents = False
    for page in pages:
        here = _Open(here.article, here.heading)
        for line, after in _with_next(_lines(page)):
            in_contents = _is_contents(line, in_contents)
            if in_contents or _masked(line.words) in running:
                continue
            opening = _heading(page, line, after)
            if opening is not None:
                if not here.is_bare:
                    yield from here.closed(page)
                here = here.followed_by(opening, line)
            here.add(line, is_heading=opening is not None)
        yield from here.closed(page)


class _Open:
    """An article while its lines are read."""

    def __init__(self, article: str, heading: str) -> None:
        self.article, self.heading = article, heading
        self.start: int | None = None
        self.end = self.body = 0
        self.is_bare = False
        """Whether it has a heading on this page, and no line under it yet."""

    def followed_by(self, number: str, line: Line) -> "_Open":
        """The next one; a title under the line that numbers it belongs to the same."""
        if not self.is_bare or number:
            return _Open(number, line.words)
        self.heading = f"{self.heading} {line.words}"
        return self

    def add(self, line: Line, *, is_heading: bool) -> None:
        if self.start is None:
            self.start = self.body = line.start
        self.end = line.end
        self.is_bare = is_heading
        if is_heading and not _is_sentence(line):
            self.body = line.end

    def closed(self, page: Page) -> Iterator[Block]:
        if self.start is not None:
            yield Block(page, self.start, self.end, self.article, self.heading, self.body)


def _lines(page: Page) -> list[Line]:
    found = (Line(*one.span(), plain(one[0]).strip()) for one in _LINE.finditer(page.text))
    return [line for line in found if line.words]


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    return zip(lines, [*lines[1:], None], strict=False)


def _is_contents(line: Line, was: bool) -> bool:
    """A line with leaders and a page number; and what follows its title, up to a line without a
    number at its end."""
    if _CONTENTS_TITLE.match(line.words) or _CONTENTS.search(line.words):
        return True
    return was and len(line.words) < _LONGEST_HEADING and line.words[-1:].isdigit()


def _heading(page: Page, line: Line, after: Line | None) -> str | None:
    """The number of the article that a line opens, empty for a heading without number; None for
    a line that is no heading."""
    if len(line.words) > _LONGEST_HEADING:
        return None
    found = _NUMBERED.match(line.words)
    if found:
        number = found["word"] or found["number"] or found["roman"]
        return None if _is_sentence(line) and not found["word"] else number
    is_short = len(line.words.split()) <= 9 and not line.words.endswith((".", ",", ";", ":"))
    is_title = page.text[line.start : line.end].strip()[:1].isupper() and is_short
    return "" if is_title and after is not None and _is_over_text(line, after) else None


def _is_sentence(line: Line) -> bool:
    return line.words.endswith((",", ";", ".")) or len(line.words.split()) > _MOST_WORDS


def _is_over_text(line: Line, after: Line) -> bool:
    """The next line is long: a title over its text."""
    return len(after.words) > 2 * len(line.words) and after.words[:1].isalpha()


def _running(pages: Sequence[Page]) -> set[str]:
    """Lines at the top or the foot of several pages, whatever the numbers in them."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [line.words for line in _lines(page)]
        edges = {*lines[:_AT_EDGES], *lines[-_AT_EDGES:]}
        seen.update({_masked(one) for one in edges})
    return {words for words, times in seen.items() if times >= _REPEATED_FROM}


def _masked(words: str) -> str:
    return re.sub(r"\d+", "#", words)
