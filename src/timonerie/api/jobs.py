"""The work done behind the screens, and the minutes that screens ask for."""

from functools import partial
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.messages import AskedOut, JobNamed, JobOut, JobRunOut
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.publications.queries import minutes
from timonerie.foundations.jobs import operations, queries
from timonerie.foundations.jobs.models import Job

router = Router(tags=["jobs"])


@router.get("/jobs", response={200: Page[JobOut], **REFUSALS}, summary="List the jobs")
@policy("job.read")
def list_jobs(request: CompanyRequest, paging: Paging, state: str | None = None) -> Page[JobOut]:
    """Those that wait, then those that began last."""
    rows = queries.listed()
    if state is not None:
        rows = rows.filter(state=state)
    return page_of(rows, paging, partial(JobOut.of, at=timezone.now()))


@router.get(
    "/jobs/runs",
    response={200: Page[JobRunOut], **REFUSALS},
    summary="List each time that jobs ran",
)
@policy("job.read")
def list_job_runs(
    request: CompanyRequest, paging: Paging, job: UUID | None = None
) -> Page[JobRunOut]:
    """Of all jobs or of one, over the last thirty days, the latest first."""
    rows = queries.runs()
    if job is not None:
        rows = rows.filter(job__public_id=job)
    return page_of(rows, paging, partial(JobRunOut.of, at=timezone.now()))


@router.post(
    "/jobs/start",
    response={200: JobOut, **REFUSALS},
    summary="Start a failed or lost job again",
)
@policy("job.write")
def start_job(request: CompanyRequest, body: JobNamed) -> JobOut:
    job, at = Job.objects.filter(public_id=body.job).first(), timezone.now()
    with refusing():
        if job is None:
            raise Refused(_("Aucun travail de cette société ne porte ce numéro."))
        try:
            operations.start_again(by=request.actor, at=at, job=job)
        except operations.StillRunning as error:
            raise Refused(operations.NOTHING_TO_START) from error
    job.refresh_from_db()
    return JobOut.of(job, at)


@router.get(
    "/minutes",
    response={200: list[AskedOut], **REFUSALS},
    summary="Read the minutes a week that screens ask for",
)
@policy("minutes.read")
def read_minutes(request: CompanyRequest) -> list[AskedOut]:
    """For one director, one site and one provider, beside the budget."""
    found = minutes.asked(request.company, on=timezone.localdate())
    return [
        AskedOut(readers=one.readers, extent=one.extent, budget=one.budget, minutes=one.minutes)
        for one in found
    ]
