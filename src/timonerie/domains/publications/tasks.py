"""Background entry points of the publications; digests are written above, where screens are."""

from django.utils import timezone

from timonerie.domains.publications.operations import digests
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.notifications import operations as notifications


def deliver_messages(_job: Job, _actor: Actor) -> None:
    """Hand over again what did not leave, and forget what is old."""
    notifications.deliver_due(at=timezone.now())
    notifications.forget_old(at=timezone.now())
    digests.forget_old(at=timezone.now())
