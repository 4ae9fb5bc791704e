"""Background entry points of the results: facts come in below, figures follow here."""

from django.utils import timezone

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.operations import batches, measuring
from timonerie.domains.performance.operations import indicators, results
from timonerie.domains.performance.operations import levels as levels_of_contracts
from timonerie.domains.performance.queries import definitions
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job


def accept(job: Job, actor: Actor) -> None:
    """Make a batch live, then bring the results up to date."""
    batch = ImportBatch.objects.select_related("source", "mapping").get(
        public_id=job.payload["batch"]
    )
    batches.accept(
        by=actor,
        at=timezone.now(),
        batch=batch,
        accept_rejects=bool(job.payload.get("accept_rejects")),
        closings=definitions.closing_spans(),
        report=lambda progress, step: jobs.advance(job, progress=progress * 0.6, step=step),
    )
    _refresh(job, actor)


def undo(job: Job, actor: Actor) -> None:
    """Take a batch out, then bring the results up to date."""
    batch = ImportBatch.objects.select_related("source", "mapping").get(
        public_id=job.payload["batch"]
    )
    batches.undo(by=actor, at=timezone.now(), batch=batch, closings=definitions.closing_spans())
    _refresh(job, actor)


def measure_again(job: Job, actor: Actor) -> None:
    """Opening hours changed: measure the facts again, closed periods apart, then the results."""
    measuring.measure_again(by=actor, at=timezone.now(), closings=definitions.closing_spans())
    _refresh(job, actor)


def refresh(job: Job, actor: Actor) -> None:
    """Somebody changed a definition or opened a period again: the figures follow."""
    act = results.recompute if job.payload.get("everything") else results.refresh
    act(
        at=timezone.now(),
        report=lambda progress, step: jobs.advance(job, progress=progress, step=step),
    )


def levels(job: Job, actor: Actor) -> None:
    """Whoever brought the figures, it is the product that measures what contracts promise."""
    levels_of_contracts.refresh(by=actors.system(job.company), at=timezone.now())


def _refresh(job: Job, actor: Actor) -> None:
    indicators.ensure_built_in(by=actor, at=timezone.now())
    results.refresh(
        at=timezone.now(),
        report=lambda progress, step: jobs.advance(job, progress=0.6 + progress * 0.4, step=step),
    )
