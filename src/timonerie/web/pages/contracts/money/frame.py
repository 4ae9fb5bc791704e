"""What the forms of the money of a contract stand in."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.contracts.frame import crumbs
from timonerie.web.pages.settings.frame import FormPage, url


def here(request: CompanyRequest, contract: Contract) -> str:
    return url(request, "contract-prices", contract.public_id)


def form_page(
    request: CompanyRequest,
    contract: Contract,
    *,
    heading: str,
    lead: str | Promise = "",
    submit: str = "",
) -> FormPage:
    back = here(request, contract)
    steps = (
        (contract.name, url(request, "contract", contract.public_id)),
        (_("Prix"), back),
        (heading, ""),
    )
    return FormPage(
        heading=heading,
        lead=lead or contract.name,
        submit=submit or _("Enregistrer"),
        back=back,
        breadcrumbs=crumbs(request, *steps),
    )
