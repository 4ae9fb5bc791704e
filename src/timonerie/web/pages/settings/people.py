"""People of the company."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Person
from timonerie.domains.organisation.operations import people
from timonerie.domains.organisation.queries import people as person_queries
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.people import PersonChangeForm, PersonForm
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
from timonerie.web.pages.settings.lists import people as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    people_rows = person_queries.listed(
        request.actor, on=timezone.localdate(), include_archived="archives" in request.GET
    )
    context = {
        "table": listed.table(request, people_rows),
        "breadcrumbs": crumbs(request, (_("Personnes"), "")),
    }
    return show(request, "settings/people.html", context)


@policy("organisation.read")
def export(request: CompanyRequest) -> HttpResponse:
    people_rows = person_queries.listed(request.actor, on=timezone.localdate())
    return csv_file(
        "personnes",
        ("nom", "adresse", "unité"),
        [
            (
                person.name,
                person.email if request.actor.reads("person.email") else "",
                person.unit and person.unit.code,
            )
            for person in people_rows
        ],
    )


@policy("organisation.write")
def new(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        PersonForm(request.POST or None),
        page=FormPage(
            heading=_("Ajouter une personne"),
            submit=_("Ajouter"),
            back=url(request, "settings-people"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: people.create(by=request.actor, at=timezone.now(), **data),
        done=lambda person: url(request, "settings-person", person.public_id),
        message=_("La personne est ajoutée."),
    )


@policy("organisation.read")
def detail(request: CompanyRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    context = {
        "person": person,
        "holdings": person.holdings.filter(seat__in=seat_queries.visible_to(request.actor))
        .select_related("seat__unit")
        .order_by("-start_date"),
        "history": history.of(request, kind="person", public_id=person.public_id),
        "breadcrumbs": _crumbs(request, (person.name, "")),
    }
    return show(request, "settings/person.html", context)


@policy("organisation.write")
def edit(request: CompanyRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    here = url(request, "settings-person", person.public_id)
    form = PersonChangeForm(
        request.POST or None,
        initial={
            "version": person.version,
            "name": person.name,
            "email": person.email,
            "unit": person.unit and person.unit.public_id,
        },
    )
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Modifier « %(person)s »") % {"person": person.name},
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=_crumbs(request, (person.name, here), (_("Modifier"), "")),
        ),
        save=lambda data: people.update(by=request.actor, at=timezone.now(), person=person, **data),
        done=lambda _saved: here,
        message=_("La personne est enregistrée."),
    )


@require_POST
@policy("organisation.write")
def archive(request: CompanyRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    return act(
        request,
        partial(
            people.archive,
            by=request.actor,
            at=timezone.now(),
            person=person,
            version=version_asked(request, person.version),
        ),
        to=url(request, "settings-person", person.public_id),
        message=_("La personne est archivée. Les postes qu’elle a tenus restent dits."),
    )


def _person(request: CompanyRequest, person_id: UUID) -> Person:
    rows = person_queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows.select_related("unit"), public_id=person_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Personnes"), url(request, "settings-people")), *steps)
