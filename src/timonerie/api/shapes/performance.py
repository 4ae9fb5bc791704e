from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, Names, named_or_none
from timonerie.domains.performance.models import Period, Target
from timonerie.domains.performance.queries.board import Reading, Revision
from timonerie.domains.performance.queries.definitions import Definition


class TargetOut(Schema):
    """What is wanted from a day on, for everybody, a site or a provider; `watch` is how far past
    the bound a figure is watched before it is missed."""

    id: UUID
    unit: Named | None
    provider: Named | None
    start_date: date
    low: float | None
    high: float | None
    watch: float
    source: str

    @classmethod
    def of(cls, target: Target) -> "TargetOut":
        return cls(
            id=target.public_id,
            unit=named_or_none(target.unit),
            provider=named_or_none(target.provider),
            start_date=target.start_date,
            low=target.low,
            high=target.high,
            watch=target.watch,
            source=target.source,
        )


class TargetIn(Schema):
    """A target to set: at least one of `low` and `high`, in the unit of the indicator. `over` is
    the id of the last one seen for that place ("" for none): where another came since, the answer
    is 409 with both."""

    start_date: date
    low: float | None = None
    high: float | None = None
    watch: float = 0
    unit: UUID | None = None
    provider: UUID | None = None
    source: Annotated[str, Field(max_length=150)] = ""
    over: str | None = None


class DefinitionIn(Schema):
    """What `definition` of an indicator holds, as the list gives it. `version` is the one it was
    made from: where another came since, the answer is 409 with both."""

    definition: dict[str, Any]
    version: int | None = None


class IndicatorOut(Schema):
    """An indicator in its current version; `definition` is what the engine computes."""

    id: UUID
    code: str
    label: str
    unit: str
    direction: str
    formula: str
    source: str
    version: int
    definition: dict[str, Any]
    targets: list[TargetOut]

    @classmethod
    def of(cls, one: Definition, targets: list[Target]) -> "IndicatorOut":
        metric = one.metric
        return cls(
            id=one.indicator.public_id,
            code=metric.code,
            label=metric.label,
            unit=metric.unit,
            direction=metric.direction,
            formula=metric.formula,
            source=metric.source,
            version=one.version.number,
            definition=metric.to_dict(),
            targets=[TargetOut.of(target) for target in targets],
        )


class EarlierOut(Schema):
    """What a figure was before it was corrected."""

    value: float | None
    corrected_at: datetime

    @classmethod
    def of(cls, past: Revision) -> "EarlierOut":
        return cls(value=past.value, corrected_at=past.corrected_at)


class ResultOut(Schema):
    """A measured figure: a ratio goes from 0 to 1, a duration is in the unit of the indicator.
    `covered` places out of `expected` have delivered; `judgement` is met, watch, missed or none."""

    indicator: str
    unit: Named | None
    provider: Named | None
    activity: Named | None
    team: Named | None
    currency: str
    kind: str
    start: date
    state: str
    n: int
    numerator: float | None
    denominator: float | None
    value: float | None
    covered: int
    expected: int
    low: float | None
    high: float | None
    judgement: str
    earlier: EarlierOut | None

    @classmethod
    def of(cls, reading: Reading, names: Names) -> "ResultOut":
        group, target, past = reading.group, reading.target, reading.revision
        return cls(
            indicator=reading.definition.metric.code,
            unit=None if group.unit is None else names.units[group.unit],
            provider=None if group.provider is None else names.providers[group.provider],
            activity=None if group.activity is None else names.activities[group.activity],
            team=None if group.team is None else names.units[group.team],
            currency=group.currency,
            kind=reading.kind,
            start=reading.start,
            state=reading.state,
            n=reading.n,
            numerator=reading.numerator,
            denominator=reading.denominator,
            value=reading.value,
            covered=reading.covered,
            expected=reading.expected,
            low=target.low if target else None,
            high=target.high if target else None,
            judgement=reading.judgement,
            earlier=EarlierOut.of(past) if past else None,
        )


class PeriodOut(Schema):
    """A period that somebody closed or opened again; one that is not listed is open."""

    kind: str
    start: date
    state: str
    decided_at: datetime | None
    decided_by: str

    @classmethod
    def of(cls, period: Period) -> "PeriodOut":
        return cls(
            kind=period.kind,
            start=period.start,
            state=period.state,
            decided_at=period.closed_at,
            decided_by=period.closed_by,
        )
