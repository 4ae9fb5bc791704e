"""Importing a list: say what it would do, then do it whole or not at all."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports import files, registry
from timonerie.domains.organisation.operations.imports.shapes import Act, Importer, Plan
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


class FaultyLines(Refused):
    """Some lines cannot be taken, and the reader did not accept to leave them out."""


def preview(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    path: Path,
    file_name: str,
    chosen: Collection[str] = (),
) -> Plan:
    """What a file would create, change and leave as it is; nothing is written. `chosen` are names
    of the choices that the importer offers.

    Raises:
        UnreadableFile: the file cannot be read, or misses a column.
        UnknownKind: no list is called so.
        Refused: the mandate of the reader covers a part of the company.
    """
    importer_class = _allowed(by, at, kind)
    return _importer(importer_class, at, chosen).plan(files.read(path, name=file_name))


def require_whole(*, by: Actor, at: datetime) -> None:
    """A list speaks of the whole company: it would go round the reach of who answers for a part.

    Raises Refused."""
    if reach(by, on=timezone.localdate(at)) != Reach():
        raise Refused(
            _(
                "Une liste parle de toute la société : votre mandat n’en couvre qu’une part."
                " Demandez à la direction de l’importer."
            )
        )


def _allowed(by: Actor, at: datetime, kind: str) -> type[Importer]:
    importer_class = registry.of(kind)
    by.require(importer_class.permission)
    require_whole(by=by, at=at)
    return importer_class


def _importer(kind: type[Importer], at: datetime, chosen: Collection[str]) -> Importer:
    importer = kind(at=at)
    importer.chosen = frozenset(chosen) & {one.name for one in kind.choices}
    return importer


def apply(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    path: Path,
    file_name: str,
    leave_faulty: bool = False,
    chosen: Collection[str] = (),
) -> Plan:
    """Write what a file says, in one transaction with one audit event. The same file again writes
    nothing.

    Raises:
        FaultyLines: some lines are faulty and `leave_faulty` does not accept it.
        UnreadableFile, UnknownKind, Refused: as in `preview`.
    """
    importer_class = _allowed(by, at, kind)
    table = files.read(path, name=file_name)
    with transaction.atomic():
        importer = _importer(importer_class, at, chosen)
        plan = importer.plan(table)
        if plan.faults and not leave_faulty:
            raise FaultyLines(
                _(
                    "Rien n’a été enregistré : corrigez les lignes signalées, ou acceptez de les"
                    " laisser de côté."
                )
            )
        if not plan.changes_something:
            return plan
        importer.write(plan, by=by)
        audit.record(
            by=by,
            at=at,
            act="list.imported",
            kind="company",
            public_id=by.company_id,
            detail={
                "list": kind,
                "file": file_name,
                "created": plan.count(Act.CREATE),
                "changed": plan.count(Act.UPDATE),
                "same": plan.count(Act.SAME),
                "left_out": len(plan.faults),
            },
        )
    return plan
