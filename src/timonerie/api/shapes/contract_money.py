from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import (
    Contract,
    ContractPrice,
    ContractShare,
    IndexClause,
    IndexValue,
    PriceRevision,
)

Hundredths = Annotated[int, Field(ge=0, lt=10**14)]
Units = Annotated[Decimal, Field(ge=0, le=10**11, decimal_places=2)]


class BandShape(Schema):
    """Up to which unit included, null for the last band; `price` in hundredths of cents."""

    to: Annotated[int, Field(ge=1, le=10**12)] | None
    price: Hundredths


class PriceIn(Schema):
    """A price from a day on: `amount` in hundredths of cents, or `bands`; volumes in units."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    recurrence: Literal["unit", "month", "quarter", "half", "year", "once"]
    start_date: date
    unit: Annotated[str, Field(max_length=60)] = ""
    amount: Hundredths | None = None
    bands: Annotated[list[BandShape], Field(max_length=20)] = []
    low: Units | None = None
    expected: Units | None = None
    high: Units | None = None
    per: Literal["", "month", "year"] = ""
    activity: UUID | None = None


class PriceOut(Schema):
    """One version of a price; `key` is the same from version to version."""

    id: UUID
    key: UUID
    title: str
    unit: str
    recurrence: str
    amount: int | None
    bands: list[BandShape]
    low: Decimal | None
    expected: Decimal | None
    high: Decimal | None
    per: str
    activity: Named | None
    start_date: date
    is_stopped: bool
    revision: UUID | None

    @classmethod
    def of(cls, row: ContractPrice) -> "PriceOut":
        told = {name: getattr(row, name) for name in _PRICE}
        return cls(
            id=row.public_id,
            activity=named_or_none(row.activity),
            revision=row.revision.public_id if row.revision else None,
            **told,
        )


_PRICE = (
    *("key", "title", "unit", "recurrence", "amount", "bands", "low", "expected", "high", "per"),
    *("start_date", "is_stopped"),
)


class PricesOut(Schema):
    """`yearly_cents` is the amount of a year under the expected volumes, null while unknown;
    `history` holds every version, those in force and to come among them."""

    currency: str
    yearly_cents: int | None
    in_force: list[PriceOut]
    history: list[PriceOut]


class IndexValueIn(Schema):
    index: Annotated[str, Field(min_length=1, max_length=100)]
    month: date
    value: Annotated[Decimal, Field(gt=0, lt=10**9, decimal_places=4)]
    source: Annotated[str, Field(min_length=1, max_length=300)]


class IndexValueOut(Schema):
    """As it was entered; the last one of a month stands."""

    id: UUID
    index: str
    month: date
    value: Decimal
    source: str
    entered_by: str
    entered_at: datetime

    @classmethod
    def of(cls, row: IndexValue) -> "IndexValueOut":
        return cls(
            id=row.public_id,
            index=row.index,
            month=row.month,
            value=row.value,
            source=row.source,
            entered_by=row.made_by,
            entered_at=row.made_at,
        )


class ClauseOut(Schema):
    """Shares and limits in hundredths of a per cent."""

    index: str
    base_month: date
    base_value: Decimal
    fixed: int
    cap: int | None
    floor: int | None
    month: int | None
    start_date: date
    words: str
    formula: str

    @classmethod
    def of(cls, row: IndexClause) -> "ClauseOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "formula"}
        return cls(formula=revision_sentences.formula(row), **told)


class RevisionOut(Schema):
    """`steps` write the arithmetic in full."""

    id: UUID
    start_date: date
    value: IndexValueOut
    reference_month: date
    reference_value: Decimal
    limit: str
    state: str
    reason: str
    steps: list[str]

    @classmethod
    def of(cls, row: PriceRevision, contract: Contract) -> "RevisionOut":
        named_ones = ("start_date", "reference_month", "reference_value", "limit", "state")
        return cls(
            id=row.public_id,
            value=IndexValueOut.of(row.value),
            reason=row.reason,
            steps=list(revision_sentences.steps(row, currency=contract.currency)),
            **{name: getattr(row, name) for name in named_ones},
        )


class IndexationOut(Schema):
    clause: ClauseOut | None
    values: list[IndexValueOut]
    revisions: list[RevisionOut]


class ShareIn(Schema):
    """`part`: nothing for equal shares, hundredths of a per cent where they are fixed, heads or
    units otherwise."""

    site: UUID
    part: Annotated[int, Field(ge=0, le=10**9)] | None = None


class SharesIn(Schema):
    key: Literal["equal", "fixed", "heads", "volume"]
    start_date: date
    shares: Annotated[list[ShareIn], Field(min_length=1, max_length=500)]


class ShareOut(Schema):
    """`share` in hundredths of a per cent; `yearly_cents` null while the amount is unknown."""

    site: Named
    key: str
    weight: int | None
    share: int
    yearly_cents: int | None
    start_date: date

    @classmethod
    def of(cls, told: tuple[ContractShare, int | None]) -> "ShareOut":
        row, cents = told
        return cls(
            site=named(row.unit),
            key=row.key,
            weight=row.weight,
            share=row.share,
            yearly_cents=cents,
            start_date=row.start_date,
        )
