from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.models import ClauseFinding
from timonerie.domains.contracts.queries.contract_clauses import Checklist, Standing
from timonerie.domains.contracts.rules.clause_checks import Gap

SaidState = Literal["", "present", "weak", "absent", "not_applicable"]


class ProposalOut(Schema):
    """Where a paper seems to speak of the clause: no opinion."""

    document: UUID
    page: int
    article: str
    extract: str

    @classmethod
    def of(cls, one: ClauseFinding) -> "ProposalOut":
        return cls(
            document=one.document.public_id,
            page=one.page or 1,
            article=one.article,
            extract=one.extract,
        )


class StandingOut(Schema):
    """A clause of the catalogue in a contract. `weight` is "vital" for the project of the company,
    "indispensable" or "useful"; `state` is empty while nobody looked; `source` is the text of law
    where there is one, to be checked by a counsel."""

    number: int
    code: str
    title: str
    source: str
    weight: str
    state: str
    version: int
    document: UUID | None
    page: int | None
    extract: str
    note: str
    judged_by: str
    judged_at: datetime | None
    proposal: ProposalOut | None

    @classmethod
    def of(cls, one: Standing) -> "StandingOut":
        clause, row = one.clause, one.row
        return cls(
            number=clause.number,
            code=clause.code,
            title=clause.title,
            source=clause.source,
            weight=one.weight.name.lower(),
            state=one.state,
            version=one.version,
            document=row.document.public_id if row and row.document else None,
            page=row.page if row else None,
            extract=row.extract if row else "",
            note=row.note if row else "",
            judged_by=row.judged_by if row else "",
            judged_at=row.judged_at if row else None,
            proposal=ProposalOut.of(one.proposal) if one.proposal else None,
        )


class BlockingOut(Schema):
    """An indispensable clause that is weak or absent, with what to do."""

    number: int
    code: str
    state: str
    sentence: str


class ChecklistOut(Schema):
    """`criticality` from 1 to 4, null while nobody says; `project` is empty where none acts."""

    criticality: int | None
    project: str
    clauses: list[StandingOut]
    blocking: list[BlockingOut]

    @classmethod
    def told(cls, found: Checklist, gaps: Sequence[Gap]) -> "ChecklistOut":
        return cls(
            criticality=found.criticality,
            project=found.project,
            clauses=[StandingOut.of(one) for one in found.lines],
            blocking=[
                BlockingOut(
                    number=one.clause.number,
                    code=one.clause.code,
                    state=one.state,
                    sentence=clause_sentences.gap(one),
                )
                for one in gaps
            ],
        )


class ClauseSaidIn(Schema):
    """An empty state takes back what was said. `extract` is a literal piece of the page."""

    version: int
    state: SaidState
    document: UUID | None = None
    page: int | None = None
    extract: Annotated[str, Field(max_length=2000)] = ""
    note: Annotated[str, Field(max_length=500)] = ""
