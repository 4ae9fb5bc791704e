"""The jobs of a company: what runs, what failed."""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from timonerie.foundations.jobs.enums import JobState, RunState
from timonerie.foundations.jobs.models import Job, JobRun

LOST = timedelta(hours=3)
"""A job that has waited or run for so long was dropped by a machine that stopped: the queue gives
one back after an hour, three times at most."""


def listed() -> "QuerySet[Job]":
    """Those that began last first; those that wait before all."""
    return Job.objects.order_by(F("started_at").desc(nulls_first=True), "-created_at", "-pk")


def failed() -> "QuerySet[Job]":
    return Job.objects.filter(state=JobState.FAILED)


def has_ended(job: Job) -> bool:
    return job.state in (JobState.DONE, JobState.FAILED)


def is_lost(job: Job, *, at: datetime) -> bool:
    """Whether a job that has not ended never will."""
    return not has_ended(job) and at - (job.started_at or job.created_at) > LOST


def seconds(job: Job, *, at: datetime) -> float | None:
    """How long it took, or has taken; None for one that has not begun."""
    if job.started_at is None:
        return None
    return ((job.ended_at or at) - job.started_at).total_seconds()


def runs() -> "QuerySet[JobRun]":
    """Every time that a job ran, the latest first, as far back as they are kept."""
    return JobRun.objects.select_related("job").order_by("-started_at", "-pk")


def run_state(run: JobRun, *, at: datetime) -> RunState:
    """How a run stands: one that has run for too long was cut with its machine."""
    if run.state == RunState.RUNNING and at - run.started_at > LOST:
        return RunState.CUT
    return RunState(run.state)


def run_seconds(run: JobRun) -> float | None:
    """How long it took; None for one that has not ended, or was cut."""
    return (run.ended_at - run.started_at).total_seconds() if run.ended_at else None
