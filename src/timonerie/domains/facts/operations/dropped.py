"""Tables that wait for a person to say what they are, or that what they would do is right."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from timonerie.domains.facts.models import DroppedFile, DroppedState
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import clean_name
from timonerie.foundations.documents.models import Blob

PERMISSION = "first_hour.write"


def hold(
    *,
    by: Actor,
    at: datetime,
    chunks: Iterable[bytes],
    file_name: str,
    kinds: Sequence[str],
    is_sure: bool,
) -> DroppedFile:
    """Keep a table until somebody looks at it. The same file again is the one that waits already.

    Raises:
        FileRefused: its name (FIC-04), its size (FIC-02) or a quota (FIC-09, FIC-10) forbid it.
    """
    by.require(PERMISSION)
    name, _notices = clean_name(file_name)
    blob = documents.keep(by=by, at=at, chunks=chunks, name=name)
    with transaction.atomic():
        held, created = DroppedFile.objects.get_or_create(
            blob=blob,
            state=DroppedState.WAITING,
            defaults={
                "file_name": name,
                "kind": kinds[0] if is_sure else "",
                "kinds": list(kinds),
                "created_by": by.name,
                "user_id": by.user_id,
                "created_at": at,
            },
        )
        if created:
            _record(by, at, "dropped.held", held)
    return held


def say(*, by: Actor, at: datetime, file: DroppedFile, kind: str) -> None:
    """Somebody says what a table is."""
    by.require(PERMISSION)
    if file.kind == kind:
        return
    file.kind = kind
    with transaction.atomic():
        file.save(update_fields=["kind"])
        _record(by, at, "dropped.named", file)


def settle(*, by: Actor, at: datetime, blob: Blob) -> None:
    """What a table says was taken in: it waits no longer."""
    _leave(by, at, DroppedState.TAKEN, blob, act="dropped.taken")


def set_aside(*, by: Actor, at: datetime, file: DroppedFile) -> None:
    """Nothing is to be done of a table; the file itself stays."""
    by.require(PERMISSION)
    _leave(by, at, DroppedState.SET_ASIDE, file.blob, act="dropped.set_aside")


def _leave(by: Actor, at: datetime, state: DroppedState, blob: Blob, *, act: str) -> None:
    with transaction.atomic():
        for file in DroppedFile.objects.filter(blob=blob, state=DroppedState.WAITING):
            file.state = state
            file.save(update_fields=["state"])
            _record(by, at, act, file)


def _record(by: Actor, at: datetime, act: str, file: DroppedFile) -> None:
    detail = {"file": file.file_name, "kind": file.kind}
    audit.record(by=by, at=at, act=act, kind="dropped", public_id=file.public_id, detail=detail)
