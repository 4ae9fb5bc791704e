"""The statements of work of the company, and those of the archives."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.queries import statements as queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.statements import tables
from timonerie.web.pages.statements.frame import crumbs
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("statement.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate())
    context = {"table": tables.of_statements(request, found), "breadcrumbs": []}
    return show(request, "statements/index.html", context)


@policy("statement.read")
def archives(request: CompanyRequest) -> HttpResponse:
    found = queries.listed(request.actor, on=timezone.localdate(), archived=True)
    context = {
        "table": tables.of_statements(request, found),
        "is_archives": True,
        "breadcrumbs": crumbs(request, (_("Archives"), "")),
    }
    return show(request, "statements/index.html", context)
