"""The papers of a contract beside one of its clauses: which, at which page, with what marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from timonerie.domains.contracts.enums import DocumentState
from timonerie.domains.contracts.models import Contract, ContractDocument, DocumentPage
from timonerie.domains.contracts.queries import documents
from timonerie.domains.contracts.queries.contract_clauses import Standing
from timonerie.domains.contracts.rules import extracts
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.papers import texts

MOST_HITS = 30
LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Place:
    """Where the reader looks; `paper` is None where the contract has none that was read."""

    paper: ContractDocument | None
    page: int
    row: DocumentPage | None


def papers_of(request: CompanyRequest, contract: Contract) -> list[ContractDocument]:
    """Those that were read, the latest first."""
    found = documents.of_contract(request.actor, contract=contract, on=timezone.localdate())
    return [one for one in found if one.state == DocumentState.READ]


def place(papers: Sequence[ContractDocument], one: Standing, asked: QueryDict) -> Place:
    """What the address asks to see, else where somebody said it stands, else what the text
    proposes, else the first page of the latest paper."""
    known = {str(paper.public_id): paper for paper in papers}
    default, page = _default(papers, one)
    paper = known.get(asked.get("document", ""), default)
    if paper is None:
        return Place(None, 1, None)
    number = _number(asked.get("page", "")) or (page if paper == default else 1)
    row = DocumentPage.objects.filter(document=paper, number=number).first()
    return Place(paper, number, row)


def _default(
    papers: Sequence[ContractDocument], one: Standing
) -> tuple[ContractDocument | None, int]:
    mine = {paper.pk: paper for paper in papers}
    for found in (one.row, one.proposal):
        if found is not None and found.document_id in mine and found.page:
            return mine[found.document_id], found.page
    return (papers[0] if papers else None), 1


def shown(here: Place, one: Standing, asked: QueryDict) -> dict[str, Any]:
    """The context of the panel: the text with its marks, the pages around, what a word finds."""
    word = asked.get("q", "")[: texts.LONGEST]
    if here.paper is None:
        return {"word": word}
    last = here.paper.pages
    return {
        "word": word,
        "pieces": _pieces(here.row, one, word),
        "before_url": _address(here, here.page - 1, word) if here.page > 1 else "",
        "after_url": _address(here, here.page + 1, word) if here.page < last else "",
        "hits": [
            {"hit": hit, "url": f"{_address(here, hit.number, word)}#extrait"}
            for hit in (texts.hits(here.paper, word) if word else [])[:MOST_HITS]
        ],
    }


def extract_here(here: Place, one: Standing) -> str:
    """What the form proposes to keep: what was kept of this page, else what the text proposes."""
    for found in (one.row, one.proposal):
        if found is not None and _is_here(here, found.document_id, found.page) and found.extract:
            return found.extract
    return ""


def _pieces(row: DocumentPage | None, one: Standing, word: str) -> list[texts.Piece]:
    if row is None:
        return []
    spans = texts.occurrences(row, word) if word else _spans(row, one)
    return [piece for piece in texts.pieces(row.text, spans) if piece.text]


def _spans(row: DocumentPage, one: Standing) -> list[tuple[int, int]]:
    """Of what is kept, else of what is proposed, when this page holds it."""
    for found in (one.row, one.proposal):
        if found is not None and (found.document_id, found.page) == (row.document_id, row.number):
            span = extracts.found(row.text, found.extract)
            if span is not None:
                return [span]
    return []


def _is_here(here: Place, document: int | None, page: int | None) -> bool:
    return here.paper is not None and (document, page) == (here.paper.pk, here.page)


def _address(here: Place, page: int, word: str) -> str:
    told = {"document": here.paper.public_id if here.paper else "", "page": page, "q": word}
    return f"?{urlencode({name: value for name, value in told.items() if value})}"


def _number(text: str) -> int | None:
    fits = len(text) <= LONGEST_NUMBER and text.isascii() and text.isdigit()
    return int(text) if fits and int(text) else None
