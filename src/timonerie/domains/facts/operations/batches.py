"""The way in of a file: received, read, accepted; undone where it was a mistake."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from timonerie.domains.facts import opening, store
from timonerie.domains.facts.enums import Kind
from timonerie.domains.facts.models import BatchState, ImportBatch, Source
from timonerie.domains.facts.operations import commits, merging, sources
from timonerie.domains.facts.operations.measuring import Closing
from timonerie.domains.facts.operations.merging import Context, Merge
from timonerie.domains.facts.queries import reports, unknowns
from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused, clean_name
from timonerie.foundations.documents.inert import inert
from timonerie.foundations.scope.models import Company

Report = Callable[[float, str], None]


class NotReady(ValueError):
    """The batch is not in the state that the gesture needs."""


class HasRejects(ValueError):
    """Lines were rejected, and nobody said to take the rest."""


def receive(
    *,
    by: Actor,
    at: datetime,
    source: Source,
    chunks: Iterable[bytes],
    file_name: str,
) -> ImportBatch:
    """Keep a file as it came; nothing is read yet.

    Raises:
        FileRefused: its name (FIC-04), its size (FIC-02) or a quota (FIC-09, FIC-10) forbid it.
    """
    by.require("import.write")
    name, notices = clean_name(file_name)
    blob = documents.keep(by=by, at=at, chunks=chunks, name=name)
    with transaction.atomic():
        batch: ImportBatch = ImportBatch.objects.create(
            source=source,
            blob=blob,
            file_name=name,
            report=reports.of_reception(notices),
            created_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        _record(by, at, "batch.receive", batch, {"sha256": blob.sha256, "size": blob.size})
    return batch


def read(
    *,
    by: Actor,
    at: datetime,
    batch: ImportBatch,
    mapping: Mapping,
    report: Report = lambda progress, step: None,
) -> rows.Reading | None:
    """Read a file with a mapping, which the source keeps. Rows wait beside the facts until they
    are accepted. A structural fault refuses the batch, says why in its report, and gives None."""
    by.require("import.write")
    _refuse_accepted(batch)
    company = Company.objects.get(pk=by.company_id)
    path = documents.path_of(company=company, blob=batch.blob)
    try:
        reading, batch.format = _read_file(path, batch.file_name, mapping, report)
    except FileRefused as fault:
        refuse(by=by, at=at, batch=batch, fault=fault)
        return None
    unknowns.leave_out(reading, mapping=mapping, source=batch.source, by=by)
    # A backup holds the lock: it has the rows with the mapping that read them.
    with store.lock(company.public_id):
        _refuse_accepted(ImportBatch.objects.get(pk=batch.pk))
        staged = store.staged_path(company.public_id, batch.public_id)
        store.write_to(staged, reading.events)
        _write_rejects(store.rejects_path(company.public_id, batch.public_id), reading.rejects)
        _describe(batch, reading)
        batch.report = reports.of_reading(reading, mapping, received=batch.report)
        batch.state = BatchState.READ
        with transaction.atomic():
            batch.mapping = sources.keep_mapping(by=by, at=at, source=batch.source, mapping=mapping)
            batch.save()
            _record(by, at, "batch.read", batch, {"rows": batch.rows, "rejected": batch.rejected})
    return reading


def refuse(*, by: Actor, at: datetime, batch: ImportBatch, fault: FileRefused) -> None:
    """Say why a file cannot be read; nothing of it is kept but the file itself."""
    batch.state = BatchState.REFUSED
    batch.report = reports.of_refusal(fault)
    with transaction.atomic():
        batch.save()
        _record(by, at, "batch.refuse", batch, {"code": fault.code})


def accept(
    *,
    by: Actor,
    at: datetime,
    batch: ImportBatch,
    accept_rejects: bool = False,
    closings: Sequence[Closing] = (),
    report: Report = lambda progress, step: None,
) -> ImportBatch:
    """Make the rows of a read batch live, in one commit. The same rows again change nothing.

    A case resolved in one of the `closings` is measured on the calendars known then.

    Raises:
        NotReady: the batch was not read.
        HasRejects: lines were rejected and `accept_rejects` is false.
    """
    by.require("import.write")
    company = Company.objects.get(pk=by.company_id)
    with store.lock(company.public_id):
        batch.refresh_from_db()
        if batch.state == BatchState.ACCEPTED:
            return batch
        if batch.state != BatchState.READ or batch.mapping is None:
            raise NotReady(_("Lisez d’abord le fichier avec une correspondance de colonnes."))
        if batch.rejected and not accept_rejects:
            raise HasRejects(
                _("%(count)s lignes sont rejetées : corrigez-les ou acceptez le reste.")
                % {"count": batch.rejected}
            )
        staged = store.staged_path(company.public_id, batch.public_id)
        known = _already_in(batch)
        if known and _says_all(known):
            return _set_unchanged(by, at, batch, staged)
        built_on = commits.version()
        context = _context(by, at, company, batch, closings, report)
        report(0.3, _("lignes déjà connues"))
        rank = _next_rank(batch.source)
        merge = merging.add(context, batch, pq.read_table(staged), rank=rank)
        if known and merge.moves_nothing:
            store.discard(company.public_id, [file.name for file in merge.change.added])
            return _set_unchanged(by, at, batch, staged)
        report(0.9, _("enregistrement"))
        _commit_acceptance(by, at, batch, merge, rank=rank, built_on=built_on)
        staged.unlink(missing_ok=True)
    return batch


def undo(
    *, by: Actor, at: datetime, batch: ImportBatch, closings: Sequence[Closing] = ()
) -> ImportBatch:
    """Take a batch's rows out: its cases become again what the other batches say of them."""
    by.require("import.undo")
    company = Company.objects.get(pk=by.company_id)
    with store.lock(company.public_id):
        batch.refresh_from_db()
        if batch.state != BatchState.ACCEPTED:
            raise NotReady(_("Seul un fichier accepté peut être annulé."))
        built_on = commits.version()
        merge = merging.remove(_context(by, at, company, batch, closings), batch)
        with transaction.atomic():
            batch.state, batch.undone_at = BatchState.UNDONE, at
            batch.save()
            commits.commit(source=batch.source, batch=batch, change=merge.change, built_on=built_on)
            _record(
                by, at, "batch.undo", batch, {"removed": merge.removed, "changed": merge.changed}
            )
    return batch


