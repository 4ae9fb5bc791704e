"""Declaring an incident, saying more of it, acting upon it, closing it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import incidents
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.directory import Firm, Place
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import effects
from timonerie.domains.performance.queries.board import Board
from timonerie.foundations.accounts.enums import Role
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.incidents import DeclareForm, QualifyForm, RemedyForm
from timonerie.web.pages.incidents.frame import crumbs, form_page, incident_of
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked

Gesture = Callable[..., None]


@policy("incident.declare")
def new(request: CompanyRequest) -> HttpResponse:
    form = DeclareForm(request.POST or None, reader=request.actor, initial=_initial(request))
    if _is_provider(request):
        del form.fields["told_at"]
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Déclarer un incident"),
            lead=_("Deux lignes suffisent : le reste se dira plus tard."),
            submit=_("Déclarer"),
            back=url(request, "incidents"),
            breadcrumbs=crumbs(request, (_("Déclarer"), "")),
        ),
        save=lambda _data: _declared(request, form),
        done=lambda incident: url(request, "incident", incident.public_id),
        message=_("L’incident est déclaré."),
    )


def _initial(request: CompanyRequest) -> dict[str, Any]:
    """Now, with what the page that led here is about, or the only thing of the reader's mandate."""
    now, only = timezone.now(), _only_of_mandate(request)
    site = request.GET.get("site") or only.get("site")
    return {
        "known_at": now,
        "told_at": now,
        "provider": request.GET.get("prestataire") or only.get("provider"),
        "units": [site] if site else [],
        "team": None if site else only.get("team"),
    }


def _only_of_mandate(request: CompanyRequest) -> dict[str, Any]:
    seen = reach(request.actor, on=timezone.localdate())
    firms = [one for one in directory.firms().values() if one.pk in (seen.provider_ids or ())]
    places = [one for one in directory.places().values() if one.pk in (seen.unit_ids or ())]
    sites = [one for one in places if one.kind == UnitKind.SITE]
    teams = [one for one in places if one.kind == UnitKind.TEAM]
    found: dict[str, Sequence[Firm | Place]] = {"provider": firms, "site": sites, "team": teams}
    return {name: rows[0].public_id for name, rows in found.items() if len(rows) == 1}


def _declared(request: CompanyRequest, form: DeclareForm) -> Incident:
    at, said = timezone.now(), form.statement()
    said = replace(said, told_at=at) if _is_provider(request) else said
    return incidents.declare(by=request.actor, at=at, said=said)


def _is_provider(request: CompanyRequest) -> bool:
    """Who tells us as they write."""
    return request.actor.role == Role.PROVIDER


@policy("incident.write")
def qualify(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    incident = incident_of(request, incident_id)
    form = QualifyForm(request.POST or None, reader=request.actor, incident=incident)
    return answer(
        request,
        form,
        page=form_page(
            request, incident, heading=_("Qualifier l’incident"), submit=_("Enregistrer")
        ),
        save=lambda data: incidents.qualify(
            by=request.actor,
            at=timezone.now(),
            incident=incident,
            version=data["version"],
            said=form.statement(),
        ),
        done=lambda _saved: url(request, "incident", incident.public_id),
        message=_("L’incident est enregistré."),
    )


@policy("incident.write")
def remedy(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    incident, today = incident_of(request, incident_id), timezone.localdate()
    board = Board(reach(request.actor, on=today))
    form = RemedyForm(
        request.POST or None,
        reader=request.actor,
        incident=incident,
        checkable=effects.checkable(board),
    )
    return answer(
        request,
        form,
        page=form_page(request, incident, heading=_("L’action"), submit=_("Enregistrer")),
        save=lambda data: incidents.act(
            by=request.actor,
            at=timezone.now(),
            incident=incident,
            version=data["version"],
            said=form.remedy(),
        ),
        done=lambda _saved: url(request, "incident", incident.public_id),
        message=_("L’action est enregistrée."),
    )


@require_POST
@policy("incident.declare")
def note(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    incident = incident_of(request, incident_id)
    text = request.POST.get("text", "")[:1000]
    return act(
        request,
        partial(incidents.note, by=request.actor, at=timezone.now(), incident=incident, text=text),
        to=url(request, "incident", incident.public_id),
        message=_("La note est ajoutée."),
    )


@require_POST
@policy("incident.write")
def close(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    return _gesture(request, incident_id, incidents.close, _("L’incident est clos."))


@require_POST
@policy("incident.write")
def reopen(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    return _gesture(request, incident_id, incidents.reopen, _("L’incident est rouvert."))


@require_POST
@policy("incident.write")
def archive(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    message = _("L’incident est archivé : il ne compte plus nulle part.")
    return _gesture(request, incident_id, incidents.archive, message)


@require_POST
@policy("incident.write")
def restore(request: CompanyRequest, incident_id: UUID) -> HttpResponse:
    message = _("L’incident est repris des archives.")
    return _gesture(request, incident_id, incidents.restore, message)


def _gesture(
    request: CompanyRequest, incident_id: UUID, gesture: Gesture, message: str
) -> HttpResponse:
    incident = incident_of(request, incident_id)
    return act(
        request,
        partial(
            gesture,
            by=request.actor,
            at=timezone.now(),
            incident=incident,
            version=version_asked(request, incident.version),
        ),
        to=url(request, "incident", incident.public_id),
        message=message,
    )
