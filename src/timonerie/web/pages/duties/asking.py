"""Whether a document is owed, and which of our entities signs a contract: what people say."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ContractClient
from timonerie.domains.contracts.operations import duty_asks
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.duties import ClientForm, RuleForm
from timonerie.web.pages.contracts.frame import contract_of
from timonerie.web.pages.contracts.frame import crumbs as contract_crumbs
from timonerie.web.pages.duties.frame import address, asked, form_page, provider_of
from timonerie.web.pages.settings.frame import FormPage, answer, url


@policy("duty.write")
def rule(request: CompanyRequest, firm_id: UUID) -> HttpResponse:
    provider = provider_of(request, firm_id)
    form = RuleForm(request.POST or None, initial=asked(request))
    return answer(
        request,
        form,
        page=form_page(
            request,
            provider,
            heading=_("Dire si une pièce est due"),
            lead=_("Quand le contrat, ou votre conseil, en sait plus que le calcul."),
            submit=_("Enregistrer"),
        ),
        save=lambda data: duty_asks.rule(
            by=request.actor,
            at=timezone.now(),
            provider=provider,
            kind=data["kind"],
            is_owed=form.owed,
            reason=data["reason"],
        ),
        done=lambda _saved: address(request, provider),
        message=_("Votre avis est enregistré, avec votre nom et la date."),
    )


@policy("duty.write")
def sign(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    known = ContractClient.objects.filter(contract=contract).select_related("legal_entity").first()
    form = ClientForm(
        request.POST or None,
        initial={"entity": known.legal_entity.public_id if known else None},
    )
    here = url(request, "contract", contract.public_id)
    provider = contract.provider
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Qui signe chez nous"),
            lead=contract.name,
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=contract_crumbs(
                request, (contract.name, here), (_("Qui signe chez nous"), "")
            ),
        ),
        save=lambda data: duty_asks.sign(
            by=request.actor, at=timezone.now(), contract=contract, entity=data["entity"]
        ),
        done=lambda _saved: address(request, provider) if provider else here,
        message=_("L’entité qui signe est notée."),
    )
