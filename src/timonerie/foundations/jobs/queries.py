"""The jobs of a company: what runs, what failed."""

from datetime import datetime

from django.db.models import F, QuerySet

from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job


def listed() -> "QuerySet[Job]":
    """Those that began last first; those that wait before all."""
    return Job.objects.order_by(F("started_at").desc(nulls_first=True), "-created_at", "-pk")


def failed() -> "QuerySet[Job]":
    return Job.objects.filter(state=JobState.FAILED)


def seconds(job: Job, *, at: datetime) -> float | None:
    """How long it took, or has taken; None for one that has not begun."""
    if job.started_at is None:
        return None
    return ((job.ended_at or at) - job.started_at).total_seconds()
