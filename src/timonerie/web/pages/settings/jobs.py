"""The work done behind the screens: what runs, what failed and why, what to start again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.publications import job_words
from timonerie.foundations.jobs import operations, queries
from timonerie.foundations.jobs.models import Job
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.settings.frame import crumbs, url
from timonerie.web.pages.settings.lists import jobs as listed
from timonerie.web.responses import show

SHOWN, RUNS_SHOWN = 500, 1000


@policy("job.read")
def index(request: CompanyRequest) -> HttpResponse:
    at = timezone.now()
    found = list(queries.listed()[:SHOWN])
    context = {
        "table": listed.table(found, zone=request.company.zone, at=at),
        "runs": listed.runs(queries.runs()[:RUNS_SHOWN], zone=request.company.zone, at=at),
        "failed": [
            {"job": one, "kind": job_words.kind(one.kind), "error": one.error or _("sans message")}
            for one in queries.failed().order_by("-ended_at", "-pk")
        ],
        "lost": [
            {"job": one, "kind": job_words.kind(one.kind)}
            for one in found
            if queries.is_lost(one, at=at)
        ],
        "may_start": request.actor.may("job.write"),
        "breadcrumbs": crumbs(request, (_("Travaux"), "")),
    }
    return show(request, "settings/jobs.html", context)


@require_POST
@policy("job.write")
def start(request: CompanyRequest) -> HttpResponse:
    job = _named(request)
    if job is None:
        messages.error(request, _("Choisissez le travail à relancer."))
        return redirect(url(request, "settings-jobs"))
    try:
        operations.start_again(by=request.actor, at=timezone.now(), job=job)
    except operations.StillRunning:
        messages.error(request, str(operations.NOTHING_TO_START))
    else:
        words = {"job": job_words.kind(job.kind)}
        messages.success(request, _("Relancé : %(job)s. Revenez voir dans un instant.") % words)
    return redirect(url(request, "settings-jobs"))


def _named(request: CompanyRequest) -> Job | None:
    """The job of this company that the form names."""
    try:
        public_id = UUID(request.POST.get("travail", ""))
    except ValueError:
        return None
    return Job.objects.filter(public_id=public_id).first()
