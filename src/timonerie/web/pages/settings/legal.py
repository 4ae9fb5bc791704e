"""The legal tree: entities and their establishments."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.models import Establishment, LegalEntity
from timonerie.domains.organisation.operations import legal
from timonerie.domains.organisation.queries import legal as legal_queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.legal import (
    EntityChangeForm,
    EntityForm,
    EstablishmentChangeForm,
    EstablishmentForm,
)
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
from timonerie.web.pages.settings.lists import legal as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    context = {
        "table": listed.table(request, legal_queries.tree()),
        "breadcrumbs": crumbs(request, (_("Entités juridiques"), "")),
    }
    return show(request, "settings/legal.html", context)


@policy("organisation.read")
def export(request: CompanyRequest) -> HttpResponse:
    rows: list[tuple[object, ...]] = []
    for holding in legal_queries.tree():
        entity = holding.entity
        owner = entity.parent.siren if entity.parent else ""
        rows.append((entity.name, entity.siren, owner, "", "", ""))
        rows += [
            (entity.name, entity.siren, owner, place.siret, place.name, place.town)
            for place in holding.establishments
        ]
    header = ("raison sociale", "siren", "siren de la mère", "siret", "établissement", "commune")
    return csv_file("entites-juridiques", header, rows)


@policy("organisation.write")
def new_entity(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        EntityForm(request.POST or None),
        page=FormPage(
            heading=_("Ajouter une entité juridique"),
            submit=_("Ajouter"),
            back=url(request, "settings-legal"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: legal.add_entity(by=request.actor, at=timezone.now(), **data),
        done=lambda entity: url(request, "settings-entity", entity.public_id),
        message=_("L’entité est ajoutée."),
    )


@policy("organisation.read")
def entity(request: CompanyRequest, entity_id: UUID) -> HttpResponse:
    row = _entity(entity_id)
    context = {
        "entity": row,
        "establishments": row.establishments.order_by("archived_at", "name"),
        "subsidiaries": row.subsidiaries.filter(archived_at=None).order_by("name"),
        "history": history.of(request, kind="legal_entity", public_id=row.public_id),
        "breadcrumbs": _crumbs(request, (row.name, "")),
    }
    return show(request, "settings/entity.html", context)


@policy("organisation.write")
def edit_entity(request: CompanyRequest, entity_id: UUID) -> HttpResponse:
    row = _entity(entity_id)
    here = url(request, "settings-entity", row.public_id)
    form = EntityChangeForm(
        request.POST or None,
        initial={
            "version": row.version,
            "name": row.name,
            "siren": row.siren,
            "parent": row.parent and row.parent.public_id,
        },
    )
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Modifier « %(entity)s »") % {"entity": row.name},
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=_crumbs(request, (row.name, here), (_("Modifier"), "")),
        ),
        save=lambda data: legal.update_entity(
            by=request.actor, at=timezone.now(), entity=row, **data
        ),
        done=lambda _saved: here,
        message=_("L’entité est enregistrée."),
    )


@require_POST
@policy("organisation.write")
def archive_entity(request: CompanyRequest, entity_id: UUID) -> HttpResponse:
    row = _entity(entity_id)
    return act(
        request,
        partial(
            legal.archive_entity,
            by=request.actor,
            at=timezone.now(),
            entity=row,
            version=version_asked(request, row.version),
        ),
        to=url(request, "settings-entity", row.public_id),
        message=_("L’entité est archivée."),
    )


@policy("organisation.write")
def new_establishment(request: CompanyRequest, entity_id: UUID) -> HttpResponse:
    row = _entity(entity_id)
    here = url(request, "settings-entity", row.public_id)
    return answer(
        request,
        EstablishmentForm(request.POST or None, initial={"siret": row.siren}),
        page=FormPage(
            heading=_("Ajouter un établissement de « %(entity)s »") % {"entity": row.name},
            submit=_("Ajouter"),
            back=here,
            breadcrumbs=_crumbs(request, (row.name, here), (_("Établissement"), "")),
        ),
        save=lambda data: legal.add_establishment(
            by=request.actor, at=timezone.now(), legal_entity=row, **data
        ),
        done=lambda _saved: here,
        message=_("L’établissement est ajouté."),
    )


@policy("organisation.write")
def edit_establishment(request: CompanyRequest, establishment_id: UUID) -> HttpResponse:
    row = _establishment(establishment_id)
    here = url(request, "settings-entity", row.legal_entity.public_id)
    form = EstablishmentChangeForm(
        request.POST or None,
        initial={
            "version": row.version,
            "name": row.name,
            "siret": row.siret,
            "town": row.town,
        },
    )
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Modifier « %(place)s »") % {"place": row.name},
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=_crumbs(request, (row.legal_entity.name, here), (row.name, "")),
        ),
        save=lambda data: legal.update_establishment(
            by=request.actor, at=timezone.now(), establishment=row, **data
        ),
        done=lambda _saved: here,
        message=_("L’établissement est enregistré."),
    )


@require_POST
@policy("organisation.write")
def archive_establishment(request: CompanyRequest, establishment_id: UUID) -> HttpResponse:
    row = _establishment(establishment_id)
    return act(
        request,
        partial(
            legal.archive_establishment,
            by=request.actor,
            at=timezone.now(),
            establishment=row,
            version=version_asked(request, row.version),
        ),
        to=url(request, "settings-entity", row.legal_entity.public_id),
        message=_("L’établissement est archivé."),
    )


def _entity(entity_id: UUID) -> LegalEntity:
    return get_object_or_404(LegalEntity.objects.select_related("parent"), public_id=entity_id)


def _establishment(establishment_id: UUID) -> Establishment:
    rows = Establishment.objects.select_related("legal_entity")
    return get_object_or_404(rows, public_id=establishment_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Entités juridiques"), url(request, "settings-legal")), *steps)
