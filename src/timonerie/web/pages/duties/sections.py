"""The legal duties of a provider, for its page."""

from django.utils import timezone

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.duties.frame import address


def of_provider(request: CompanyRequest, provider: Provider) -> str:
    """Where its legal documents are; empty for who reads no contract of theirs. No query beside the
    reach."""
    reads = request.actor.may("duty.read")
    today = timezone.localdate()
    if not reads or not reaching.holds(request.actor, on=today, provider=provider.pk):
        return ""
    return address(request, provider)
