"""The decision file of a contract: read, opened, assumed in, decided, taken back, printed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import Contract, RenewalFile
from timonerie.domains.contracts.operations import renewals as operations
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.foundations.wording import formats
from timonerie.web import contract_words, downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.renewals import AssumptionForm, RenewalDecisionForm
from timonerie.web.pages.contracts.frame import contract_of, crumbs, tabs
from timonerie.web.pages.settings.frame import act, url, version_asked
from timonerie.web.renewal_files import building, printing
from timonerie.web.renewal_files.shapes import Asked
from timonerie.web.responses import show

HERE = "contract-decision"


@policy("contract.read")
def page(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    return _page(request, contract_of(request, contract_id))


@require_POST
@policy("contract.write")
def open_file(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    call = partial(operations.open_file, by=request.actor, at=timezone.now(), contract=contract)
    return act(request, call, to=_here(request, contract), message=_("Le dossier est ouvert."))


@require_POST
@policy("contract.write")
def assume(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    file = _file(contract)
    form = AssumptionForm(request.POST, file=file)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.assume(
                by=request.actor, at=timezone.now(), file=file, version=version, **form.values()
            )
        except money.NoSuchAmount:
            form.add_error("exit_amount", _("Écrivez un montant : 1250 ou 1250,50."))
        except Conflict as conflict:
            form.answer(conflict)
        except Refused as refusal:
            name = {"exit_cents": "exit_amount"}.get(refusal.field, refusal.field)
            form.add_error(name if name in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Les hypothèses sont enregistrées."))
            return redirect(_here(request, contract))
    return _page(request, contract, assumption=form)


@require_POST
@policy("contract.write")
def decide(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    file = _file(contract)
    form = RenewalDecisionForm(request.POST, file=file)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.decide(
                by=request.actor, at=timezone.now(), file=file, version=version, said=form.said()
            )
        except Conflict as conflict:
            form.answer(conflict)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("La décision est enregistrée. Rien n’est envoyé."))
            return redirect(_here(request, contract))
    return _page(request, contract, decision=form)


@require_POST
@policy("contract.write")
def undo(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    file = _file(contract)
    call = partial(
        operations.undo,
        by=request.actor,
        at=timezone.now(),
        file=file,
        version=version_asked(request, file.version),
    )
    message = _("La décision est défaite : le dossier est de nouveau à décider.")
    return act(request, call, to=_here(request, contract), message=message)


@policy("contract.read")
def pdf(request: CompanyRequest, contract_id: UUID) -> HttpResponseBase:
    contract = contract_of(request, contract_id)
    asked = _asked(request, _file(contract))
    made = printing.pdf(building.build(asked), asked, at=timezone.now())
    name = f"{slugify(contract.name)}-{asked.file.term_end.isoformat()}.pdf"
    return downloads.attached(HttpResponse(made, content_type="application/pdf"), name)


def _page(
    request: CompanyRequest,
    contract: Contract,
    *,
    assumption: AssumptionForm | None = None,
    decision: RenewalDecisionForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    file = queries.of_contract(contract, on=today)
    is_writer = request.actor.may("contract.write") and contract.archived_at is None
    terms = url(request, "contract", contract.public_id)
    context: dict[str, Any] = {
        "contract": contract,
        "whose": contract_words.provider(contract),
        "tabs": tabs(request, contract, HERE),
        "file": file,
        "deadline": queries.deadline(contract, on=today),
        "is_writer": is_writer,
        "breadcrumbs": crumbs(request, (contract.name, terms), (_("Décision"), "")),
    }
    if file is not None:
        file.contract = contract
        changes = is_writer and file.may_still_change(on=today)
        context |= {"sheet": building.build(_asked(request, file)), "changes": changes}
        context |= {
            "assumption": assumption or AssumptionForm(file=file),
            "form": decision or RenewalDecisionForm(file=file),
            "notice_day": formats.day(file.last_day),
        }
    return show(request, "contracts/decision.html", context)


def _file(contract: Contract) -> RenewalFile:
    """Raises Http404 where none was ever opened."""
    found = queries.of_contract(contract, on=timezone.localdate())
    if found is None:
        raise Http404
    found.contract = contract
    return found


def _asked(request: CompanyRequest, file: RenewalFile) -> Asked:
    return Asked(actor=request.actor, company=request.company, file=file, on=timezone.localdate())


def _here(request: CompanyRequest, contract: Contract) -> str:
    return url(request, HERE, contract.public_id)
