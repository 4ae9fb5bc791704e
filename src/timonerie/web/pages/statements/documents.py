"""A statement of work as a document: DOCX to go on editing, PDF/A to send and to keep."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from timonerie.domains.sourcing.papers import making as statement_papers
from timonerie.domains.sourcing.papers.making import KINDS
from timonerie.foundations.accounts import limits
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.statements.frame import statement_of, version_of


@policy("statement.read")
def docx(request: CompanyRequest, statement_id: UUID) -> HttpResponseBase:
    return _file(request, statement_id, "docx")


@policy("statement.read")
def pdf(request: CompanyRequest, statement_id: UUID) -> HttpResponseBase:
    return _file(request, statement_id, "pdf")


def _file(request: CompanyRequest, statement_id: UUID, kind: str) -> HttpResponseBase:
    """The draft, or the version that `?version=2` names; `?candidats=1` for what bidders read."""
    statement, asked = statement_of(request, statement_id), request.GET.get("version", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    version = version_of(statement, number) if number is not None else None
    # Each is made anew, over the company's template.
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=timezone.now())
    paper = statement_papers.made(
        statement,
        version=version,
        kind=kind,
        at=timezone.now(),
        bidders=request.GET.get("candidats") == "1",
    )
    answer = HttpResponse(paper.content, content_type=KINDS[kind])
    return downloads.attached(answer, paper.name)
