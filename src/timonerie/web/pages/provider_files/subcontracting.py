"""The sub-contractors of a provider, and what the company decides of each."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Subcontractor
from timonerie.domains.contracts.operations import subcontractors
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.contracts.queries import subcontracting as queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.provider_files import (
    DecisionForm,
    SubcontractorChangeForm,
    SubcontractorNewForm,
)
from timonerie.web.pages.provider_files import frame, tables
from timonerie.web.pages.settings.frame import answer, url
from timonerie.web.responses import show

HERE = "provider-subcontractors"


@policy("contract.read")
def index(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.signed_of(request, provider_id)
    nodes = queries.tree(request.actor, provider=provider, on=timezone.localdate())
    context = {
        **frame.context(request, provider, HERE, _("Sous-traitants")),
        "table": tables.of_tree(request, nodes),
        "depth": max((one.depth for one in nodes), default=0),
        "undeclared": [one.row for one in nodes if one.row.state == "discovered"],
    }
    return show(request, "providers/subcontractors.html", context)


@policy("contract.write")
def new(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider = frame.signed_of(request, provider_id)
    form = SubcontractorNewForm(request.POST or None, reader=request.actor, provider=provider)
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            provider,
            heading=_("Ajouter un sous-traitant"),
            submit=_("Ajouter"),
            back=HERE,
        ),
        save=lambda data: subcontractors.declare(
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            is_discovered=data.pop("is_discovered"),
            said=Said(**data),
        ),
        done=lambda _saved: url(request, HERE, provider.public_id),
        message=_("Le sous-traitant est ajouté."),
    )


@policy("contract.write")
def edit(request: CompanyRequest, subcontractor_id: UUID) -> HttpResponse:
    row = _row(request, subcontractor_id)
    form = SubcontractorChangeForm(
        request.POST or None,
        reader=request.actor,
        provider=row.provider,
        initial=_initial(row),
    )
    return answer(
        request,
        form,
        page=frame.form_page(
            request,
            row.provider,
            heading=_("Modifier « %(name)s »") % {"name": row},
            back=HERE,
        ),
        save=lambda data: subcontractors.change(
            by=request.actor,
            at=timezone.now(),
            row=row,
            version=data.pop("version"),
            said=Said(**data | form.unseen(known=row.known, activity=row.activity)),
        ),
        done=lambda _saved: url(request, HERE, row.provider.public_id),
        message=_("Le sous-traitant est enregistré."),
    )


@policy("contract.write")
def decide(request: CompanyRequest, subcontractor_id: UUID) -> HttpResponse:
    """Accept, refuse, end: said with its day."""
    row = _row(request, subcontractor_id)
    first = {"version": row.version, "day": timezone.localdate()}
    return answer(
        request,
        DecisionForm(request.POST or None, initial=first),
        page=frame.form_page(
            request,
            row.provider,
            heading=_("Décider de « %(name)s »") % {"name": row},
            lead=_("%(state)s. %(task)s") % {"state": _capital(row), "task": row.task},
            back=HERE,
        ),
        save=lambda data: subcontractors.decide(
            by=request.actor, at=timezone.now(), row=row, **data
        ),
        done=lambda _saved: url(request, HERE, row.provider.public_id),
        message=_("La décision est notée."),
    )


def _capital(row: Subcontractor) -> str:
    word = str(row.get_state_display())
    return word[:1].upper() + word[1:]


def _initial(row: Subcontractor) -> dict[str, Any]:
    named = ("known", "activity", "above")
    found = {name: getattr(row, name) for name in ("name", "task", "siren", "country", "version")}
    rows = {name: getattr(row, name) for name in named}
    return {
        **found,
        **{name: one.public_id if one else None for name, one in rows.items()},
        "handles_personal_data": row.handles_personal_data,
    }


def _row(request: CompanyRequest, subcontractor_id: UUID) -> Subcontractor:
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Subcontractor = get_object_or_404(rows, public_id=subcontractor_id)
    return found
