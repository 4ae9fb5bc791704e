"""The clauses that a contract lacks, proposed as an amendment to complete and to sign."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.catalogue import clauses as catalogue
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.papers import making
from timonerie.domains.contracts.queries import contract_clauses
from timonerie.domains.contracts.queries.contract_clauses import Standing
from timonerie.domains.sourcing.papers.making import KINDS
from timonerie.foundations.accounts import limits
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.clauses import AmendmentForm
from timonerie.web.pages.contracts.clauses import frame, words
from timonerie.web.pages.contracts.frame import contract_of
from timonerie.web.pages.settings.frame import url
from timonerie.web.responses import show


@policy("contract.read")
def choose(request: CompanyRequest, contract_id: UUID) -> HttpResponse:
    """Those that somebody said weak or absent are ticked, unless the address names others."""
    contract = contract_of(request, contract_id)
    checklist = contract_clauses.of(contract, on=timezone.localdate())
    asked = set(request.GET.getlist("clauses"))
    ticked = asked or {one.clause.code for one in checklist.lacking()}
    every = url(request, "contract-clauses", contract.public_id)
    context = {
        "contract": contract,
        "form": AmendmentForm(offered=[]),
        "lacking": [_line(one, ticked) for one in checklist.lacking()],
        "others": [_line(one, ticked) for one in checklist.lines if one not in checklist.lacking()],
        "breadcrumbs": frame.crumbs(request, contract, (_("Clauses"), every), (_("Avenant"), "")),
    }
    return show(request, "contracts/amendment.html", context)


def _line(one: Standing, ticked: set[str]) -> dict[str, object]:
    return {
        "clause": one.clause,
        "is_ticked": one.clause.code in ticked,
        "state": words.badge(one),
        "word": words.state(one),
        "weight": clause_sentences.WEIGHTS[one.weight],
    }


@policy("contract.read")
def docx(request: CompanyRequest, contract_id: UUID) -> HttpResponseBase:
    return _file(request, contract_of(request, contract_id), "docx")


@policy("contract.read")
def pdf(request: CompanyRequest, contract_id: UUID) -> HttpResponseBase:
    return _file(request, contract_of(request, contract_id), "pdf")


def _file(request: CompanyRequest, contract: Contract, kind: str) -> HttpResponseBase:
    """The clauses that `?clauses=` names, in the order of their numbers."""
    offered = [(one.code, one.title) for one in catalogue.clauses()]
    form = AmendmentForm(request.GET, offered=offered)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, " ".join(map(str, faults)))
        return redirect(url(request, "contract-clauses-amendment", contract.public_id))
    # Each is made anew, over the company's template.
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    chosen = [one for one in catalogue.clauses() if one.code in form.cleaned_data["clauses"]]
    paper = making.amendment(
        contract,
        company=request.company,
        clauses=chosen,
        number=form.cleaned_data["number"],
        kind=kind,
        on=timezone.localdate(),
    )
    answer = HttpResponse(paper.content, content_type=KINDS[kind])
    return downloads.attached(answer, paper.name)
