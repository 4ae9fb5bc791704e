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
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current

logger = logging.getLogger(__name__)


LOST = timedelta(hours=3)
"""A job that has waited or run for so long was dropped by a machine that stopped: the queue gives
one back after an hour, three times at most."""


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


def has_ended(job: Job) -> bool:
    return job.state in (JobState.DONE, JobState.FAILED)


def is_lost(job: Job, *, at: datetime) -> bool:
    """Whether a job that has not ended never will."""
    return not has_ended(job) and at - (job.started_at or job.created_at) > LOST


def _wait(job: Job, *, at: datetime) -> None:
    job.state, job.error, job.progress, job.step = JobState.WAITING, "", 0, ""
    job.created_at, job.started_at, job.ended_at = at, None, None
    job.save()


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
        try:
            registry.handler_of(job.kind)(job, _actor_of(job))
        except Exception as error:
            logger.exception("job %s %s failed", job.kind, job.key)
            _end(job, JobState.FAILED, str(error) or type(error).__name__)
            return
        _end(job, JobState.DONE, "")
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


def _end(job: Job, state: JobState, error: str) -> None:
    job.state, job.error, job.ended_at = state, error, timezone.now()
    if state == JobState.DONE:
        job.progress = 1
    job.save(update_fields=["state", "error", "ended_at", "progress"])
