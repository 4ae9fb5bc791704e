"""The one commit by which facts change: files added and retired, the batch, the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pyarrow as pa
from django.db.models import F

from timonerie.domains.facts import store
from timonerie.domains.facts.models import Change, FactFile, FileKind, ImportBatch, Ledger, Source
from timonerie.domains.facts.rules import bounds
from timonerie.domains.facts.rules.bounds import Bounds


class Overtaken(RuntimeError):
    """The facts changed while this change was prepared: prepare it again."""


@dataclass(frozen=True)
class NewFile:
    """A Parquet file already on disk, about to be named."""

    name: str
    kind: FileKind
    rows: int
    bounds: Bounds


@dataclass
class FileChange:
    """What a commit does to the files of one source, and the days it touches.

    `last_date` None with `first_date` set means "until now": an open case counts in every later
    backlog.
    """

    added: list[NewFile] = field(default_factory=list)
    retired: list[FactFile] = field(default_factory=list)
    first_date: date | None = None
    last_date: date | None = None


def write(company: UUID, table: pa.Table, *, kind: FileKind) -> NewFile:
    """Write a file for a coming commit."""
    name = store.write(company, table, kind=kind)
    return NewFile(name, kind, table.num_rows, bounds.of(table))


def version() -> int:
    """Version of the current company's facts; 0 before any."""
    ledger = Ledger.objects.first()
    return ledger.version if ledger else 0


def commit(*, source: Source, batch: ImportBatch, change: FileChange, built_on: int) -> int:
    """Make the change visible; inside the caller's transaction. Returns the new version.

    Raises:
        Overtaken: another commit came after version `built_on`.
    """
    Ledger.objects.get_or_create()
    moved = Ledger.objects.filter(version=built_on).update(version=F("version") + 1)
    if not moved:
        raise Overtaken(f"les faits ne sont plus à la version {built_on}")
    new = built_on + 1
    _retire(change.retired, new)
    for file in change.added:
        FactFile.objects.create(
            source=source,
            batch=batch,
            kind=file.kind,
            name=file.name,
            rows=file.rows,
            bounds=file.bounds,
            added_in=new,
        )
    Change.objects.create(
        version=new, source=source, first_date=change.first_date, last_date=change.last_date
    )
    return new


def _retire(files: Sequence[FactFile], version: int) -> None:
    retired = FactFile.objects.filter(
        pk__in=[file.pk for file in files], retired_in__isnull=True
    ).update(retired_in=version)
    if retired != len(files):
        raise Overtaken("un fichier à retirer l’était déjà")
