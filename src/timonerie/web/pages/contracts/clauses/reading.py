"""The clauses of a contract: what is said of each, what is lacking, where to begin."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.clause_enums import ClauseState
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import clause_gaps, contract_clauses, projects
from timonerie.domains.contracts.queries.contract_clauses import Checklist
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts.clauses import frame, tables
from timonerie.web.pages.contracts.frame import contract_of, tabs
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("contract.read")
@remembered
def index(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    contract, today = contract_of(request, contract_id), timezone.localdate()
    checklist = contract_clauses.of(contract, on=today)
    context = {
        "contract": contract,
        "tabs": tabs(request, contract, "contract-clauses"),
        "table": tables.of_clauses(request, contract, checklist),
        "counts": _counts(checklist),
        "gaps": [clause_sentences.gap(one) for one in clause_gaps.blocking(contract, on=today)],
        "unseen": clause_gaps.missing([contract], on=today)[contract.pk].unseen,
        "criticality": clause_sentences.criticality(checklist.criticality),
        "is_writer": frame.writes(request, contract),
        "first_url": _first(request, contract, checklist),
        "breadcrumbs": frame.crumbs(request, contract, (_("Clauses"), "")),
        **project_told(on=today),
    }
    return show(request, "contracts/clauses.html", context)


def project_told(*, on: date) -> dict[str, Any]:
    """The project that stands, and the one to come, in words."""
    found, coming = projects.standing(on=on), projects.coming(on=on)
    return {
        "project": clause_sentences.project(found) if found else "",
        "project_row": found,
        "coming": clause_sentences.project(coming) if coming else "",
        "coming_row": coming,
    }


def _counts(checklist: Checklist) -> list[dict[str, Any]]:
    """Each state with how many clauses, and the address that shows them."""
    counts = checklist.counts()
    shown = (
        (ClauseState.PRESENT.value, _("présentes")),
        (ClauseState.WEAK.value, _("faibles")),
        (ClauseState.ABSENT.value, _("absentes")),
        ("", _("à regarder")),
        (ClauseState.NOT_APPLICABLE.value, _("sans objet")),
    )
    return [
        {
            "label": label,
            "value": formats.number(counts.get(code, 0)),
            "word": clause_sentences.state(code),
        }
        for code, label in shown
    ]


def _first(request: CompanyRequest, contract: Contract, checklist: Checklist) -> str:
    """Where to begin: the first clause that nobody looked at."""
    found = next((one for one in checklist.lines if not one.state), None)
    return frame.address(request, contract, found.clause) if found else ""
