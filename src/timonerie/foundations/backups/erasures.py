"""The journal of erasures, kept beside the backups: one JSON object a line, only ever added to.

    {"at": "2026-03-02T09:00:00+00:00", "company": "3f…", "kind": "person", "public_id": "9a…"}

It names nobody: a line holds the random identifier of what was erased. A backup older than a line
brings the person back, and the line takes them out again.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.backups import folders
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.documents import storage
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

NAME = "erasures.jsonl"

Handler = Callable[[Actor, datetime, UUID], None]
_handlers: dict[str, Handler] = {}


@dataclass(frozen=True)
class Erasure:
    at: datetime
    company: UUID
    kind: str
    public_id: UUID


def add(kind: str, handler: Handler) -> None:
    """Say who erases a kind of thing again; called in `AppConfig.ready()`. The handler gets who
    acts, when, and the identifier, and does nothing where it is absent."""
    _handlers[kind] = handler


def record_erasure(*, company: Company, kind: str, public_id: UUID, at: datetime) -> None:
    """Write a line, synced before this returns. Called inside the transaction of the erasure: were
    it undone after that, the person would be erased a little more after a restoration, never less.

    Raises:
        KeyError: nobody would know how to erase that kind again.
    """
    _handlers[kind]
    line = json.dumps(asdict(Erasure(at, company.public_id, kind, public_id)), default=_text)
    path = folders.backups() / NAME
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as journal:
        journal.write(line + "\n")
        journal.flush()
        os.fsync(journal.fileno())
    storage.sync_folder(path.parent)


def read(paths: Iterable[Path]) -> list[Erasure]:
    """The lines of journals, once each, oldest first. A last line cut by a power failure was never
    acknowledged, and is left out.

    Raises:
        BackupRefused: another line cannot be read.
    """
    found = {line for path in paths for line in path.read_text(encoding="utf-8").split("\n")[:-1]}
    return sorted((_parsed(line) for line in found), key=lambda one: one.at)


def reapply(erased: Sequence[Erasure], *, since: datetime, at: datetime) -> int:
    """Erase again what was erased after a backup was taken; returns how many.

    Raises:
        BackupRefused: a line is of a kind that nobody erases.
    """
    known = {company.public_id: company for company in Company.objects.all()}
    due = [one for one in erased if one.at >= since and one.company in known]
    for one in due:
        if one.kind not in _handlers:
            raise BackupRefused(
                f"Le journal des effacements parle de « {one.kind} », que cette version ne sait pas"
                " effacer : installez la version qui l’a écrit."
            )
        company = known[one.company]
        with current.company(company.pk):
            _handlers[one.kind](actors.system(company), at, one.public_id)
    return len(due)


def _parsed(line: str) -> Erasure:
    try:
        found = json.loads(line)
        return Erasure(
            at=datetime.fromisoformat(found["at"]),
            company=UUID(found["company"]),
            kind=str(found["kind"]),
            public_id=UUID(found["public_id"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"Le journal des effacements est illisible : {line[:80]}") from error


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
