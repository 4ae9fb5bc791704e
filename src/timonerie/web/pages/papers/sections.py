"""The papers of a contract, for its page."""

from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from timonerie.domains.contracts.enums import DocumentState
from timonerie.domains.contracts.models import Contract, ContractDocument
from timonerie.domains.contracts.queries import documents as queries
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.papers import tables
from timonerie.web.pages.settings.frame import url


def of_contract(request: CompanyRequest, contract: Contract) -> dict[str, Any] | None:
    """None for who reads no contract; two queries."""
    if not request.actor.may("contract.read"):
        return None
    found = queries.of_contract(request.actor, contract=contract, on=timezone.localdate())
    drop = f"{url(request, 'paper-new')}?contrat={contract.public_id}"
    return {
        "lines": [_line(request, one) for one in found],
        "drop_url": drop if request.actor.may("contract.write") else "",
    }


def _line(request: CompanyRequest, one: ContractDocument) -> dict[str, Any]:
    return {
        "title": one.file_name,
        "url": url(request, "paper", one.public_id),
        "state": tables.STATES[DocumentState(one.state)],
        "word": one.get_state_display(),
        "why": " · ".join(filter(None, [tables.doubt(one), _counts(one)])),
    }


def _counts(one: ContractDocument) -> str:
    if not tables.is_looked_at(one):
        return ""
    found: int = one.found  # type: ignore[attr-defined]  # counted by the query
    judged: int = one.judged  # type: ignore[attr-defined]
    words = {"found": formats.number(found), "judged": formats.number(judged)}
    return (
        ngettext(
            "%(found)s clause trouvée, %(judged)s relue",
            "%(found)s clauses trouvées, %(judged)s relues",
            found,
        )
        % words
    )
