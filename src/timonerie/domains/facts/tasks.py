"""Background entry points of the facts."""

from django.utils import timezone

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.operations import batches
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
