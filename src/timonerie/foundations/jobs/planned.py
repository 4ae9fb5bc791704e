"""Work done every hour for every company, one job each: the queue's clock only starts them."""

from django.utils import timezone
from django_q.models import Schedule

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import checkpoints, queries
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.jobs import operations
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

CHECKPOINT = "audit.checkpoint"
HOURLY = [CHECKPOINT]
"""Kinds of jobs; a domain adds its own beside its handler."""
NAME = "timonerie hourly"
KEY = "hourly"
"""Of the job of each company and kind: the next hour takes the same row again."""


def add(kind: str) -> None:
    """Have a kind of job done every hour; said twice, it is done once."""
    if kind not in HOURLY:
        HOURLY.append(kind)


class TrailAltered(RuntimeError):
    """The audit trail is no longer what it was."""


def ensure() -> None:
    """Have the queue's clock start the hourly work; asked again, nothing changes."""
    Schedule.objects.get_or_create(
        name=NAME,
        defaults={
            "func": "timonerie.foundations.jobs.tasks.start_hourly",
            "schedule_type": Schedule.HOURLY,
        },
    )


def start_hourly() -> None:
    """Queue the hourly jobs of every company, and forget the runs of long ago."""
    for company in Company.objects.all():
        with current.company(company.pk):
            operations.forget_runs(at=timezone.now())
            for kind in HOURLY:
                operations.put_off(
                    by=actors.system(company),
                    kind=kind,
                    key=KEY,
                    payload={},
                    at=timezone.now(),
                )


def checkpoint(job: Job, _by: Actor) -> None:
    """Write down what the trail is, and verify all of it; the job fails where it was altered."""
    company = job.company
    audit.checkpoint(company=company, at=timezone.now())
    known = checkpoints.read(checkpoints.path(company.public_id))
    faults = queries.verify(company_id=company.pk, checkpoints=known)
    if faults:
        first = faults[0]
        raise TrailAltered(f"événement {first.seq} : {first.reason}")
