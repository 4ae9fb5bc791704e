"""Saying a contract, changing it, checking it, archiving it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.operations import contracts
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.contracts import ContractForm, NewContractForm
from timonerie.web.pages.contracts.frame import contract_of, crumbs
from timonerie.web.pages.settings.frame import FormPage, act, answer, url, version_asked

#: What is checked at once against the paper.
CHECKED = ("start_date", "end_date", "firm", "renewal", "renewal_length", "notice")


@policy("contract.write")
def new(request: CompanyRequest) -> HttpResponse:
    initial = {"provider": request.GET.get("prestataire")}
    form = NewContractForm(request.POST or None, reader=request.actor, initial=initial)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Ajouter un contrat"),
            lead=_(
                "L’objet suffit : ce que vous laissez vide reste une question, jamais un chiffre."
            ),
            submit=_("Ajouter"),
            back=url(request, "contracts"),
            breadcrumbs=crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda _data: contracts.create(
            by=request.actor, at=timezone.now(), said=form.statement(), stage=form.chosen_stage()
        ),
        done=lambda made: url(request, "contract", made.public_id),
        message=_("Le contrat est ajouté."),
    )


@policy("contract.write")
def edit(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    here = url(request, "contract", contract.public_id)
    form = ContractForm(request.POST or None, reader=request.actor, contract=contract)
    return answer(
        request,
        form,
        page=FormPage(
            heading=_("Les termes du contrat"),
            lead=contract.name,
            submit=_("Enregistrer"),
            back=here,
            breadcrumbs=crumbs(request, (contract.name, here), (_("Les termes"), "")),
        ),
        save=lambda data: contracts.change(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=data["version"],
            said=form.statement(),
        ),
        done=lambda _saved: here,
        message=_("Le contrat est enregistré, ses dates sont recalculées."),
    )


@require_POST
@policy("contract.write")
def confirm(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    filled = [name for name in CHECKED if getattr(contract, name) not in ("", None)]
    gesture = partial(contracts.confirm, fields=filled)
    message = _("Ces termes sont dits vérifiés sur le contrat.")
    return _gesture(request, contract_id, gesture, message)


@require_POST
@policy("contract.write")
def archive(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    message = _("Le contrat est archivé : ses dates ne sont plus suivies.")
    return _gesture(request, contract_id, contracts.archive, message)


@require_POST
@policy("contract.write")
def restore(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    message = _("Le contrat est repris des archives.")
    return _gesture(request, contract_id, contracts.restore, message)


def _gesture(
    request: CompanyRequest, contract_id: UUID, gesture: Callable[..., None], message: str
) -> HttpResponse:
    contract = contract_of(request, contract_id)
    call = partial(
        gesture,
        by=request.actor,
        at=timezone.now(),
        contract=contract,
        version=version_asked(request, contract.version),
    )
    return act(request, call, to=url(request, "contract", contract.public_id), message=message)
