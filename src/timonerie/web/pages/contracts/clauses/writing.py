"""Judging a clause and undoing it, saying what the company means to become."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.models import Contract, ContractClause, ContractDocument
from timonerie.domains.contracts.operations import contract_clauses, projects
from timonerie.domains.contracts.operations.contract_clauses import NEVER, Judgement
from timonerie.domains.contracts.queries import documents
from timonerie.domains.contracts.queries import projects as known
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.clauses import ProjectForm
from timonerie.web.pages.contracts.clauses import frame
from timonerie.web.pages.contracts.frame import contract_of, crumbs
from timonerie.web.pages.settings.frame import (
    FormPage,
    act,
    answer,
    row_version,
    url,
    version_asked,
)


@require_POST
@policy("contract.write")
def judge(request: CompanyRequest, contract_id: UUID, number: int) -> HttpResponse:
    contract, clause = contract_of(request, contract_id), _clause(number)
    call = partial(
        contract_clauses.judge,
        by=request.actor,
        at=timezone.now(),
        contract=contract,
        clause=clause.code,
        version=version_asked(request, NEVER),
        said=_said(request, contract),
    )
    return act(
        request,
        call,
        to=frame.address(request, contract, clause),
        message=_("« %(clause)s » : votre avis est enregistré.") % {"clause": clause.title},
    )


@require_POST
@policy("contract.write")
def undo(request: CompanyRequest, contract_id: UUID, number: int) -> HttpResponse:
    contract, clause = contract_of(request, contract_id), _clause(number)
    rows = ContractClause.objects.select_related("contract__provider")
    row = rows.filter(contract=contract, clause=clause.code).first()
    here = frame.address(request, contract, clause)
    if row is None:
        messages.error(request, _("Il n’y a rien à défaire : cette clause n’a pas encore d’avis."))
        return redirect(here)
    call = partial(
        contract_clauses.undo,
        by=request.actor,
        at=timezone.now(),
        row=row,
        version=version_asked(request, row.version),
    )
    return act(request, call, to=here, message=_("L’avis précédent est remis."))


def _clause(number: int) -> Clause:
    """Raises Http404 for one that is not in the catalogue."""
    found = catalogue.by_number().get(number)
    if found is None:
        raise Http404
    return found


def _said(request: CompanyRequest, contract: Contract) -> Judgement:
    told = request.POST
    page = row_version(told.get("page", ""), 0)
    return Judgement(
        state=told.get("state", "")[:20],
        document=_document(request, contract, told.get("document", "")),
        page=page or None,
        extract=told.get("extract", ""),
        note=told.get("note", ""),
    )


def _document(request: CompanyRequest, contract: Contract, text: str) -> ContractDocument | None:
    """The paper of the contract that the form names, among those that the reader reaches."""
    found = documents.of_contract(request.actor, contract=contract, on=timezone.localdate())
    return next((one for one in found if str(one.public_id) == text), None)


@policy("project.write")
def project(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    found, home = known.standing(on=today), url(request, "contracts")
    said = {"project": found.project, "months": found.months} if found else {}
    form = ProjectForm(request.POST or None, initial={**said, "start_date": today})
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Le projet de la société"),
            lead=_("Il dit quelles clauses deviennent vitales dans chaque contrat."),
            submit=_("Enregistrer"),
            back=home,
            breadcrumbs=crumbs(request, (_("Projet de la société"), "")),
        ),
        save=lambda data: projects.say(by=request.actor, at=timezone.now(), **data),
        done=lambda _saved: home,
        message=_("Le projet est enregistré : l’ordre des clauses en tient compte."),
    )
