"""What every page of legal duties stands in: the provider, the document, the breadcrumbs."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import DutyDocument
from timonerie.domains.contracts.queries import duties, reaching
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.web.access import CompanyRequest
from timonerie.web.pages import import_views
from timonerie.web.pages.settings.frame import Crumb, FormPage, url

T = TypeVar("T")
FORM = "duties/form.html"


def provider_of(request: CompanyRequest, firm_id: UUID) -> Provider:
    """Raises Http404 for one whose contracts are out of reach."""
    found: Provider = get_object_or_404(Provider.objects.all(), public_id=firm_id)
    if not reaching.holds(request.actor, on=timezone.localdate(), provider=found.pk):
        raise Http404
    return found


def document_of(request: CompanyRequest, duty_document_id: UUID) -> DutyDocument:
    """Raises Http404 for one out of reach."""
    rows = duties.visible_to(request.actor, on=timezone.localdate())
    rows = rows.select_related("provider", "legal_entity", "blob", "proof_blob", "company")
    found: DutyDocument = get_object_or_404(rows, public_id=duty_document_id)
    return found


def address(request: CompanyRequest, provider: Provider) -> str:
    return url(request, "provider-duties", provider.public_id)


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Obligations légales"), "url": url(request, "duties")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def form_page(
    request: CompanyRequest,
    provider: Provider,
    *,
    heading: str,
    submit: str,
    lead: str = "",
    back: str = "",
    template: str = FORM,
) -> FormPage:
    here = address(request, provider)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit,
        back=back or here,
        breadcrumbs=crumbs(request, (provider.name, here), (heading, "")),
        template=template,
    )


def taking(call: Callable[[], T]) -> T:
    """What a file is refused for, beside its field."""
    try:
        return call()
    except FileRefused as fault:
        raise Refused(import_views.told(fault.code, fault.remedy), field="file") from fault


def asked(request: CompanyRequest) -> dict[str, Any]:
    """What a form begins with, from the address of the line that leads to it."""
    pieces = request.GET.getlist("piece")
    return {
        "kind": pieces[0] if pieces else None,
        "pieces": pieces,
        "entity": request.GET.get("entite"),
    }
