from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from timonerie.api.names import Named, named, named_or_none
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.rules.incidents import totals
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.foundations.accounts.actors import Actor

Cause = Literal[
    "", "human_error", "tool", "supplier", "volume", "missing_input", "change", "security", "other"
]
Side = Literal["ours", "theirs", "third_party", "unknown"]
Severity = Literal["minor", "major"]
What = Annotated[str, Field(min_length=1, max_length=150)]
More = Annotated[str, Field(max_length=500)]


class IncidentOut(Schema):
    """An incident; `alert_seconds` is the time from knowing it to telling it. `cost` is in the
    smallest unit of `currency`, null for who may not read it. An empty cause is not known yet."""

    id: UUID
    version: int
    reference: str
    what: str
    more: str
    known_at: datetime
    told_at: datetime | None
    ended_at: datetime | None
    alert_seconds: float | None
    cause: str
    side: str
    severity: str
    state: str
    sites: list[Named]
    provider: Named | None
    activity: Named | None
    team: Named | None
    cost: int | None
    currency: str
    action: str
    due_date: date | None
    action_on: date | None

    @classmethod
    def of(cls, one: Incident, actor: Actor, seen: Reach) -> "IncidentOut":
        """Sites and a team out of reach are not named."""
        reads_cost = actor.reads("incident.cost")
        team = one.team if one.team is not None and seen.holds(unit=one.team_id) else None
        return cls(
            id=one.public_id,
            version=one.version,
            reference=one.reference,
            what=one.what,
            more=one.more,
            known_at=one.known_at,
            told_at=one.told_at,
            ended_at=one.ended_at,
            alert_seconds=totals.alert(one.known_at, one.told_at),
            cause=one.cause,
            side=one.side,
            severity=one.severity,
            state=one.state,
            sites=[named(at.unit) for at in one.sites.all() if seen.holds(unit=at.unit_id)],
            provider=named_or_none(one.provider),
            activity=named_or_none(one.activity) if actor.may("activity.read") else None,
            team=named_or_none(team),
            cost=one.cost if reads_cost else None,
            currency=one.currency if reads_cost else "",
            action=one.action,
            due_date=one.due_date,
            action_on=one.action_on,
        )


class IncidentIn(Schema):
    """Two lines and when it was known; the rest may come later. Without `told_at`, nobody knows
    when the company was told; a provider tells it now."""

    what: What
    more: More = ""
    known_at: AwareDatetime
    told_at: AwareDatetime | None = None
    severity: Severity = "minor"
    sites: list[UUID] = []
    provider: UUID | None = None
    activity: UUID | None = None
    team: UUID | None = None


class IncidentChange(IncidentIn):
    """The whole of what is known, over the version that was read."""

    version: int
    ended_at: AwareDatetime | None = None
    cause: Cause = ""
    side: Side = "unknown"
    cost: Annotated[int, Field(ge=0, le=10**12)] | None = None
    currency: Annotated[str, Field(max_length=3)] = ""
