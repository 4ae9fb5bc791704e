"""The incidents with their few figures, and the page of one."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.queries.evidence import incidents as evidence
from timonerie.domains.facts.models import Incident, IncidentState
from timonerie.domains.facts.queries import incidents as queries
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import effects
from timonerie.foundations.wording import formats
from timonerie.web import challenge_words, incident_timeline, incident_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.incidents import NoteForm
from timonerie.web.pages.incidents import tables
from timonerie.web.pages.incidents.frame import crumbs, incident_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

WRITTEN = "%d/%m/%Y %H:%M"


@policy("incident.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate())
    context = {
        "table": tables.of_incidents(request, found),
        "figures": _figures(request, found),
        "breadcrumbs": [],
    }
    return show(request, "incidents/index.html", context)


@policy("incident.read")
def archives(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate(), archived=True)
    context = {
        "table": tables.of_incidents(request, found),
        "is_archives": True,
        "breadcrumbs": crumbs(request, (_("Archives"), "")),
    }
    return show(request, "incidents/index.html", context)


def _figures(request: CompanyRequest, found: Sequence[Incident]) -> list[dict[str, str]]:
    """What the list amounts to, each figure with what it is counted on."""
    counted = queries.totals_of(found)
    if not counted.count:
        return []
    lasting = sum(one.state != IncidentState.CLOSED for one in found)
    figures = [
        {
            "label": _("Incidents"),
            "value": formats.number(counted.count),
            "note": ngettext("dont %(n)s en cours", "dont %(n)s en cours", lasting)
            % {"n": formats.number(lasting)},
        }
    ]
    if counted.alert is not None:
        words = {"n": formats.number(counted.alerted)}
        figures.append(
            {
                "label": _("Délai d’alerte"),
                "value": formats.duration(counted.alert),
                "note": _("médiane, sur %(n)s dont on sait quand ils ont été dits") % words,
            }
        )
    if counted.recurrence is not None:
        words = {"n": formats.number(counted.recurring), "of": formats.number(counted.judged)}
        figures.append(
            {
                "label": _("Récurrence"),
                "value": formats.percent(counted.recurrence),
                "note": _("%(n)s sur %(of)s : même cause et même prestataire en moins de six mois")
                % words,
            }
        )
    if request.actor.reads("incident.cost"):
        figures += [
            {
                "label": _("Coût"),
                "value": incident_words.cost(amount, currency),
                "note": _("ce qui a été estimé"),
            }
            for currency, amount in counted.costs.items()
        ]
    return figures


@policy("incident.read")
def detail(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    incident, today = incident_of(request, incident_id), timezone.localdate()
    checked = effects.of(incident, seen=reach(request.actor, on=today), on=today)
    is_writer = request.actor.may("incident.write")
    context = {
        "incident": incident,
        "pairs": list(_pairs(request, incident)),
        "remedy": list(_remedy(request, incident)),
        "effect": incident_words.effect(checked) if checked else "",
        "effect_place": incident_words.place(checked) if checked else "",
        "is_closed": incident.state == IncidentState.CLOSED,
        "is_writer": is_writer,
        "challenge_url": challenge_words.begin_url(request, evidence.key(incident))
        if incident.provider_id and incident.archived_at is None
        else "",
        "steps": incident_timeline.of(request, incident, checked),
        "note_form": NoteForm() if request.actor.may("incident.declare") else None,
        "breadcrumbs": crumbs(request, (incident.what, "")),
    }
    return show(request, "incidents/detail.html", context)


def _pairs(request: CompanyRequest, one: Incident) -> Iterator[dict[str, Any]]:
    """What is known of it, and what is not yet."""
    unknown = _("à connaître")
    yield _pair(_("Connu le"), incident_words.instant(one.known_at))
    told = incident_words.instant(one.told_at) if one.told_at else unknown
    yield _pair(_("Dit le"), told)
    yield _pair(_("Délai d’alerte"), incident_words.alert(one))
    ended = incident_words.instant(one.ended_at) if one.ended_at else _("dure encore, ou non dit")
    yield _pair(_("Terminé le"), ended)
    yield _pair(_("Cause"), incident_words.cause(one))
    yield _pair(_("De quel côté"), one.get_side_display())
    if one.provider is not None:
        yield _pair(
            _("Prestataire"),
            one.provider.name,
            url(request, "provider", one.provider.public_id),
        )
    for site in tables.sites_of(request, one):
        yield _pair(_("Site touché"), site.name, url(request, "site", site.public_id))
    yield from _around(request, one)
    yield _pair(_("Déclaré par"), one.declared_by or one.get_origin_display())


def _around(request: CompanyRequest, one: Incident) -> Iterator[dict[str, Any]]:
    seen = reach(request.actor, on=timezone.localdate())
    if one.team is not None and seen.holds(unit=one.team_id):
        yield _pair(_("Équipe"), one.team.name, url(request, "team", one.team.public_id))
    if one.activity is not None and request.actor.may("activity.read"):
        yield _pair(_("Activité"), one.activity.name)
    if one.cost is not None and request.actor.reads("incident.cost"):
        yield _pair(_("Coût"), incident_words.cost(one.cost, one.currency))
    if one.reference:
        yield _pair(_("Référence"), one.reference)


def _remedy(request: CompanyRequest, one: Incident) -> Iterator[dict[str, Any]]:
    if not one.action:
        return
    yield _pair(_("Ce qui est fait"), one.action)
    owner = one.owner_seat or one.owner_person
    if owner is not None and request.actor.may("organisation.read"):
        yield _pair(_("Porté par"), str(owner))
    if one.due_date is not None:
        yield _pair(_("À faire pour le"), formats.day(one.due_date))
    on = formats.day(one.action_on) if one.action_on else _("pas encore")
    yield _pair(_("En place le"), on)


def _pair(term: str, detail: object, address: str = "") -> dict[str, Any]:
    return {"term": term, "detail": str(detail), "url": address}


@policy("incident.import")
def export(request: CompanyRequest) -> HttpResponse:
    """The list as the import reads it; one without a reference goes by its identifier."""
    found = queries.listed(request.actor, on=timezone.localdate())
    header = (
        "référence", "quoi", "détail", "connu le", "dit le", "terminé le", "cause", "côté",
        "gravité", "sites", "prestataire", "activité", "équipe", "coût", "devise", "action",
        "pour le", "en place le", "état",
    )  # fmt: skip
    return csv_file("incidents", header, [_exported(one) for one in found])


def _exported(one: Incident) -> tuple[object, ...]:
    instants = (
        timezone.localtime(at).strftime(WRITTEN) if at else ""
        for at in (one.known_at, one.told_at, one.ended_at)
    )
    days = (f"{day:%d/%m/%Y}" if day else "" for day in (one.due_date, one.action_on))
    cost = "" if one.cost is None else str(money.major(one.cost, one.currency)).replace(".", ",")
    named = (one.provider, one.activity, one.team)
    return (
        one.reference or one.public_id,
        one.what,
        one.more,
        *instants,
        one.cause,
        one.side,
        one.severity,
        ", ".join(site.unit.code for site in one.sites.all()),
        *(row.code if row is not None else "" for row in named),
        cost,
        one.currency,
        one.action,
        *days,
        one.state,
    )
