from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named
from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.contracts.queries.processing import Recorded


class DutyOut(Schema):
    """A document that a provider may owe. `entity` is the name of our legal entity that signs, null
    while nobody said which. `owed` is "yes", "no" or "unknown", and `why` says it in French, to be
    checked by counsel. `state` is "expired", "missing", "to_check", "soon", "unknown", "up_to_date"
    or "not_due"; `ends_on` the last day of the document that it is read from."""

    provider: Named
    entity: str | None
    kind: str
    title: str
    source: str
    certainty: str
    owed: str
    why: str
    state: str
    ends_on: date | None

    @classmethod
    def of(cls, one: Duty) -> "DutyOut":
        return cls(
            provider=named(one.provider),
            entity=one.entity.name if one.entity else None,
            kind=one.kind.code,
            title=one.kind.title,
            source=one.kind.source,
            certainty=one.kind.status,
            owed=one.owing.owed,
            why=duty_sentences.why(one.owing),
            state=one.state,
            ends_on=one.standing.ends_on,
        )


class DutyDocumentOut(Schema):
    """A document that came. `state` is "received", "checked" or "refused"; a check says by whom,
    when, and its `proof` in words."""

    id: UUID
    provider: Named
    kind: str
    state: str
    issued_on: date | None
    valid_until: date | None
    ends_on: date | None
    number: str
    file_name: str
    way: str
    received_at: datetime
    reason: str
    proof: str
    judged_by: str
    judged_at: datetime | None

    @classmethod
    def of(cls, one: DutyDocument) -> "DutyDocumentOut":
        plain = cls.model_fields.keys() - {"id", "provider"}
        told = {name: getattr(one, name) for name in plain}
        return cls(id=one.public_id, provider=named(one.provider), **told)


class CheckIn(Schema):
    """What proves that a document is authentic, and what it bears."""

    proof: str = Field(max_length=500)
    issued_on: date | None = None
    valid_until: date | None = None
    number: str = Field("", max_length=60)


class ProcessorOut(Schema):
    name: str
    country: str
    task: str
    authorisation: str


class ProcessingOut(Schema):
    """What is said of the personal data that a provider handles (GDPR art. 28). `said` gives each
    field in words, empty where nobody said it; `missing` says what is left, in French."""

    id: UUID
    version: int
    provider: Named
    contract: str | None
    role: str
    said: dict[str, Any]
    processors: list[ProcessorOut]
    missing: list[str]

    @classmethod
    def of(cls, one: Recorded) -> "ProcessingOut":
        record = one.record
        fields = [name for name in duty_sentences.items() if name != "role"]
        return cls(
            id=record.public_id,
            version=record.version,
            provider=named(record.provider),
            contract=record.contract.name if record.contract else None,
            role=record.role,
            said={name: getattr(record, name) for name in fields},
            processors=[
                ProcessorOut(
                    name=each.name,
                    country=each.country,
                    task=each.task,
                    authorisation=each.authorisation,
                )
                for each in one.processors
            ],
            missing=[duty_sentences.gap(each) for each in one.gaps],
        )
