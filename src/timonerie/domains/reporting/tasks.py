"""Background entry points of the reports."""

from django.utils import timezone

from timonerie.domains.reporting.operations import occurrences, reminders
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job


def open_reports(_job: Job, actor: Actor) -> None:
    """Open the periods that have begun, then take the reminders that are due. Asked every hour:
    what stands is not written again, and a stop loses nothing."""
    at = timezone.now()
    occurrences.open_all(by=actor, at=at)
    reminders.remind_all(by=actor, at=at)
