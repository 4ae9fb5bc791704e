"""What every page of rituals stands in: the ritual, its breadcrumbs."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.rituals.models import Ritual
from timonerie.domains.rituals.queries import rituals
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url

NAMED = ("unit", "owner", "export")


def ritual_of(request: CompanyRequest, ritual_id: UUID) -> Ritual:
    """Raises Http404 for one out of reach."""
    rows = rituals.visible_to(request.actor, at=timezone.now()).select_related(*NAMED)
    found: Ritual = get_object_or_404(rows, public_id=ritual_id)
    return found


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Rituels"), "url": url(request, "rituals")}
    return [home, *({"label": label, "url": link} for label, link in steps)]
