"""Saying a mission of direction, and what it promises."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import (
    Mission,
    MissionAccess,
    MissionDeliverable,
    MissionPresence,
)
from timonerie.domains.contracts.operations import mission_parts, missions
from timonerie.domains.contracts.operations.missions import Said
from timonerie.domains.contracts.queries import missions as queries
from timonerie.foundations.wording.months import month_label
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms import missions as forms
from timonerie.web.pages.missions import frame
from timonerie.web.pages.settings.frame import FormPage, act, answer, url


@policy("contract.write")
def new(request: CompanyRequest) -> HttpResponse:
    form = forms.MissionForm(request.POST or None, reader=request.actor, on=timezone.localdate())
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Ajouter une mission de direction"),
            lead=_("Ce que dit la lettre : qui tient quel poste, dans quelles limites."),
            submit=_("Ajouter"),
            back=url(request, "missions"),
            breadcrumbs=frame.crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: missions.create(by=request.actor, at=timezone.now(), said=Said(**data)),
        done=lambda made: frame.address(request, made),
        message=_("La mission est ajoutée : donnez-lui ses livrables."),
    )


@policy("contract.write")
def edit(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission = frame.mission_of(request, mission_id)
    form = forms.MissionChangeForm(
        request.POST or None,
        reader=request.actor,
        on=timezone.localdate(),
        initial=forms.initial(mission),
    )
    return answer(
        request,
        form,
        page=frame.form_page(request, mission, heading=_("Modifier la mission")),
        save=lambda data: missions.change(
            by=request.actor,
            at=timezone.now(),
            mission=mission,
            version=data.pop("version"),
            said=Said(**data | form.unseen(**_named(mission))),
        ),
        done=lambda _saved: frame.address(request, mission),
        message=_("La mission est enregistrée."),
    )


@policy("contract.write")
def deliverable_new(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission = frame.mission_of(request, mission_id)
    return answer(
        request,
        forms.DeliverableForm(request.POST or None),
        page=frame.form_page(request, mission, heading=_("Ajouter un livrable")),
        save=lambda data: mission_parts.add_deliverable(
            by=request.actor, at=timezone.now(), mission=mission, **data
        ),
        done=lambda _saved: frame.address(request, mission),
        message=_("Le livrable est ajouté."),
    )


@policy("contract.write")
def deliverable(request: CompanyRequest, deliverable_id: UUID) -> HttpResponse:
    row: MissionDeliverable = _part(request, MissionDeliverable, deliverable_id)
    first = {"version": row.version, "state": row.state, "day": row.delivered_date}
    return answer(
        request,
        forms.DeliverableStateForm(request.POST or None, initial=first),
        page=frame.form_page(request, row.mission, heading=row.title),
        save=lambda data: mission_parts.say_deliverable(
            by=request.actor, at=timezone.now(), row=row, **data
        ),
        done=lambda _saved: frame.address(request, row.mission),
        message=_("Le livrable est noté."),
    )


@policy("contract.write")
def presence_new(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission = frame.mission_of(request, mission_id)
    first = {"month": f"{timezone.localdate():%Y-%m}"}
    form = forms.PresenceForm(request.POST or None, reader=request.actor, initial=first)
    return answer(
        request,
        form,
        page=frame.form_page(request, mission, heading=_("Prévoir des jours de présence")),
        save=lambda data: mission_parts.plan(
            by=request.actor,
            at=timezone.now(),
            mission=mission,
            site=data["site"],
            month=data["month"],
            halves=data["days"],
        ),
        done=lambda _saved: frame.address(request, mission),
        message=_("Les jours prévus sont notés."),
    )


@policy("contract.write")
def presence(request: CompanyRequest, presence_id: UUID) -> HttpResponse:
    row: MissionPresence = _part(request, MissionPresence, presence_id)
    told = row.planned_halves if row.confirmed_halves is None else row.confirmed_halves
    first = {"version": row.version, "days": told / 2}
    words = {"site": row.site, "month": month_label(row.month)}
    return answer(
        request,
        forms.ConfirmationForm(request.POST or None, initial=first),
        page=frame.form_page(
            request,
            row.mission,
            heading=_("Confirmer les jours de %(month)s à %(site)s") % words,
            submit=_("Confirmer"),
        ),
        save=lambda data: mission_parts.confirm(
            by=request.actor,
            at=timezone.now(),
            row=row,
            version=data["version"],
            halves=data["days"],
        ),
        done=lambda _saved: frame.address(request, row.mission),
        message=_("Les jours sont confirmés."),
    )


@policy("contract.write")
def dependency_new(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission = frame.mission_of(request, mission_id)
    form = forms.DependencyForm(
        request.POST or None, reader=request.actor, mission=mission, on=timezone.localdate()
    )
    return answer(
        request,
        form,
        page=frame.form_page(request, mission, heading=_("Ajouter une dépendance")),
        save=lambda data: mission_parts.depend(
            by=request.actor, at=timezone.now(), mission=mission, **data
        ),
        done=lambda _saved: frame.address(request, mission),
        message=_("La dépendance est notée."),
    )


@policy("contract.write")
def access_new(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission = frame.mission_of(request, mission_id)
    return answer(
        request,
        forms.AccessForm(request.POST or None),
        page=frame.form_page(request, mission, heading=_("Ajouter un accès à transmettre")),
        save=lambda data: mission_parts.add_access(
            by=request.actor, at=timezone.now(), mission=mission, **data
        ),
        done=lambda _saved: frame.address(request, mission),
        message=_("L’accès est noté, sans son secret."),
    )


@require_POST
@policy("contract.write")
def access_remove(request: CompanyRequest, access_id: UUID) -> HttpResponse:
    row: MissionAccess = _part(request, MissionAccess, access_id)
    return act(
        request,
        partial(mission_parts.remove_access, by=request.actor, at=timezone.now(), row=row),
        to=frame.address(request, row.mission),
        message=_("L’accès est retiré de la liste."),
    )


def _named(mission: Mission) -> dict[str, Any]:
    names = ("provider", "person", "seat", "deputy", "letter", "contract")
    return {name: getattr(mission, name) for name in names}


def _part(request: CompanyRequest, model: Any, public_id: UUID) -> Any:
    """A part of a mission that the reader sees. Raises Http404."""
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = model.objects.select_related("mission").filter(mission__in=seen)
    return get_object_or_404(rows, public_id=public_id)
