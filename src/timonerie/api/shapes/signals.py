from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.foundations.accounts.actors import Actor

State = Literal["new", "watch", "confirmed", "noise"]
Reason = Annotated[str, Field(max_length=300)]


class SignalOut(Schema):
    """A signal. `expected` and `seen` are in the unit of the indicator, shares from 0 to 1 and
    delays in hours; `chance` is how many false alarms per series and year would go as far, null
    where chance is not the question. `closed_on` is null while the figures still show it."""

    id: UUID
    version: int
    family: str
    title: str
    sentence: str
    indicator: str | None
    provider: Named | None
    unit: Named | None
    activity: Named | None
    direction: Literal["higher", "lower"]
    drifts: bool
    since: date
    opened_on: date
    closed_on: date | None
    expected: float
    seen: float
    chance: float | None
    state: str
    reason: str
    due_date: date | None

    @classmethod
    def of(cls, spoken: Spoken, actor: Actor) -> "SignalOut":
        one = spoken.signal
        return cls(
            id=one.public_id,
            version=one.version,
            family=one.family,
            title=spoken.title,
            sentence=spoken.sentence,
            indicator=one.indicator.code if one.indicator else None,
            provider=named_or_none(one.provider),
            unit=named_or_none(one.unit),
            activity=named_or_none(one.activity) if actor.may("activity.read") else None,
            direction="higher" if one.higher else "lower",
            drifts=one.drifts,
            since=one.since,
            opened_on=one.opened_on,
            closed_on=one.closed_on,
            expected=one.expected,
            seen=one.seen,
            chance=one.rate,
            state=one.state,
            reason=one.reason,
            due_date=one.due_date,
        )


class TriageIn(Schema):
    """What a signal is worth, over the version that was read; noise wants a reason."""

    version: int
    state: State
    reason: Reason = ""
