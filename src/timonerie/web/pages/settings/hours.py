"""What follows a change of opening hours: the facts are measured again, in the background."""

from django.utils import timezone

from timonerie.domains.performance.enums import JobKind
from timonerie.foundations.jobs import operations as jobs
from timonerie.web.access import CompanyRequest


def measure_again(request: CompanyRequest) -> None:
    """Put the work off. Each change has its own job: one that runs already may have read the hours
    before this one."""
    at = timezone.now()
    jobs.put_off(by=request.actor, kind=JobKind.MEASURE, key=at.isoformat(), payload={}, at=at)
