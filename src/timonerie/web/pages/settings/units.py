"""The management tree: group, regions, sites, teams."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import units
from timonerie.domains.organisation.queries import calendars as calendar_queries
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.domains.organisation.queries import units as unit_queries
from timonerie.domains.performance.operations import refreshing
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.units import UnitChangeForm, UnitForm, UnitMoveForm
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import (
    Crumb,
    FormPage,
    act,
    answer,
    crumbs,
    url,
    version_asked,
)
from timonerie.web.pages.settings.lists import units as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    nodes = unit_queries.tree(request.actor, include_archived="archives" in request.GET)
    context = {
        "table": listed.table(request, nodes),
        "breadcrumbs": crumbs(request, (_("Unités"), "")),
    }
    return show(request, "settings/units.html", context)


@policy("organisation.read")
def export(request: CompanyRequest) -> HttpResponse:
    nodes = unit_queries.tree(request.actor)
    names = {node.unit.pk: node.unit.code for node in nodes}
    rows = [
        (
            UnitKind(node.unit.kind).label,
            node.unit.name,
            node.unit.code,
            names.get(node.unit.parent_id or 0, ""),
            node.unit.establishment and node.unit.establishment.siret,
            node.unit.calendar,
        )
        for node in nodes
    ]
    header = ("niveau", "nom", "code", "rattachée à", "siret", "calendrier")
    return csv_file("unites", header, rows)


@policy("organisation.write")
def new(request: CompanyRequest) -> HttpResponse:
    under = Unit.objects.active().filter(kind=UnitKind.GROUP).first()
    form = UnitForm(
        request.POST or None,
        initial={"kind": "site", "parent": request.GET.get("sous") or (under and under.public_id)},
    )
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Ajouter une unité"),
            submit=_("Ajouter"),
            back=url(request, "settings-units"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: units.create(by=request.actor, at=timezone.now(), **data),
        done=lambda unit: url(request, "settings-unit", unit.public_id),
        message=_("L’unité est ajoutée."),
    )


@policy("organisation.read")
def detail(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit(request, unit_id)
    calendar, giver = calendar_queries.calendar_of(unit)
    context = {
        "unit": unit,
        "calendar": calendar,
        "giver": giver,
        "children": unit.children.filter(archived_at=None).order_by("name"),
        "seats": seat_queries.visible_to(request.actor).active().filter(unit=unit).order_by("name"),
        "history": history.of(request, kind="unit", public_id=unit.public_id),
        "breadcrumbs": _crumbs(request, (unit.name, "")),
    }
    return show(request, "settings/unit.html", context)


@policy("organisation.write")
def edit(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit(request, unit_id)
    form = UnitChangeForm(
        request.POST or None,
        initial={
            "version": unit.version,
            "name": unit.name,
            "code": unit.code,
            "establishment": unit.establishment and unit.establishment.public_id,
            "calendar": unit.calendar and unit.calendar.public_id,
            "calendar_from": unit.calendar and timezone.localdate(),
        },
    )
    return answer(
        request,
        form,
        page=_page(request, unit, heading=_("Modifier « %(unit)s »"), submit=_("Enregistrer")),
        save=lambda data: _save(request, unit, data),
        done=lambda _saved: url(request, "settings-unit", unit.public_id),
        message=_("L’unité est enregistrée."),
    )


def _save(request: CompanyRequest, unit: Unit, data: dict[str, Any]) -> None:
    followed = unit.calendar
    units.update(by=request.actor, at=timezone.now(), unit=unit, **data)
    if data["calendar"] != followed:
        refreshing.measure_again(by=request.actor, at=timezone.now())


def _move(request: CompanyRequest, unit: Unit, data: dict[str, Any]) -> None:
    """A unit without a calendar follows the one above, which may be another from now on."""
    units.move(by=request.actor, at=timezone.now(), unit=unit, **data)
    if unit.calendar is None:
        refreshing.measure_again(by=request.actor, at=timezone.now())


@policy("organisation.write")
def move(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit(request, unit_id)
    form = UnitMoveForm(
        request.POST or None,
        unit=unit,
        initial={"version": unit.version, "parent": unit.parent and unit.parent.public_id},
    )
    return answer(
        request,
        form,
        page=_page(request, unit, heading=_("Déplacer « %(unit)s »"), submit=_("Déplacer")),
        save=lambda data: _move(request, unit, data),
        done=lambda _saved: url(request, "settings-unit", unit.public_id),
        message=_("Le rattachement est changé."),
    )


@require_POST
@policy("organisation.write")
def archive(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit(request, unit_id)
    return act(
        request,
        partial(
            units.archive,
            by=request.actor,
            at=timezone.now(),
            unit=unit,
            version=version_asked(request, unit.version),
        ),
        to=url(request, "settings-unit", unit.public_id),
        message=_("L’unité est archivée. Ses faits et son historique restent."),
    )


@require_POST
@policy("organisation.write")
def restore(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    unit = _unit(request, unit_id)
    return act(
        request,
        partial(
            units.restore,
            by=request.actor,
            at=timezone.now(),
            unit=unit,
            version=version_asked(request, unit.version),
        ),
        to=url(request, "settings-unit", unit.public_id),
        message=_("L’unité est reprise des archives."),
    )


def _unit(request: CompanyRequest, unit_id: UUID) -> Unit:
    rows = unit_queries.visible_to(request.actor, on=timezone.localdate())
    rows = rows.select_related("parent", "calendar", "establishment")
    return get_object_or_404(rows, public_id=unit_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Unités"), url(request, "settings-units")), *steps)


def _page(request: CompanyRequest, unit: Unit, *, heading: str, submit: str) -> FormPage:
    here = url(request, "settings-unit", unit.public_id)
    return FormPage(
        heading=heading % {"unit": unit.name},
        submit=submit,
        back=here,
        breadcrumbs=_crumbs(request, (unit.name, here), (submit, "")),
    )
