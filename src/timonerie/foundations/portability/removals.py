"""Taking a company out whole: its rows, its files, its queue; what stays names nobody."""

import hashlib
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import rfc8785
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django_q.models import OrmQ, Task

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import guards
from timonerie.foundations.audit.models import Event, Head
from timonerie.foundations.backups import erasures, folders
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.portability import belongings, exports
from timonerie.foundations.portability.models import Removal
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

KIND = "company"
"""Its name in the journal of erasures."""

FRESH = timedelta(days=1)
GENESIS = "0" * 64


class NotExported(ValueError):
    """No export says all that the company is now."""


def remove(*, by: Actor, at: datetime, company: Company, without_export: bool = False) -> Removal:
    """Remove a company: afterwards no table holds a row of it and no file its bytes, backups and
    exports that left apart. Accounts that no other company knows are closed.

    Raises:
        NotExported: it was not exported within a day, or something happened since.
        BackupRefused: a backup or another removal is running.
    """
    by.require("company.remove")
    with folders.alone():
        left = _export_hash(company, at)
        if not left and not without_export:
            raise NotExported(
                "Cette société n’a pas d’export vérifié de moins d’un jour, ou elle a changé depuis"
                f" : timonerie company export {company.slug} --to FICHIER, puis recommencez."
            )
        removal = _forget(by, at, company, left)
        delete_files(company.public_id)
        _wipe()
    return removal


def again(by: Actor, at: datetime, public_id: UUID) -> None:
    """Remove a company that a restored backup brought back."""
    found = Company.objects.filter(public_id=public_id).first()
    if found is not None:
        _forget(by, at, found, "")
        delete_files(public_id)


def left_behind() -> list[UUID]:
    """Companies removed whose files are still there: the machine stopped in between."""
    journal = folders.backups() / erasures.NAME
    found = erasures.read([journal]) if journal.exists() else []
    gone = {one.public_id for one in found if one.kind == KIND}
    known = set(Company.objects.values_list("public_id", flat=True))
    return [one for one in sorted(gone - known) if _files(one)]


def delete_files(public_id: UUID) -> None:
    """Delete every file and folder named after a company, backups apart."""
    for path in _files(public_id):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _files(public_id: UUID) -> list[Path]:
    data = Path(settings.DATA_DIR)
    kept = folders.backups()
    return [path for path in data.rglob(f"*{public_id}*") if kept not in path.parents]


def _export_hash(company: Company, at: datetime) -> str:
    """SHA-256 of the export that says all that the company is now, or nothing."""
    last = Event.objects.filter(company_id=company.pk).order_by("-seq").first()
    if last is None or last.act != exports.ACT or last.at < at - FRESH:
        return ""
    return str(last.detail["sha256"])


def _forget(by: Actor, at: datetime, company: Company, export_hash: str) -> Removal:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete=ON")
    with current.company(company.pk), transaction.atomic():
        removal = _tombstone(by, at, company, export_hash)
        _empty_queue()
        accounts = list(User.objects.filter(memberships__company=company).values_list("pk"))
        with guards.lifted(using=DEFAULT_DB_ALIAS):
            for model, lookup in belongings.models():
                rows = belongings.rows(model, lookup, company_id=company.pk, using=DEFAULT_DB_ALIAS)
                rows.order_by()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001
        Company.objects.filter(pk=company.pk)._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001
        alone = User.objects.filter(pk__in=[pk for (pk,) in accounts], memberships=None)
        alone.update(is_active=False)
        erasures.record_erasure(company=company, kind=KIND, public_id=company.public_id, at=at)
    return removal


def _tombstone(by: Actor, at: datetime, company: Company, export_hash: str) -> Removal:
    head = Head.objects.filter(pk=company.pk).first() or Head(company_id=company.pk)
    last = Removal.objects.order_by("-pk").first()
    removal = Removal(
        at=at,
        actor=by.name,
        events=head.seq,
        last_hash=head.hash,
        export_hash=export_hash,
        previous_hash=last.hash if last else GENESIS,
    )
    body: dict[str, Any] = {
        "at": at.isoformat(timespec="microseconds"),
        "actor": by.name,
        "events": head.seq,
        "last": head.hash,
        "export": export_hash,
    }
    sealed = removal.previous_hash.encode() + rfc8785.dumps(body)
    removal.hash = hashlib.sha256(sealed).hexdigest()
    removal.save(force_insert=True)
    return removal


def _empty_queue() -> None:
    """The queue knows a job by its number alone."""
    mine = set(Job.objects.values_list("pk", flat=True))
    for waiting in OrmQ.objects.all():
        if set(waiting.task()["args"]) & mine:
            waiting.delete()
    for done in Task.objects.filter(func="timonerie.foundations.jobs.tasks.run"):
        if set(done.args or ()) & mine:
            done.delete()


def _wipe() -> None:
    """Leave no freed page readable in the files of SQLite."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
