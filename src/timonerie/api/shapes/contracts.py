from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.contracts import date_sentences
from timonerie.domains.contracts.queries.contracts import DatedContract

Length = Annotated[str, Field(max_length=20)]


class TermOut(Schema):
    """`end` is the last day included, null without one; `notice_by` the last day on which notice
    counts for it, `decide_by` that day less the time to prepare."""

    start: date
    end: date | None
    notice_by: date | None
    decide_by: date | None


class ContractOut(Schema):
    """A contract as far as somebody knows it; lengths as « 36 months ». `unknown` names what is to
    be asked, `sentences` say why each date is what it is. `yearly_cents` is in cents. `stage` is
    draft, approved or signed; `standing` says it with its dates in one word."""

    id: UUID
    version: int
    name: str
    reference: str
    provider: Named | None
    provider_written: str
    start_date: date | None
    end_date: date | None
    firm: str
    renewal: str
    renewal_length: str
    renewals: int | None
    notice: str
    notice_counts: str
    notice_form: str
    preparation: str
    notice_given_date: date | None
    yearly_cents: int | None
    tax: str
    currency: str
    note: str
    stage: str
    standing: str
    signed_date: date | None
    signed_by: str
    notice_proof: str
    frame: Named | None
    owner: Named | None
    criticality: int | None
    confirmed: list[str]
    status: str
    terms: list[TermOut]
    current: int | None
    notice_by: date | None
    decide_by: date | None
    sentences: list[str]
    unknown: list[str]
    questions: int

    @classmethod
    def of(cls, one: DatedContract) -> "ContractOut":
        contract, dated = one.contract, one.dated
        found = dated.timeline
        told = {name: getattr(contract, name) for name in _PLAIN}
        return cls(
            id=contract.public_id,
            provider=named_or_none(contract.provider),
            standing=one.standing.value,
            frame=named_or_none(contract.frame),
            owner=named_or_none(contract.owner),
            status=found.status if found else "unknown",
            terms=[TermOut(**{n: getattr(term, n) for n in _TERM}) for term in found.terms]
            if found
            else [],
            current=found.current if found else None,
            notice_by=dated.notice_by,
            decide_by=one.decide_by,
            sentences=date_sentences.explained(contract, dated),
            unknown=list(one.unknown),
            questions=one.questions,
            **told,
        )


_TERM = ("start", "end", "notice_by", "decide_by")
_PLAIN = (
    *("version", "name", "reference", "provider_written", "start_date", "end_date", "firm"),
    *("renewal", "renewal_length", "renewals", "notice", "notice_counts", "notice_form"),
    *("preparation", "notice_given_date", "yearly_cents", "tax", "currency", "note", "confirmed"),
    *("stage", "signed_date", "signed_by", "notice_proof", "criticality"),
)


class ContractIn(Schema):
    """Only what it is about is asked; what nobody knows is left out."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    reference: Annotated[str, Field(max_length=100)] = ""
    provider: UUID | None = None
    start_date: date | None = None
    end_date: date | None = None
    firm: Length = ""
    renewal: Literal["", "tacit", "express", "none"] = ""
    renewal_length: Length = ""
    renewals: Annotated[int, Field(ge=0, le=99)] | None = None
    notice: Length = ""
    notice_counts: Literal["", "received", "sent"] = ""
    notice_form: Literal["", "registered", "letter", "email", "bailiff"] = ""
    preparation: Length = ""
    notice_given_date: date | None = None
    yearly_cents: Annotated[int, Field(ge=0, le=10**14)] | None = None
    tax: Literal["", "excluded", "included"] = ""
    currency: Annotated[str, Field(min_length=3, max_length=3)] = "EUR"
    note: Annotated[str, Field(max_length=500)] = ""
    frame: UUID | None = None
    owner: UUID | None = None
    criticality: Annotated[int, Field(ge=1, le=4)] | None = None
    activities: list[UUID] | None = None


class NewContract(ContractIn):
    """`stage` says whether it is signed already, or still being prepared."""

    stage: Literal["draft", "signed"] = "signed"


class ContractChange(ContractIn):
    """The whole of what is known, over the version that was read; without `activities`, those that
    it entrusts stay."""

    version: int
