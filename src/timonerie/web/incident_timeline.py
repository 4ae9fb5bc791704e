"""The thread of an incident: what happened, what was said, what was done, in the order of time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.rules.incidents.effects import Effect
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.queries.effects import Checked
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.wording import formats
from timonerie.web import acts, incident_words
from timonerie.web.access import CompanyRequest


@dataclass(frozen=True)
class Step:
    """`when` is the instant, or the day, in words."""

    at: datetime
    when: str
    title: str
    text: str = ""
    by: str = ""


def of(request: CompanyRequest, incident: Incident, checked: Checked | None) -> list[Step]:
    """The earliest first. A reader of a part of the company is not told who changed what, nor
    what a change names: only that there was one."""
    steps = [*_happened(incident), *_notes(incident), *_acts(request, incident)]
    steps += _check(incident, checked)
    return sorted(steps, key=lambda step: step.at)


def _happened(one: Incident) -> Iterator[Step]:
    yield _at(one.known_at, _("Connu là où c’est arrivé"))
    if one.told_at is not None:
        words = {"delay": incident_words.alert(one)}
        yield _at(one.told_at, _("Dit à l’entreprise"), _("%(delay)s après") % words)
    if one.ended_at is not None:
        yield _at(one.ended_at, _("Terminé"))
    if one.action_on is not None:
        yield _on(one.action_on, _("Action en place"), one.action)


def _notes(one: Incident) -> Iterator[Step]:
    for note in one.notes.order_by("at", "pk"):
        yield _at(note.at, _("Note"), note.text, by=note.written_by)


def _acts(request: CompanyRequest, one: Incident) -> Iterator[Step]:
    sees_all = reach(request.actor, on=timezone.localdate()) == Reach()
    events = audit.history(company_id=request.company.pk, kind="incident", public_id=one.public_id)
    for event in reversed(events):
        if event.act == "incident.noted":
            continue
        told = acts.detail(event) if sees_all and event.act != "incident.declared" else ""
        by = event.actor if sees_all else ""
        if event.act == "incident.declared":
            by = one.declared_by
        yield _at(event.at, acts.sentence(event.act), told, by=by)


def _check(one: Incident, checked: Checked | None) -> Iterator[Step]:
    if checked is not None and checked.check.effect != Effect.NOT_YET:
        yield _on(checked.ready_on, _("Effet de l’action"), incident_words.effect(checked))


def _at(at: datetime, title: str, text: str = "", *, by: str = "") -> Step:
    return Step(at, incident_words.instant(at), title, text, by)


def _on(day: date, title: str, text: str = "") -> Step:
    at = timezone.make_aware(datetime.combine(day, time.min))
    return Step(at, formats.day(day, style="short"), title, text)
