"""A company leaves with all that is hers: asked here, written in the background, then fetched."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.portability import tasks
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import crumbs, url
from timonerie.web.responses import show

KEY = "company"
"""One export at a time, and one kept."""


@policy("company.export")
def index(request: CompanyRequest) -> HttpResponse:
    job = _job()
    context = {
        "job": job,
        "is_running": job is not None and job.state in (JobState.WAITING, JobState.RUNNING),
        "is_ready": job is not None and job.state == JobState.DONE and tasks.path_of(job).exists(),
        "breadcrumbs": crumbs(request, (_("Export complet"), "")),
    }
    return show(request, "settings/portability.html", context)


@require_POST
@policy("company.export")
def start(request: CompanyRequest) -> HttpResponse:
    jobs.put_off(by=request.actor, kind=tasks.EXPORT, key=KEY, payload={}, at=timezone.now())
    return redirect(url(request, "settings-portability"))


@policy("company.export")
def download(request: CompanyRequest) -> HttpResponseBase:
    job = _job()
    if job is None or job.state != JobState.DONE or not tasks.path_of(job).exists():
        raise Http404
    name = f"{request.company.slug}-{job.ended_at:%Y-%m-%d}.zip"
    return FileResponse(tasks.path_of(job).open("rb"), as_attachment=True, filename=name)


def _job() -> Job | None:
    return Job.objects.select_related("company").filter(kind=tasks.EXPORT, key=KEY).first()
