"""Background entry points of the signals: figures come in below, what they tell follows here."""

from django.utils import timezone

from timonerie.domains.signals.operations import watching
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job


def watch(job: Job, actor: Actor) -> None:
    """Whoever brought the figures, it is the product that tells the signals."""
    watching.refresh(by=actors.system(job.company), at=timezone.now())
