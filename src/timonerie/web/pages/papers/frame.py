"""What every page of papers stands in: the paper, its breadcrumbs, how far its reading is."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ClauseFinding, ContractDocument
from timonerie.domains.contracts.queries import documents as queries
from timonerie.domains.organisation.sentences import said
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import Crumb, url

PER_CENT = 100


def paper_of(request: CompanyRequest, paper_id: UUID) -> ContractDocument:
    """Raises Http404 for one out of reach."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    found: ContractDocument = get_object_or_404(queries.counted(rows), public_id=paper_id)
    return found


def finding_of(request: CompanyRequest, finding_id: UUID) -> ClauseFinding:
    """Raises Http404 for one of a paper out of reach."""
    seen = queries.visible_to(request.actor, on=timezone.localdate())
    rows = ClauseFinding.objects.select_related("document").filter(document__in=seen)
    return get_object_or_404(rows, public_id=finding_id)


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    """The contracts, their documents, then what the page is about."""
    home = (_("Contrats"), url(request, "contracts")), (_("Documents"), url(request, "papers"))
    return [{"label": label, "url": link} for label, link in (*home, *steps)]


def running(paper: ContractDocument) -> Job | None:
    """The reading under way, or the last one when it failed."""
    jobs = Job.objects.filter(key=str(paper.public_id)).exclude(state=JobState.DONE)
    return jobs.order_by("-created_at").first()


def progress_of(
    request: CompanyRequest, paper: ContractDocument, job: Job | None
) -> dict[str, Any]:
    """The context of the progress bar; no address to poll once the work is over."""
    waits = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    share = job.progress if job else 1
    return {
        "id": "avancement",
        "label": said(job.step if job else "") or _("En attente de son tour"),
        "done": round(share * PER_CENT),
        "total": PER_CENT,
        "ratio": share,
        "is_share": True,
        "poll_url": url(request, "paper-progress", paper.public_id) if waits else "",
        "estimate": "",
    }
