"""What the pages of the clauses stand in: their breadcrumbs, their addresses, who writes."""

from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.models import Contract
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.contracts import frame
from timonerie.web.pages.settings.frame import Crumb, url


def writes(request: CompanyRequest, contract: Contract) -> bool:
    return request.actor.may("contract.write") and contract.archived_at is None


def address(request: CompanyRequest, contract: Contract, clause: Clause) -> str:
    """The page of a clause, beside the papers."""
    return url(request, "contract-clause", contract.public_id, clause.number)


def crumbs(request: CompanyRequest, contract: Contract, *steps: tuple[str, str]) -> list[Crumb]:
    """The contracts, the contract, then what is given."""
    here = url(request, "contract", contract.public_id)
    return frame.crumbs(request, (contract.name, here), *steps)
