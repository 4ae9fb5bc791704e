from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.contracts.models import (
    ContractAmendment,
    ContractApproval,
    ContractSuspension,
)

Text = Annotated[str, Field(max_length=500)]
Length = Annotated[str, Field(max_length=20)]


class ApprovalIn(Schema):
    """Over the version that was read; `reason` says why what is missing may be."""

    version: int
    reason: Text = ""


class ApprovalOut(Schema):
    """What was approved, frozen: `sha256` is that of the canonical JSON of `document`."""

    number: int
    sha256: str
    document: dict[str, Any]
    blockers: list[str]
    reason: str
    approved_by: str
    approved_at: datetime

    @classmethod
    def of(cls, one: ContractApproval) -> "ApprovalOut":
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class SignatureIn(Schema):
    """`reason` is asked of what was not approved."""

    version: int
    signed_date: date
    signed_by: Annotated[str, Field(min_length=1, max_length=150)]
    reason: Text = ""


class NoticeIn(Schema):
    """`proof` says where what proves it is: the number of a registered letter."""

    version: int
    day: date
    proof: Annotated[str, Field(min_length=1, max_length=500)]


class VersionIn(Schema):
    version: int


class TermsIn(Schema):
    """The terms that an amendment changes; what is left out stays."""

    start_date: date | None = None
    firm: Length = ""
    renewal: Literal["", "tacit", "express", "none"] = ""
    renewal_length: Length = ""
    renewals: Annotated[int, Field(ge=0, le=99)] | None = None
    notice: Length = ""
    notice_counts: Literal["", "received", "sent"] = ""
    preparation: Length = ""


class AmendmentIn(Schema):
    version: int
    effect_date: date
    title: Annotated[str, Field(min_length=1, max_length=200)]
    terms: TermsIn = TermsIn()
    note: Text = ""


class AmendmentOut(Schema):
    """`changes` holds texts by field of the contract; one that is cancelled counts for nothing."""

    id: UUID
    effect_date: date
    title: str
    changes: dict[str, Any]
    note: str
    added_at: datetime
    cancelled_at: datetime | None

    @classmethod
    def of(cls, one: ContractAmendment) -> "AmendmentOut":
        names = set(cls.model_fields) - {"id"}
        return cls(id=one.public_id, **{name: getattr(one, name) for name in names})


class SuspensionIn(Schema):
    """Both days included."""

    version: int
    first_date: date
    last_date: date
    note: Text = ""


class SuspensionOut(Schema):
    id: UUID
    first_date: date
    last_date: date
    note: str
    added_at: datetime
    cancelled_at: datetime | None

    @classmethod
    def of(cls, one: ContractSuspension) -> "SuspensionOut":
        names = set(cls.model_fields) - {"id"}
        return cls(id=one.public_id, **{name: getattr(one, name) for name in names})
