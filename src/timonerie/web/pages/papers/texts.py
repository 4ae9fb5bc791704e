"""The text of a page with what is looked for set apart, and the pages where a word stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from timonerie.domains.contracts.models import ContractDocument, DocumentPage
from timonerie.domains.contracts.rules.papers.pages import Page, folded, plain

AROUND = 90
MOST_HITS = 100
LONGEST = 100


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Hit:
    """A page where a word stands, with what is around it the first time."""

    number: int
    before: str
    found: str
    after: str
    times: int


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    """The whole text, the spans of it marked; those that overlap or go out of it are cut."""
    last, is_first = 0, True
    for start, end in sorted(spans):
        start, end = max(start, last), min(end, len(text))
        if start >= end:
            continue
        yield Piece(text[last:start])
        yield Piece(text[start:end], is_marked=True, is_first=is_first)
        last, is_first = end, False
    yield Piece(text[last:])


def marked(row: DocumentPage, asked: QueryDict) -> list[Piece]:
    """What an address asks to see: the extract of a clause, a span, or a word."""
    return [one for one in pieces(row.text, _spans(row, asked)) if one.text]


def _spans(row: DocumentPage, asked: QueryDict) -> list[tuple[int, int]]:
    if clause := asked.get("clause", ""):
        rows = row.document.findings.filter(clause=clause[:20], page=row.number)
        return list(rows.values_list("start", "end"))
    start, end = (asked.get(name, "")[:9] for name in ("de", "a"))
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return [(int(start), int(end))]
    return occurrences(row, asked.get("q", "")[:LONGEST])


def occurrences(row: DocumentPage, query: str) -> list[tuple[int, int]]:
    """Where a word stands in a page, whatever its capitals and accents."""
    words = " ".join(plain(query).split())
    if not words:
        return []
    text = folded(Page(row.number, row.text))
    found, start = [], text.text.find(words)
    while start >= 0:
        found.append(text.span(start, start + len(words)))
        start = text.text.find(words, start + len(words))
    return found


def hits(paper: ContractDocument, query: str) -> list[Hit]:
    """The pages where a word stands, in their order."""
    found = []
    for row in DocumentPage.objects.filter(document=paper).order_by("number").iterator():
        spans = occurrences(row, query)
        if spans:
            start, end = spans[0]
            found.append(
                Hit(
                    row.number,
                    row.text[max(0, start - AROUND) : start],
                    row.text[start:end],
                    row.text[end : end + AROUND],
                    len(spans),
                )
            )
        if len(found) >= MOST_HITS:
            break
    return found
