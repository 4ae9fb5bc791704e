"""What every page of a mission stands in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Mission
from timonerie.domains.contracts.queries import missions as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, FormPage, url


def mission_of(request: CompanyRequest, mission_id: UUID) -> Mission:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: Mission = get_object_or_404(rows, public_id=mission_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Missions de direction"), "url": url(request, "missions")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def address(request: CompanyRequest, mission: Mission) -> str:
    return url(request, "mission", mission.public_id)


def form_page(
    request: CompanyRequest, mission: Mission, *, heading: str, lead: str = "", submit: str = ""
) -> FormPage:
    here = address(request, mission)
    return FormPage(
        heading=heading,
        lead=lead,
        submit=submit or _("Enregistrer"),
        back=here,
        breadcrumbs=crumbs(request, (mission.title, here), (heading, "")),
    )
