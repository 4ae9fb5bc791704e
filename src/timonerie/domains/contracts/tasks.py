"""Background entry points of the contracts."""

from django.utils import timezone

from timonerie.domains.contracts.models import ContractDocument
from timonerie.domains.contracts.operations import documents, renewals
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job


def read_document(job: Job, actor: Actor) -> None:
    """Read a paper page by page; cut on its way, it goes on after the last page that was kept."""
    rows = ContractDocument.objects.select_related("blob")
    documents.read(
        by=actor,
        at=timezone.now(),
        document=rows.get(public_id=job.payload["document"]),
        report=lambda progress, step: jobs.advance(job, progress=progress, step=step),
    )


def open_renewals(_job: Job, actor: Actor) -> None:
    """Open the decision files whose day has come. Asked every hour: what stands is not written
    again, and a contract that somebody adds at noon has its file the same day."""
    renewals.open_due(by=actor, at=timezone.now())
