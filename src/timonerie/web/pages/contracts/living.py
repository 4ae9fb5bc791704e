"""The steps of a contract: begun from a statement of work, approved, signed, left."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.operations import drafts, lives, notices
from timonerie.domains.contracts.queries import blockers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.contract_lives import (
    ContractApprovalForm,
    NoticeForm,
    SignatureForm,
)
from timonerie.web.pages.contracts.frame import contract_of, page_of
from timonerie.web.pages.settings.frame import act, answer, url, version_asked
from timonerie.web.pages.statements.frame import statement_of


@require_POST
@policy("contract.write")
def draft(request: CompanyRequest, statement_id: UUID) -> HttpResponse:
    """From the page of a statement or of its offers: the draft, or the one that stands."""
    statement = statement_of(request, statement_id)
    try:
        made = drafts.begin(by=request.actor, at=timezone.now(), statement=statement)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(url(request, "statement", statement.public_id))
    messages.success(request, _("Voici le contrat en préparation : complétez ses termes."))
    return redirect(url(request, "contract", made.public_id))


@policy("contract.approve")
def approve(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    here = url(request, "contract", contract.public_id)
    form = ContractApprovalForm(
        request.POST or None,
        initial={"version": contract.version},
        blockers=blockers.of(contract, on=timezone.localdate()),
    )
    page = page_of(
        request,
        contract,
        heading=_("Approuver ce contrat"),
        lead=_(
            "Ce qu’il dit aujourd’hui est figé avec son empreinte. Si un terme change ensuite,"
            " il redevient un projet, à approuver de nouveau."
        ),
        submit=_("Approuver et figer"),
        template="contracts/approve.html",
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: lives.approve(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=data["version"],
            reason=data.get("reason", ""),
        ),
        done=lambda _made: here,
        message=_("Le contrat est approuvé : il reste à le faire signer."),
    )


@policy("contract.write")
def sign(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    initial = {"version": contract.version, "signed_date": timezone.localdate()}
    form = SignatureForm(
        request.POST or None, initial=initial, is_approved=contract.stage == Stage.APPROVED
    )
    page = page_of(
        request,
        contract,
        heading=_("Noter la signature"),
        lead=_("Timonerie ne signe rien : dites ce qui a été signé, quand et par qui."),
        submit=_("Noter la signature"),
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: lives.sign(
            by=request.actor, at=timezone.now(), contract=contract, **data
        ),
        done=lambda _made: url(request, "contract", contract.public_id),
        message=_("Le contrat est dit signé : ses dates sont suivies."),
    )


@policy("contract.write")
def notice(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    initial = {"version": contract.version, "day": timezone.localdate()}
    form = NoticeForm(request.POST or None, initial=initial)
    page = page_of(
        request,
        contract,
        heading=_("Noter le préavis donné"),
        lead=_("Le contrat s’arrêtera à la fin de la période que ce préavis précède assez."),
        submit=_("Noter le préavis"),
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: notices.give(
            by=request.actor, at=timezone.now(), contract=contract, **data
        ),
        done=lambda _made: url(request, "contract", contract.public_id),
        message=_("Le préavis est noté, les dates sont recalculées."),
    )


@require_POST
@policy("contract.write")
def notice_undo(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    call = partial(
        notices.take_back,
        by=request.actor,
        at=timezone.now(),
        contract=contract,
        version=version_asked(request, contract.version),
    )
    here = url(request, "contract", contract.public_id)
    return act(request, call, to=here, message=_("Le préavis est retiré, les dates reviennent."))
