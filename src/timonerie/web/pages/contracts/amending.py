"""What changed a contract since its signature: amendments, suspensions, approvals."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.contracts.models import Contract, ContractApproval
from timonerie.domains.contracts.operations import amendments, suspensions
from timonerie.domains.contracts.queries import lives, snapshots
from timonerie.domains.contracts.rules.snapshots import differences
from timonerie.web import contract_changes
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.contract_lives import AmendmentForm, SuspensionForm
from timonerie.web.pages.contracts.frame import (
    amendment_of,
    contract_of,
    page_of,
    suspension_of,
    tabs,
    way_to,
)
from timonerie.web.pages.settings.frame import act, answer, url
from timonerie.web.responses import show


@policy("contract.read")
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    approved = lives.approvals(contract)
    context: dict[str, Any] = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-amendments"),
        "amendments": [contract_changes.of_amendment(one) for one in _noted(contract.amendments)],
        "suspensions": _noted(contract.suspensions),
        "approvals": approved,
        "differences": _differences(contract, approved),
        "is_writer": _is_writer(request, contract),
        "breadcrumbs": way_to(request, contract, (_("Avenants"), "")),
    }
    return show(request, "contracts/amendments.html", context)


def _noted(rows: Any) -> list[Any]:
    """Those cancelled too, the last noted first."""
    return sorted(rows.all(), key=lambda one: one.pk, reverse=True)


def _differences(
    contract: Contract, approved: Sequence[ContractApproval]
) -> list[contract_changes.Told]:
    """What changed since the last approval; nothing for a contract that nobody approved here."""
    if not approved:
        return []
    return contract_changes.told(differences(approved[0].document, snapshots.of(contract)))


def _is_writer(request: CompanyRequest, contract: Contract) -> bool:
    return request.actor.may("contract.write") and contract.archived_at is None


@policy("contract.write")
def new(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    form = AmendmentForm(request.POST or None, initial={"version": contract.version})
    page = page_of(
        request,
        contract,
        heading=_("Noter un avenant"),
        lead=_("Ne remplissez que ce qui change : le reste du contrat demeure."),
        submit=_("Noter l’avenant"),
        back="contract-amendments",
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: amendments.add(
            by=request.actor,
            at=timezone.now(),
            contract=contract,
            version=data["version"],
            said=form.said(),
        ),
        done=lambda _made: url(request, "contract-amendments", contract.public_id),
        message=_("L’avenant est noté, toutes les dates en tiennent compte."),
    )


@require_POST
@policy("contract.write")
def cancel(request: CompanyRequest, contract_id: UUID, amendment_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    amendment = amendment_of(contract, amendment_id)
    call = partial(amendments.cancel, by=request.actor, at=timezone.now(), amendment=amendment)
    here = url(request, "contract-amendments", contract.public_id)
    return act(request, call, to=here, message=_("L’avenant est annulé, les dates reviennent."))


@policy("contract.write")
def suspend(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    form = SuspensionForm(request.POST or None, initial={"version": contract.version})
    page = page_of(
        request,
        contract,
        heading=_("Noter une suspension"),
        lead=_("Chaque jour suspendu repousse d’un jour la fin de la période qui court alors."),
        submit=_("Noter la suspension"),
        back="contract-amendments",
    )
    return answer(
        request,
        form,
        page=page,
        save=lambda data: suspensions.add(
            by=request.actor, at=timezone.now(), contract=contract, **data
        ),
        done=lambda _made: url(request, "contract-amendments", contract.public_id),
        message=_("La suspension est notée, toutes les dates en tiennent compte."),
    )


@require_POST
@policy("contract.write")
def resume(request: CompanyRequest, contract_id: UUID, suspension_id: UUID) -> HttpResponse:
    contract = contract_of(request, contract_id)
    suspension = suspension_of(contract, suspension_id)
    call = partial(suspensions.cancel, by=request.actor, at=timezone.now(), suspension=suspension)
    here = url(request, "contract-amendments", contract.public_id)
    return act(
        request, call, to=here, message=_("La suspension est annulée, les dates reviennent.")
    )
