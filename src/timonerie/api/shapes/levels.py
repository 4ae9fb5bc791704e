from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.performance.models import LevelClaim, LevelResult
from timonerie.domains.performance.queries.level_results import Followed


class LevelPeriodOut(Schema):
    """A level over a period. `value` is in the unit of the level, null unless `state` is measured:
    « no_activity » and « missing » are not zero. A share gives `met` of `n`; `without` are the
    cases that have no measure, counted in neither."""

    start: date
    first_date: date
    last_date: date
    state: Literal["measured", "no_activity", "missing"]
    value: float | None
    is_held: bool | None
    met: int | None
    n: int
    without: int
    covered: int
    expected: int
    revision: int
    computed_at: datetime

    @classmethod
    def of(cls, row: LevelResult) -> "LevelPeriodOut":
        told = {name: getattr(row, name) for name in cls.model_fields if name != "start"}
        return cls(start=row.period_start, **told)


class LevelOut(Schema):
    """A level of a contract with its last twelve periods, the latest last. `unfit` says why it
    cannot be measured, empty where it can."""

    id: UUID
    title: str
    metric: str
    target: float | None
    unit: str
    at_least: bool
    threshold: float | None
    period: Literal["month", "quarter"]
    consequence: str
    start_date: date | None
    end_date: date | None
    unfit: str
    periods: list[LevelPeriodOut]

    @classmethod
    def of(cls, one: Followed) -> "LevelOut":
        own = ("id", "unfit", "periods")
        told = {name: getattr(one.level, name) for name in cls.model_fields if name not in own}
        return cls(
            id=one.level.public_id,
            unfit=one.unfit,
            periods=[LevelPeriodOut.of(row) for row in one.results],
            **told,
        )


class ClaimOut(Schema):
    """A penalty (outside VAT) or a credit (with its VAT), which are never added up. Amounts are in
    the smallest unit of `currency`; `amount_cents` is null where the price is not known.
    `reasoning` says how it was computed; `differs`, that a later one found `found_cents`."""

    id: UUID
    version: int
    contract: UUID
    level: UUID
    title: str
    kind: Literal["penalty", "credit"]
    state: Literal["proposed", "discussed", "granted", "waived"]
    period_kind: str
    period_start: date
    amount_cents: int | None
    currency: str
    reasoning: dict[str, Any]
    differs: bool
    found_cents: int | None
    reply: str
    granted_cents: int | None
    reason: str
    settled_at: datetime | None

    @classmethod
    def of(cls, one: LevelClaim) -> "ClaimOut":
        own = ("id", "contract", "level", "title")
        told = {name: getattr(one, name) for name in cls.model_fields if name not in own}
        return cls(
            id=one.public_id,
            contract=one.level.contract.public_id,
            level=one.level.public_id,
            title=one.level.title,
            **told,
        )


class SettlementIn(Schema):
    """What was agreed: an amount, with a reason where it is not the computed one; or nothing, with
    a reason."""

    version: int
    state: Literal["granted", "waived"]
    granted_cents: Annotated[int, Field(ge=0, le=10**14)] | None = None
    reason: Annotated[str, Field(max_length=1000)] = ""
