"""Background entry points of the cycles."""

from uuid import UUID

from django.utils import timezone

from timonerie.domains.reporting.models import CycleRun
from timonerie.domains.reporting.operations import cycle_facts, cycle_runs
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job


def open_cycles(_job: Job, actor: Actor) -> None:
    """Open the passages whose period has begun. Asked every hour: what stands is not opened again,
    and what a stop left out is caught up."""
    cycle_runs.open_due(by=actor, at=timezone.now())


def feed_cycle(job: Job, _actor: Actor) -> None:
    """Whoever closed the passage, it is the product that puts it among the facts."""
    run = CycleRun.objects.get(public_id=UUID(job.payload["run"]))
    cycle_facts.feed(by=actors.system(job.company), at=timezone.now(), run=run)
