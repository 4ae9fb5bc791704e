"""What the pages of the activities stand in: the activity, the breadcrumbs, the views."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.domains.sourcing.queries import reaching
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url


def activity_of(request: CompanyRequest, activity_id: UUID) -> Activity:
    """One that the reader sees, wherever it is done. Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    return _found(rows, activity_id)


def whole_activity_of(request: CompanyRequest, activity_id: UUID) -> Activity:
    """One whose decisions the reader reads. Raises Http404 for one out of reach."""
    return _found(reaching.activities(request.actor, on=timezone.localdate()), activity_id)


def sees_whole(request: CompanyRequest) -> bool:
    """Whether the reader reads what is decided of the activities they see."""
    actor = request.actor
    return actor.may("sourcing.read") and reaching.sees_whole(actor, on=timezone.localdate())


def sees_everything(request: CompanyRequest) -> bool:
    """Whether the reader reads what the files of the whole company say of its activities."""
    actor = request.actor
    return actor.may("sourcing.read") and reaching.sees_everything(actor, on=timezone.localdate())


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Activités"), "url": url(request, "activities")}
    return [home, *({"label": label, "url": link} for label, link in steps)]


def steps_to(request: CompanyRequest, activity: Activity, here: str) -> list[Crumb]:
    """The way to a page of an activity."""
    return crumbs(
        request, (activity.name, url(request, "activity", activity.public_id)), (here, "")
    )


def tabs(request: CompanyRequest, here: str) -> list[dict[str, Any]]:
    """The views of the activities, by route; those of decisions for who reads them."""
    views = [("activities", _("Inventaire")), ("activity-dependence", _("Dépendances"))]
    if sees_whole(request):
        views.insert(1, ("activity-grid", _("Garder ou confier")))
    if sees_everything(request):
        views.append(("activity-proposals", _("Proposées par vos fichiers")))
    return [
        {"label": label, "url": url(request, route), "current": route == here}
        for route, label in views
    ]


def _found(rows: Any, activity_id: UUID) -> Activity:
    found: Activity = get_object_or_404(rows.select_related(*queries.NEAR), public_id=activity_id)
    return found
