"""What a restored instance does before it serves: nobody is signed in, no work is under way, what
was erased since is erased again, and the directions are told."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django_q.models import OrmQ

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.models import AccessLink, Session
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.backups import erasures, schema
from timonerie.foundations.backups.erasures import Erasure
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def finish(*, taken_at: datetime, at: datetime, erased: Sequence[Erasure]) -> dict[str, int]:
    """Do all of it, whole or not at all; doing it twice changes nothing. Returns what was done."""
    schema.be_of_today()
    with transaction.atomic():
        Session.objects.all().delete()
        # The restored rows do not know which links have served since.
        AccessLink.objects.filter(used_at=None, revoked_at=None).update(revoked_at=at)
        # Signed with the key of the former instance, and about work that is dead.
        OrmQ.objects.all().delete()
        companies = list(Company.objects.order_by("pk"))
        for company in companies:
            with current.company(company.pk):
                _stop_jobs(at)
                _tell(company, taken_at=taken_at, at=at)
        again = erasures.reapply(erased, since=taken_at, at=at)
    return {"companies": len(companies), "erased": again}


def _stop_jobs(at: datetime) -> None:
    cut = Job.objects.filter(state__in=(JobState.WAITING, JobState.RUNNING))
    cut.update(state=JobState.FAILED, ended_at=at, error="interrompu par une restauration")


def _tell(company: Company, *, taken_at: datetime, at: datetime) -> None:
    restoration, created = Restoration.objects.get_or_create(
        taken_at=taken_at, confirmed_at=None, defaults={"restored_at": at}
    )
    if created:
        audit.record(
            by=actors.system(company),
            at=at,
            act="company.restored",
            kind="company",
            public_id=company.public_id,
            detail={"taken_at": taken_at.isoformat(), "restoration": str(restoration.public_id)},
        )