def _refuse_accepted(batch: ImportBatch) -> None:
    if batch.state not in (BatchState.RECEIVED, BatchState.READ, BatchState.REFUSED):
        raise NotReady(_("Ce fichier est déjà accepté : annulez-le d’abord."))


def _read_file(path: Path, name: str, mapping: Mapping, report: Report) -> tuple[rows.Reading, str]:
    size = max(path.stat().st_size, 1)

    def advance(count: int) -> None:
        # Rows are not counted before they are read: 300 bytes a row is a fair guess.
        report(min(0.95, count * 300 / size), _("%(count)s lignes lues") % {"count": count})

    return opening.read(path, name, mapping, progress=advance)


def _describe(batch: ImportBatch, reading: rows.Reading) -> None:
    batch.rows = reading.rows
    batch.rejected = reading.rejected
    batch.content = reading.content
    batch.cases = pc.count_distinct(reading.events["case"]).as_py()
    batch.first_date, batch.last_date = _span(reading.events)


def _span(events: pa.Table) -> tuple[date | None, date | None]:
    """The days that a file speaks of: those on which its cases were received."""
    bounds = pc.min_max(events["received_at"]).as_py()
    if bounds["min"] is None:
        return None, None
    return bounds["min"].date(), bounds["max"].date()


def _write_rejects(path: Path, rejects: Iterable[rows.Reject]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["ligne", "colonne", "valeur", "code", "remède"])
        for one in rejects:
            texts = (one.column, one.value, one.code, one.remedy)
            writer.writerow([one.line, *map(inert, texts)])


def _already_in(batch: ImportBatch) -> ImportBatch | None:
    """The last accepted batch of the source that brought exactly these rows."""
    accepted = ImportBatch.objects.accepted().filter(source=batch.source)
    same = accepted.filter(content=batch.content, mapping=batch.mapping)
    return same.select_related("mapping").order_by("-rank").first()


def _says_all(batch: ImportBatch) -> bool:
    """Whether saying a batch's rows again can change nothing. Rows that are whole cases without
    an order can: what is said last wins, and another file may have spoken since."""
    assert batch.mapping is not None
    mapping = Mapping.from_dict(batch.mapping.document)
    if mapping.kind != Kind.CASES or mapping.order:
        return True
    return not ImportBatch.objects.accepted().after(batch).exists()


def _set_unchanged(by: Actor, at: datetime, batch: ImportBatch, staged: Path) -> ImportBatch:
    batch.state, batch.same = BatchState.UNCHANGED, batch.cases
    with transaction.atomic():
        batch.save()
        _record(by, at, "batch.unchanged", batch, {"content": batch.content})
    staged.unlink(missing_ok=True)
    return batch


def _context(
    by: Actor,
    at: datetime,
    company: Company,
    batch: ImportBatch,
    closings: Sequence[Closing],
    report: Report = lambda progress, step: None,
) -> Context:
    assert batch.mapping is not None
    return Context(
        by=by,
        at=at,
        company=company.public_id,
        source=batch.source,
        mapping=Mapping.from_dict(batch.mapping.document),
        closings=closings,
        report=report,
    )


def _next_rank(source: Source) -> int:
    last = ImportBatch.objects.filter(source=source).aggregate(last=Max("rank"))["last"]
    return int(last or 0) + 1


def _commit_acceptance(
    by: Actor, at: datetime, batch: ImportBatch, merge: Merge, *, rank: int, built_on: int
) -> None:
    batch.state, batch.rank, batch.accepted_at = BatchState.ACCEPTED, rank, at
    batch.cases = merge.cases
    batch.added, batch.changed, batch.same = merge.added, merge.changed, merge.same
    batch.report |= {"ties": merge.ties}
    with transaction.atomic():
        batch.save()
        commits.commit(source=batch.source, batch=batch, change=merge.change, built_on=built_on)
        detail: dict[str, Any] = {
            "rows": batch.rows,
            "added": batch.added,
            "changed": batch.changed,
            "rejected": batch.rejected,
        }
        _record(by, at, "batch.accept", batch, detail)


def _record(by: Actor, at: datetime, act: str, batch: ImportBatch, detail: dict[str, Any]) -> None:
    audit.record(by=by, at=at, act=act, kind="batch", public_id=batch.public_id, detail=detail)
