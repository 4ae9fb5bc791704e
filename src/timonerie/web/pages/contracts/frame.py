"""What every page of contracts stands in: the contract, its breadcrumbs, whom a reader may name."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts.models import (
    Contract,
    ContractAmendment,
    ContractList,
    ContractSuspension,
)
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import lives, reaching
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries import providers
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url

#: The pages of a contract, in their order: the route and its words.
PAGES: Final[Sequence[tuple[str, Promise]]] = (
    ("contract", gettext_lazy("Vue d’ensemble")),
    ("contract-amendments", gettext_lazy("Avenants")),
    ("contract-clauses", gettext_lazy("Clauses")),
    ("contract-obligations", gettext_lazy("Niveaux et rapports")),
    ("contract-measured", gettext_lazy("Mesuré")),
    ("contract-prices", gettext_lazy("Prix")),
    ("contract-ways", gettext_lazy("Façon de travailler")),
    ("contract-decision", gettext_lazy("Décision")),
)
#: Those that need more than the right to read a contract.
NEEDS: Final = {"contract-ways": "duty.read"}


def tabs(request: CompanyRequest, contract: Contract, here: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": url(request, route, contract.public_id),
            "current": route == here,
        }
        for route, label in PAGES
        if request.actor.may(NEEDS.get(route, "contract.read"))
    ]


def contract_of(
    request: CompanyRequest, contract_id: UUID, *, parts: Sequence[str] = lives.PARTS
) -> Contract:
    """With the parts that its dates need. Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate()).prefetch_related(*parts)
    near = ("provider", "frame", "owner", "statement_version__statement")
    found: Contract = get_object_or_404(rows.select_related(*near), public_id=contract_id)
    return found


def amendment_of(contract: Contract, amendment_id: UUID) -> ContractAmendment:
    """Raises Http404 for one of another contract."""
    rows = ContractAmendment.objects.filter(contract=contract).select_related("contract__provider")
    found: ContractAmendment = get_object_or_404(rows, public_id=amendment_id)
    return found


def suspension_of(contract: Contract, suspension_id: UUID) -> ContractSuspension:
    """Raises Http404 for one of another contract."""
    rows = ContractSuspension.objects.filter(contract=contract).select_related("contract__provider")
    found: ContractSuspension = get_object_or_404(rows, public_id=suspension_id)
    return found


def list_of(request: CompanyRequest, list_id: UUID) -> ContractList:
    """Raises Http404 for a reader of a part of the company: a list speaks of the whole of it."""
    if not sees_all(request):
        raise Http404
    found: ContractList = get_object_or_404(ContractList, public_id=list_id)
    return found


def sees_all(request: CompanyRequest) -> bool:
    return reaching.sees_all(request.actor, on=timezone.localdate())


def nameable(request: CompanyRequest) -> list[Provider]:
    """The active providers that the reader may name, by name."""
    rows = providers.visible_to(request.actor, on=timezone.localdate()).active()
    return list(rows.order_by("name", "pk"))


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Contrats"), "url": url(request, "contracts")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def way_to(request: CompanyRequest, contract: Contract, *steps: tuple[str, str]) -> list[Crumb]:
    """The way to a page of a contract."""
    return crumbs(request, (contract.name, url(request, "contract", contract.public_id)), *steps)


def page_of(
    request: CompanyRequest,
    contract: Contract,
    *,
    heading: str,
    lead: str,
    submit: str,
    back: str = "contract",
    template: str = "settings/form.html",
) -> FormPage:
    """A form about a contract; `back` is the route that giving up leads to."""
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=url(request, back, contract.public_id),
        breadcrumbs=way_to(request, contract, (heading, "")),
        template=template,
    )
