"""What every page of incidents stands in: the incident, its breadcrumbs, its address."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.queries import incidents as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def incident_of(request: CompanyRequest, incident_id: UUID) -> Incident:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Incident = get_object_or_404(queries.with_parts(rows), public_id=incident_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Incidents"), "url": url(request, "incidents")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def form_page(
    request: CompanyRequest, incident: Incident, *, heading: str, submit: str, lead: str = ""
) -> FormPage:
    here = url(request, "incident", incident.public_id)
    return FormPage(
        heading=heading,
        lead=lead or incident.what,
        submit=submit,
        back=here,
        breadcrumbs=crumbs(request, (incident.what, here), (heading, "")),
    )
