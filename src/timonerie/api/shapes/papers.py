from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.contracts.models import ClauseFinding, ContractDocument, DocumentPage

Opinion = Literal["", "present", "weak", "absent"]


class ContractNamed(Schema):
    """The contract that a paper is filed under."""

    id: UUID
    name: str


class PaperOut(Schema):
    """A paper of a contract. `is_contract` is null until it is read; nothing is looked for where it
    is false, or in another language than "fr". `refusal` has `code` and `remedy`, else is empty."""

    id: UUID
    file_name: str
    state: str
    contract: ContractNamed | None
    pages: int
    language: str
    is_contract: bool | None
    refusal: dict[str, Any]
    received_at: datetime
    read_at: datetime | None

    @classmethod
    def of(cls, one: ContractDocument) -> "PaperOut":
        return cls(**_fields(one))


class ClauseOut(Schema):
    """What the text says of a clause, and what somebody said. Without a `page` it was not found,
    which is not absent. `extract` is `text[start:end]` of its page, letter for letter."""

    id: UUID
    version: int
    clause: str
    page: int | None
    article: str
    extract: str
    start: int
    end: int
    is_clear: bool
    excluded_by_text: bool
    opinion: str
    note: str
    judged_by: str
    judged_at: datetime | None

    @classmethod
    def of(cls, one: ClauseFinding) -> "ClauseOut":
        return cls(
            id=one.public_id,
            version=one.version,
            clause=one.clause,
            page=one.page,
            article=one.article,
            extract=one.extract,
            start=one.start,
            end=one.end,
            is_clear=one.is_clear,
            excluded_by_text=one.excludes,
            opinion=one.opinion,
            note=one.note,
            judged_by=one.judged_by,
            judged_at=one.judged_at,
        )


class PaperDetail(PaperOut):
    """With its clauses, the terms that it seems to give (never written by themselves) and the
    numbers of its pages that nobody could read."""

    clauses: list[ClauseOut]
    proposed_terms: list[dict[str, Any]]
    unreadable_pages: list[int]

    @classmethod
    def told(cls, one: ContractDocument) -> "PaperDetail":
        bad = DocumentPage.objects.filter(document=one, is_readable=False).order_by("number")
        return cls(
            **_fields(one),
            clauses=[ClauseOut.of(row) for row in one.findings.order_by("pk")],
            proposed_terms=one.terms,
            unreadable_pages=list(bad.values_list("number", flat=True)),
        )


class PageOut(Schema):
    """The text of a page; `confidence` is that of the recognition of a scan, from 0 to 100."""

    number: int
    text: str
    is_scan: bool
    is_readable: bool
    confidence: int | None

    @classmethod
    def of(cls, row: DocumentPage) -> "PageOut":
        return cls(
            number=row.number,
            text=row.text,
            is_scan=row.is_scan,
            is_readable=row.is_readable,
            confidence=row.confidence,
        )


class JudgeIn(Schema):
    """An empty opinion takes back what was said."""

    version: int
    opinion: Opinion
    note: Annotated[str, Field(max_length=500)] = ""


class FilingIn(Schema):
    """The contract that a paper is of; null takes it out."""

    contract: UUID | None


def _fields(one: ContractDocument) -> dict[str, Any]:
    contract = one.contract
    return {
        "id": one.public_id,
        "file_name": one.file_name,
        "state": one.state,
        "contract": ContractNamed(id=contract.public_id, name=contract.name) if contract else None,
        "pages": one.pages,
        "language": one.language,
        "is_contract": one.is_contract,
        "refusal": one.refusal,
        "received_at": one.created_at,
        "read_at": one.read_at,
    }
