from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.contracts.queries.subcontracting import Node
from timonerie.domains.organisation.models import ContactRoll, ProviderTier

Line = Annotated[str, Field(max_length=300)]


class SheetOut(Schema):
    """Who a provider is. `vat_of_siren` is computed from the SIREN, whether it is its number or
    not; `parent` is null where it has none, or one that the reader does not see."""

    version: int
    siren: str
    siret: str
    vat: str
    vat_of_siren: str
    legal_form: str
    address: str
    website: str
    order_number: str
    parent: Named | None


class SheetIn(Schema):
    """What the body leaves out is taken away."""

    version: int
    siren: Line = ""
    siret: Line = ""
    vat: Line = ""
    legal_form: Line = ""
    address: Line = ""
    website: Line = ""
    order_number: Line = ""
    parent: UUID | None = None


class TierIn(Schema):
    tier: int
    reason: Annotated[str, Field(max_length=500)]


class TierOut(Schema):
    """From 1 to 4, which is vital."""

    tier: int
    reason: str
    set_by: str
    at: datetime

    @classmethod
    def of(cls, one: ProviderTier) -> "TierOut":
        return cls(tier=one.tier, reason=one.reason, set_by=one.set_by, at=one.at)


class SubcontractorIn(Schema):
    """`above` is another sub-contractor of the provider, that it works for."""

    name: Annotated[str, Field(max_length=150)]
    task: Line
    siren: Line = ""
    country: Annotated[str, Field(max_length=60)] = ""
    known: UUID | None = None
    activity: UUID | None = None
    above: UUID | None = None
    handles_personal_data: bool | None = None
    discovered: bool = False


class SubcontractorOut(Schema):
    """`depth` is 1 for one of the provider's own; `own` is false for one of a provider under it."""

    id: UUID
    version: int
    depth: int
    own: bool
    name: str
    siren: str
    country: str
    task: str
    known: Named | None
    activity: Named | None
    handles_personal_data: bool | None
    state: str
    accepted_date: date | None
    end_date: date | None

    @classmethod
    def of(cls, node: Node, seen: "set[int]") -> "SubcontractorOut":
        """`seen` are the providers that the reader may be named."""
        one = node.row
        plain = ("version", "name", "siren", "country", "task", "state")
        days = ("handles_personal_data", "accepted_date", "end_date")
        return cls(
            id=one.public_id,
            depth=node.depth,
            own=node.is_own,
            known=named_or_none(one.known if one.known_id in seen else None),
            activity=named_or_none(one.activity),
            **{name: getattr(one, name) for name in (*plain, *days)},
        )


class DecisionIn(Schema):
    version: int
    state: Literal["declared", "accepted", "refused", "ended"]
    day: date
    reason: Annotated[str, Field(max_length=500)] = ""


class LeftIn(Schema):
    contact: UUID
    day: date


class RollIn(Schema):
    """Who left, each with a last day; everybody else who is named is kept."""

    month: date
    left: Annotated[list[LeftIn], Field(max_length=200)] = []
    announced: bool | None = None


class RollOut(Schema):
    month: date
    said_by: str
    by_the_provider: bool
    kept: list[UUID]
    left: list[UUID]

    @classmethod
    def of(cls, one: ContactRoll) -> "RollOut":
        return cls(
            month=one.month,
            said_by=one.said_by,
            by_the_provider=one.is_theirs,
            kept=[UUID(key) for key in one.kept],
            left=[UUID(key) for key in one.left],
        )
