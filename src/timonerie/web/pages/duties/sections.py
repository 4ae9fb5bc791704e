"""The legal duties of a provider, for its page."""

from typing import Any

from django.utils import timezone

from timonerie.domains.contracts.queries import duties, reaching
from timonerie.domains.organisation.models import Provider
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.duties.frame import address


def of_provider(request: CompanyRequest, provider: Provider) -> dict[str, Any] | None:
    """Where its documents are, and how many end soon or are over; one query. None for who reads no
    contract of theirs."""
    today = timezone.localdate()
    reads = request.actor.may("duty.read")
    if not reads or not reaching.holds(request.actor, on=today, provider=provider.pk):
        return None
    ending = duties.ending(request.actor, on=today).filter(provider=provider).count()
    return {"url": address(request, provider), "ending": ending}
