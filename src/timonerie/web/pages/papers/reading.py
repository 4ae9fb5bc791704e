"""The papers of the contracts: their list, one with its clauses, the text of its pages."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import DocumentState
from timonerie.domains.contracts.models import ContractDocument, DocumentPage
from timonerie.domains.contracts.queries import documents as queries
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.documents import operations as blobs
from timonerie.foundations.documents.papers import bounds, languages
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.wording import formats
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.papers import clauses, tables, texts
from timonerie.web.pages.papers.frame import crumbs, paper_of, progress_of, running
from timonerie.web.pages.settings import history
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

SHOWN_PAGES = 60


@policy("contract.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate())
    context = {
        "table": tables.of_papers(request, found),
        "unfiled": sum(one.contract_id is None for one in found),
        "breadcrumbs": crumbs(request)[:1],
        **_reading_of_scans(),
    }
    return show(request, "papers/index.html", context)


@policy("contract.read")
def archives(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate(), archived=True)
    context = {
        "table": tables.of_papers(request, found),
        "is_archives": True,
        "breadcrumbs": crumbs(request, (_("Archives"), "")),
    }
    return show(request, "papers/index.html", context)


@policy("contract.read")
def detail(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    paper, query = paper_of(request, paper_id), request.GET.get("q", "")[: texts.LONGEST]
    job = running(paper)
    is_writer = request.actor.may("contract.write") and paper.archived_at is None
    context = {
        "paper": paper,
        "state": tables.STATES[DocumentState(paper.state)],
        "progress": progress_of(request, paper, job) if job and _works(job) else None,
        "job_error": said(job.error) if job and job.state == JobState.FAILED else "",
        "doubt": tables.doubt(paper),
        "clauses": clauses.shown(request, paper) if tables.is_looked_at(paper) else [],
        "terms": clauses.terms(request, paper, paper.contract),
        "pages": _pages(paper),
        "search": query,
        "hits": texts.hits(paper, query) if query else [],
        "is_writer": is_writer,
        "codes": {"carries": bounds.CARRIES_MORE, "unreadable": bounds.UNREADABLE},
        "history": history.of(request, kind="document", public_id=paper.public_id),
        "breadcrumbs": crumbs(request, (paper.file_name, "")),
        **_reading_of_scans(),
        **(_filing(request, paper) if is_writer else {}),
    }
    return show(request, "papers/detail.html", context)


def _works(job: Any) -> bool:
    return job.state in (JobState.WAITING, JobState.RUNNING)


def _reading_of_scans() -> dict[str, Any]:
    """What a machine without the French of Tesseract has to install."""
    return {"reads_scans": languages.folder() is not None, "package": languages.PACKAGE}


def _filing(request: CompanyRequest, paper: ContractDocument) -> dict[str, Any]:
    """The contracts that it may be of; the likely ones first, while it is nowhere."""
    known = queries.contracts_for(request.actor, on=timezone.localdate())
    guessed = queries.guesses(paper, known) if paper.contract_id is None else []
    likely = [one for guess in guessed for one in guess.contracts]
    return {
        "guesses": guessed,
        "likely": likely,
        "others": [one for one in known if one not in likely],
    }


def _pages(paper: ContractDocument) -> dict[str, Any]:
    rows = DocumentPage.objects.filter(document=paper).order_by("number")
    found = list(rows.defer("text")[: SHOWN_PAGES + 1])
    bad = rows.filter(is_readable=False).values_list("number", flat=True)
    return {
        "rows": [{"number": one.number, "word": _word(one)} for one in found[:SHOWN_PAGES]],
        "more": max(0, paper.pages - SHOWN_PAGES),
        "unreadable": [formats.number(number) for number in bad[:SHOWN_PAGES]],
    }


def _word(row: DocumentPage) -> str:
    if not row.is_readable:
        return _("illisible") if row.confidence is not None else _("numérisée, non lue")
    if row.is_scan:
        return _("numérisée, lue à %(share)s") % {
            "share": formats.percent((row.confidence or 0) / 100)
        }
    return ""


@policy("contract.read")
def page(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    """The text of one page, `?page=`; `?clause=`, `?de=&a=` or `?q=` marks a part of it."""
    paper, asked = paper_of(request, paper_id), request.GET.get("page", "1")[:6]
    if not (asked.isascii() and asked.isdigit()):
        raise Http404
    rows = DocumentPage.objects.select_related("document").filter(document=paper)
    row = rows.filter(number=int(asked)).first()
    if row is None and (int(asked) != 1 or paper.pages):
        raise Http404
    number = row.number if row else 1
    here = _("Page %(number)s") % {"number": formats.number(number)}
    context = {
        "paper": paper,
        "row": row,
        "number": number,
        "word": _word(row) if row else "",
        "pieces": texts.marked(row, request.GET) if row else [],
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < paper.pages else None,
        "breadcrumbs": crumbs(request, (paper.file_name, _address(request, paper)), (here, "")),
        "heading": here,
    }
    return show(request, "papers/page.html", context)


def _address(request: CompanyRequest, paper: ContractDocument) -> str:
    return request.path.removesuffix("page/")


@policy("contract.read")
def progress(request: CompanyRequest, paper_id: UUID) -> HttpResponse:
    """The progress of the reading; once over, the page is asked again."""
    paper = paper_of(request, paper_id)
    context = progress_of(request, paper, running(paper))
    response = render(request, "components/progress_bar.html", context)
    if not context["poll_url"]:
        response.headers["HX-Refresh"] = "true"
    return response


@policy("contract.read")
def received(request: CompanyRequest, paper_id: UUID) -> HttpResponseBase:
    """The file as it came: saved by the browser, never opened in the page."""
    paper = paper_of(request, paper_id)
    path = blobs.path_of(company=request.company, blob=paper.blob)
    return downloads.file(path, name=paper.file_name)
