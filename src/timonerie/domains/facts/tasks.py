"""Background entry points of the facts."""

from django.utils import timezone

from timonerie.domains.facts.models import AccountingFile, ImportBatch
from timonerie.domains.facts.operations import accounting, accounting_answers, batches
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job


def read(job: Job, actor: Actor) -> None:
    """Read the file of a batch with the mapping that the job carries."""
    batch = ImportBatch.objects.select_related("source", "blob").get(public_id=job.payload["batch"])
    batches.read(
        by=actor,
        at=timezone.now(),
        batch=batch,
        mapping=Mapping.from_dict(job.payload["mapping"]),
        report=lambda progress, step: jobs.advance(job, progress=progress, step=step),
    )


def read_books(job: Job, actor: Actor) -> None:
    """Read an accounting file and count its entries. Run again, it does what is left to do."""
    file = AccountingFile.objects.select_related("blob").get(public_id=job.payload["file"])
    if file.state in accounting.TO_READ:
        accounting.read(
            by=actor,
            at=timezone.now(),
            file=file,
            report=lambda progress, step: jobs.advance(job, progress=progress, step=step),
        )
    else:
        accounting_answers.refresh(by=actor, at=timezone.now())


def answer_books(job: Job, actor: Actor) -> None:
    """Compute what the accounting files that count now answer."""
    accounting_answers.refresh(by=actor, at=timezone.now())
