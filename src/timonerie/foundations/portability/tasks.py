"""Background entry point of an export asked on screen."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs import operations as jobs
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.portability import exports

EXPORT = "company.export"


def export(job: Job, actor: Actor) -> None:
    """Write the export, in the place of the one before it."""
    path = path_of(job)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    exports.export(
        by=actor,
        at=timezone.now(),
        company=job.company,
        to=path,
        report=lambda progress, step: jobs.advance(job, progress=progress, step=step[:120]),
    )


def path_of(job: Job) -> Path:
    """The one export that a company keeps ready, apart from what is backed up."""
    return Path(settings.DATA_DIR) / "exports" / str(job.company.public_id) / "export.zip"
