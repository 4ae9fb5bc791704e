"""Files that nothing names: what a process killed on its way left on the disk."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from timonerie.domains.facts import store
from timonerie.domains.facts.models import AccountingFile, BatchState, FactFile, ImportBatch
from timonerie.foundations.documents import storage
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import Company

GRACE = timedelta(hours=1)
"""Younger files may belong to an upload that is still running."""

WAITING = (BatchState.RECEIVED, BatchState.READ, BatchState.REFUSED)
"""States of a batch whose staged rows may still be written or read."""


def orphans(*, company: Company, at: datetime) -> list[Path]:
    """Files of a company that nothing names. Waits for a running import to end."""
    with store.lock(company.public_id):
        return _orphans(company, at)


def sweep(*, company: Company, at: datetime) -> list[Path]:
    """Delete them, and return them."""
    with store.lock(company.public_id):
        found = _orphans(company, at)
        for path in found:
            path.unlink(missing_ok=True)
    return found


def _orphans(company: Company, at: datetime) -> list[Path]:
    named = set(FactFile.objects.values_list("name", flat=True))
    for names in AccountingFile.objects.values_list("lines_file", "spend_file"):
        named.update(names)
    facts = store.paths(company.public_id, store.orphans(company.public_id, named=named))
    return [*facts, *_staged(company), *_uploads(company, at)]


def _staged(company: Company) -> Iterator[Path]:
    waiting = ImportBatch.objects.filter(state__in=WAITING)
    known = {str(public_id) for public_id in waiting.values_list("public_id", flat=True)}
    # The list of rejected lines stays with its batch: it is fetched after the acceptance.
    listed = {
        str(public_id) for public_id in ImportBatch.objects.values_list("public_id", flat=True)
    }
    for path in _files(store.folder(company.public_id) / "staged"):
        keepers = listed if path.suffix == ".csv" else known
        if path.name.split(".")[0] not in keepers:
            yield path


def _uploads(company: Company, at: datetime) -> Iterator[Path]:
    named = set(Blob.objects.values_list("sha256", flat=True))
    folder = storage.company_folder(company.public_id)
    for path in (*_files(folder / "incoming"), *_files(folder / "blobs")):
        age = at.timestamp() - path.stat().st_mtime
        if path.name not in named and age > GRACE.total_seconds():
            yield path


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
