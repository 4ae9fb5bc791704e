"""The one page worth printing, on screen and as a PDF."""

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.first_hour.sheet import building, printing
from timonerie.web.pages.first_hour.frame import asked_of, crumbs
from timonerie.web.responses import show


@policy("first_hour.read")
def page(request: CompanyRequest) -> HttpResponse:
    context = {
        "breadcrumbs": crumbs(request, (_("Une page"), "")),
        "sheet": building.build(asked_of(request)),
    }
    return show(request, "first_hour/sheet.html", context)


@policy("first_hour.read")
def pdf(request: CompanyRequest) -> HttpResponseBase:
    asked = asked_of(request)
    made = printing.pdf(building.build(asked), asked, at=timezone.now())
    name = f"{slugify(request.company.name)}-{asked.on.isoformat()}.pdf"
    return downloads.attached(HttpResponse(made, content_type="application/pdf"), name)
