"""One clause of a contract facing the page of the paper where it stands."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.clause_enums import ClauseState
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contract_clauses
from timonerie.domains.contracts.queries.contract_clauses import Standing
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.contracts.clauses import beside, frame, words
from timonerie.web.pages.contracts.frame import contract_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show

#: The key that says each state.
KEYS = {
    ClauseState.PRESENT: "p",
    ClauseState.WEAK: "f",
    ClauseState.ABSENT: "a",
    ClauseState.NOT_APPLICABLE: "o",
}


@policy("contract.read")
def detail(request: CompanyRequest, contract_id: UUID, number: int) -> HttpResponse:
    """`?document=` and `?page=` say where to look, `?q=` marks a word."""
    contract = contract_of(request, contract_id)
    lines = contract_clauses.of(contract, on=timezone.localdate()).lines
    rank = next((at for at, one in enumerate(lines) if one.clause.number == number), None)
    if rank is None:
        raise Http404
    one, every = lines[rank], url(request, "contract-clauses", contract.public_id)
    context = {
        "contract": contract,
        "one": one,
        "is_writer": frame.writes(request, contract),
        "breadcrumbs": frame.crumbs(
            request, contract, (_("Clauses"), every), (one.clause.title, "")
        ),
        **_told(one),
        **_around(request, contract, lines, rank),
        **_papers(request, contract, one),
    }
    return show(request, "contracts/clause.html", context)


def _told(one: Standing) -> dict[str, Any]:
    return {
        "state": words.badge(one),
        "word_of_state": words.state(one),
        "weight": clause_sentences.WEIGHTS[one.weight],
        "judged": words.judged(one.row),
        "proposed": words.proposed(one.proposal) if one.proposal else "",
        "choices": [
            {
                "value": code,
                "label": label,
                "key": KEYS[ClauseState(code)],
                "is_said": code == one.state,
            }
            for code, label in ClauseState.choices
        ],
    }


def _around(
    request: CompanyRequest, contract: Contract, lines: Sequence[Standing], rank: int
) -> dict[str, Any]:
    """The clauses before and after it, in the order of importance."""
    before = lines[rank - 1].clause if rank else None
    after = lines[rank + 1].clause if rank + 1 < len(lines) else None
    return {
        "position": {"at": rank + 1, "of": len(lines)},
        "previous_url": frame.address(request, contract, before) if before else "",
        "next_url": frame.address(request, contract, after) if after else "",
    }


def _papers(request: CompanyRequest, contract: Contract, one: Standing) -> dict[str, Any]:
    papers = beside.papers_of(request, contract)
    here = beside.place(papers, one, request.GET)
    return {
        "papers": papers,
        "here": here,
        "extract": beside.extract_here(here, one),
        "beside": beside.shown(here, one, request.GET),
        "drop_url": f"{url(request, 'paper-new')}?contrat={contract.public_id}",
    }
