"""Which statements of work speak of an activity or of a provider, for their pages."""

from typing import Any

from django.utils import timezone

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


def of_activity(request: CompanyRequest, activity: Activity) -> list[dict[str, Any]]:
    """Nothing for who may not read them."""
    return _told(request, activity=activity)


def of_provider(request: CompanyRequest, provider: Provider) -> list[dict[str, Any]]:
    return _told(request, provider=provider)


def _told(request: CompanyRequest, **about: Any) -> list[dict[str, Any]]:
    if not request.actor.may("statement.read"):
        return []
    found = queries.speaking_of(request.actor, on=timezone.localdate(), **about)
    return [{"title": one.title, "url": url(request, "statement", one.public_id)} for one in found]
