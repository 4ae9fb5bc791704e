"""Putting work off, running it once its turn comes, and saying how far it is."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.jobs import registry
from timonerie.foundations.jobs.enums import JobState, RunState
from timonerie.foundations.jobs.models import Job, JobRun
from timonerie.foundations.jobs.queries import has_ended, is_lost
from timonerie.foundations.scope import current

logger = logging.getLogger(__name__)


KEPT = timedelta(days=30)
"""How long a run is told."""


NOTHING_TO_START = _("Ce travail attend, est en cours ou a réussi : rien à relancer.")


class StillRunning(ValueError):
    """A job that waits or runs is not started again."""


def put_off(*, by: Actor, kind: str, key: str, payload: dict[str, Any], at: datetime) -> Job:
    """Queue a job after the running transaction; the same (kind, key) is queued once while it
    waits or runs, and again after it has ended, or was lost."""
    job, created = Job.objects.get_or_create(
        kind=kind,
        key=key,
        defaults={
            "company_id": by.company_id,
            "payload": payload,
            "membership_id": by.membership_id,
            "created_at": at,
        },
    )
    if not created and (has_ended(job) or is_lost(job, at=at)):
        job.payload, job.membership_id, job.attempts = payload, by.membership_id, 0
        _wait(job, at=at)
        created = True
    if created:
        _queue(job)
    return job


def start_again(*, by: Actor, at: datetime, job: Job) -> None:
    """Queue a job that failed or was lost once more, as who asked for it at first.

    Raises:
        StillRunning: it waits or runs, or is done.
    """
    by.require("job.write")
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=job.pk)
        if row.state != JobState.FAILED and not is_lost(row, at=at):
            raise StillRunning(row.key)
        _wait(row, at=at)
        _queue(row)
        audit.record(
            by=by,
            at=at,
            act="job.started_again",
            kind="job",
            public_id=row.public_id,
            detail={"job": row.kind},
        )


def _wait(job: Job, *, at: datetime) -> None:
    job.state, job.error, job.progress, job.step = JobState.WAITING, "", 0, ""
    job.created_at, job.started_at, job.ended_at = at, None, None
    job.save()
    _cut(job)


def _queue(job: Job) -> None:
    # Only the number travels in the queue, which pickles what it carries.
    transaction.on_commit(partial(async_task, "timonerie.foundations.jobs.tasks.run", job.pk))


def run(*, job_id: int) -> None:
    """Do one job. Rights are read again: a revoked member's job fails."""
    with current.unscoped():
        job = Job.objects.select_related("company").get(pk=job_id)
    if job.state == JobState.DONE:
        return
    with current.company(job.company_id):
        job.state, job.started_at = JobState.RUNNING, timezone.now()
        job.attempts += 1
        job.save(update_fields=["state", "started_at", "attempts"])
        ran = _begin(job, at=job.started_at)
        try:
            registry.handler_of(job.kind)(job, _actor_of(job))
        except Exception as error:
            logger.exception("job %s %s failed", job.kind, job.key)
            _end(job, ran, RunState.FAILED, str(error) or type(error).__name__)
            return
        _end(job, ran, RunState.DONE, "")
        for kind in registry.followers_of(job.kind):
            # Each has its own: one that runs already may have read what stood before.
            key = f"{job.pk}:{job.ended_at}"
            by = actors.system(job.company)
            put_off(by=by, kind=kind, key=key, payload={}, at=timezone.now())


def advance(job: Job, *, progress: float, step: str) -> None:
    """Say how far a job is: `progress` from 0 to 1, `step` in the reader's words."""
    Job.objects.filter(pk=job.pk).update(progress=progress, step=step)


def _actor_of(job: Job) -> Actor:
    if job.membership_id is None:
        return actors.system(job.company)
    membership = Membership.objects.select_related("user").get(pk=job.membership_id)
    actor = actors.of_user(membership.user, job.company, on=timezone.localdate())
    if actor is None:
        raise PermissionError("le droit d’agir dans cette société a pris fin")
    return actor


def _begin(job: Job, *, at: datetime) -> JobRun:
    _cut(job)
    return JobRun.objects.create(company_id=job.company_id, job=job, started_at=at)


def _cut(job: Job) -> None:
    """A run that a new one follows has ended with its machine."""
    job.runs.filter(state=RunState.RUNNING).update(state=RunState.CUT)


def _end(job: Job, ran: JobRun, state: RunState, error: str) -> None:
    job.state, job.error, job.ended_at = JobState(state), error, timezone.now()
    if state == RunState.DONE:
        job.progress = 1
    job.save(update_fields=["state", "error", "ended_at", "progress"])
    ran.state, ran.error, ran.ended_at = state, error, job.ended_at
    ran.save(update_fields=["state", "error", "ended_at"])


def forget_runs(*, at: datetime) -> None:
    """Leave only the runs of the last `KEPT`, of the company of the hour."""
    JobRun.objects.filter(started_at__lt=at - KEPT).delete()
