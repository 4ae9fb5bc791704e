"""Putting work off, running it once its turn comes, and saying how far it is."""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.jobs import registry
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current

logger = logging.getLogger(__name__)


def put_off(*, by: Actor, kind: str, key: str, payload: dict[str, Any], at: datetime) -> Job:
    """Queue a job after the running transaction; the same (kind, key) is queued once while it
    waits or runs, and again after it has ended."""
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
    if not created and job.state in (JobState.DONE, JobState.FAILED):
        job.payload, job.state, job.error, job.progress, job.step = payload, "waiting", "", 0, ""
        job.created_at, job.started_at, job.ended_at = at, None, None
        job.membership_id = by.membership_id
        job.save()
        created = True
    if created:
        # Only the number travels in the queue, which pickles what it carries.
        transaction.on_commit(partial(async_task, "timonerie.foundations.jobs.tasks.run", job.pk))
    return job


def run(*, job_id: int) -> None:
    """Do one job. Rights are read again: a revoked member's job fails."""
    with current.unscoped():
        job = Job.objects.select_related("company").get(pk=job_id)
    if job.state == JobState.DONE:
        return
    with current.company(job.company_id):
        job.state, job.started_at = JobState.RUNNING, timezone.now()
        job.save(update_fields=["state", "started_at"])
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
