from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.contracts.operations.level_checks import Band, LevelSaid
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries.due_dates import DueDate
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.domains.contracts.rules.owed_lines import OwedKind
from timonerie.domains.contracts.rules.taking_over import Step
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.models import Activity

Words = Annotated[str, Field(max_length=2000)]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Kind = Literal["level", "report", "obligation", "proof"]
_HEAD = ("title", "start_date", "end_date", "version")
_SAID = {
    OwedKind.LEVEL: (
        *("metric", "target", "unit", "at_least", "threshold", "period", "is_followed"),
        *("window", "exclusions", "stop_clock", "consequence", "bands"),
    ),
    OwedKind.REPORT: ("cadence", "day", "grace_days", "content"),
    OwedKind.OBLIGATION: (
        *("kind", "text", "cadence", "when", "anchor", "day", "event_day", "hour"),
        *("who", "format", "acceptance"),
    ),
    OwedKind.PROOF: ("measure", "expected", "when", "due_date", "given_on", "given_text"),
}


class OwedOut(Schema):
    """What one side owes; `said` holds what is told of its kind alone."""

    id: UUID
    kind: Kind
    title: str
    side: Side
    site: Named | None
    start_date: date | None
    end_date: date | None
    version: int
    said: dict[str, Any]

    @classmethod
    def of(cls, one: Row) -> "OwedOut":
        kind = queries.kind_of(one)
        return cls(
            id=one.public_id,
            kind=kind.value,
            side=Side(queries.side_of(one)),
            site=named_or_none(one.site),
            said={name: getattr(one, name) for name in _SAID[kind]},
            **{name: getattr(one, name) for name in _HEAD},
        )


class DueOut(Schema):
    """Something owed on a day, late after another; `id` is that of what is owed."""

    id: UUID
    kind: Kind
    title: str
    side: Side
    day: date
    late_after: date
    hour: str

    @classmethod
    def of(cls, one: DueDate) -> "DueOut":
        return cls(
            id=one.row.public_id,
            kind=one.kind.value,
            title=one.row.title,
            side=Side(one.row.side),
            day=one.day,
            late_after=one.late_after,
            hour=one.hour,
        )


class ObligationsOut(Schema):
    """What both sides owe, archived rows apart, and the days of the next sixty."""

    owed: list[OwedOut]
    due: list[DueOut]


class TakingIn(Schema):
    """`statement_version` is an approved version, the last one where it is left out; `effective`
    the day from which it holds."""

    statement_version: UUID | None = None
    effective: date | None = None


class StepOut(Schema):
    """What became of a line."""

    change: Literal["new", "changed", "gone", "same"]
    kind: Kind
    title: str

    @classmethod
    def of(cls, one: Step) -> "StepOut":
        return cls(change=one.change.value, kind=one.kind.value, title=one.title)


class BandIn(Schema):
    """Past `limit`, in the unit of the level, `rate` per cent of the fee."""

    limit: Annotated[Decimal, Field(ge=0, lt=10**9)]
    rate: Percent


class LevelIn(Schema):
    title: Annotated[str, Field(min_length=1, max_length=200)]
    is_followed: bool = False
    metric: Annotated[str, Field(max_length=40)] = ""
    target: float | None = None
    unit: Literal["", "percent", "hours", "days", "count"] = ""
    at_least: bool = True
    threshold: float | None = None
    period: Literal["month", "quarter"] = "month"
    activity: UUID | None = None
    site: UUID | None = None
    window: Words = ""
    exclusions: Words = ""
    stop_clock: Words = ""
    excludes_ours: bool = False
    consequence: Literal["", "penalty", "credit"] = ""
    bands: Annotated[list[BandIn], Field(max_length=3)] = []
    cap: Percent | None = None
    yearly_cap_cents: Annotated[int, Field(ge=0, lt=10**14)] | None = None
    start_date: date | None = None
    end_date: date | None = None

    def told(self, *, activity: Activity | None, site: Unit | None) -> LevelSaid:
        said = self.model_dump(exclude={"activity", "site", "bands"})
        bands = tuple(Band(one.limit, one.rate) for one in self.bands)
        return LevelSaid(activity=activity, site=site, bands=bands, **said)


class GivenIn(Schema):
    """A proof that came on a day, in words; `due_date` is the day of the next one."""

    version: int
    given_on: date
    text: Annotated[str, Field(min_length=1, max_length=2000)]
    due_date: date | None = None
