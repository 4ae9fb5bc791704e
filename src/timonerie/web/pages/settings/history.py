"""The history of an object in plain words, from the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.audit import queries as audit
from timonerie.web import acts
from timonerie.web.access import CompanyRequest


@dataclass(frozen=True)
class Line:
    at: datetime
    actor: str
    act: str
    detail: str


SHOWN = 40
"""Lines of a history that a page shows; the older ones stand in the trail."""


class Lines(list[Line]):
    """Those that are shown; `more` counts the others."""

    more = 0


def of(request: CompanyRequest, *, kind: str, public_id: object) -> Lines | None:
    """What happened to one object, the latest first. It names what the object had to do with, so
    a reader of a part of the company is told nothing of it: None."""
    if reach(request.actor, on=timezone.localdate()) != Reach():
        return None
    events = audit.history(company_id=request.company.pk, kind=kind, public_id=public_id)
    lines = Lines(
        Line(event.at, event.actor, acts.sentence(event.act), acts.detail(event))
        for event in events[:SHOWN]
    )
    lines.more = len(events) - len(lines)
    return lines
