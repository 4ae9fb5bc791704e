"""Writing the trail: always inside the transaction of the act it records."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import chain, checkpoints, merkle, personal
from timonerie.foundations.audit.checkpoints import Checkpoint
from timonerie.foundations.audit.models import Event, Head, PersonalValue
from timonerie.foundations.scope.models import Company

CLOCK_WENT_BACK = "audit.clock_went_back"
TOLERANCE = timedelta(seconds=2)
"""How far a clock that is being set right may go back without a word."""


class NothingToErase(LookupError):
    """The trail holds no value about that person, or no longer."""


def record(
    *,
    by: Actor,
    at: datetime,
    act: str,
    kind: str,
    public_id: object,
    detail: Mapping[str, Any] | None = None,
    about: str = "",
) -> Event:
    """Append one event to the company's chain. Its personal details are those of `about`
    (`personal.subject`), of the object itself where that is a person.

    Raises:
        TransactionManagementError: outside a transaction, where the act and its trace could part.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("audit.record belongs inside a transaction")
    head = _locked_head(by.company_id)
    _tell_of_clock(head)
    event = Event(
        at=at, act=act, object_kind=kind, object_id=str(public_id), detail=dict(detail or {})
    )
    if kind == "person":
        about = about or personal.subject(kind, public_id)
    return _append(head, event, by=by, about=about)


def erase(*, by: Actor, at: datetime, kind: str, number: object) -> int:
    """Erase what the trail says of a person ("user", "person" or "contact"), with the keys of the
    commitments; returns how many values there were. The chain stays whole, and says it.

    Raises:
        NothingToErase: the trail holds nothing about them.
    """
    by.require("audit.erase")
    with transaction.atomic():
        _locked_head(by.company_id)
        found = PersonalValue.objects.filter(
            company_id=by.company_id, subject=personal.subject(kind, number)
        )
        refs = sorted(found.values_list("ref", flat=True))
        if not refs:
            raise NothingToErase(_("La piste d’audit ne dit rien de cette personne."))
        _overwrite_deleted_rows()
        found.delete()
        record(
            by=by, at=at, act=personal.ERASED, kind=kind, public_id=number, detail={"refs": refs}
        )
    return len(refs)


def checkpoint(*, company: Company, at: datetime) -> Checkpoint | None:
    """Write down outside the database what the trail is now; nothing for an empty trail."""
    rows = (
        Event.objects.filter(company_id=company.pk).order_by("seq").values_list("hash", flat=True)
    )
    tree, head = merkle.Tree(), ""
    for head in rows.iterator():
        tree.add(head.encode())
    if not tree.size:
        return None
    instant = at.astimezone(UTC).isoformat(timespec="seconds")
    made = Checkpoint(str(company.public_id), tree.size, head, tree.root(), instant)
    checkpoints.append(made, checkpoints.path(company.public_id))
    return made


def _locked_head(company_id: int) -> Head:
    Head.objects.get_or_create(company_id=company_id)
    return Head.objects.select_for_update().get(company_id=company_id)


def _tell_of_clock(head: Head) -> None:
    """The order of events is that of `seq`; a machine whose clock goes back says so itself."""
    before, now = head.clock, timezone.now()
    head.clock = now
    if before is None or now >= before - TOLERANCE:
        return
    event = Event(
        at=now,
        act=CLOCK_WENT_BACK,
        object_kind="clock",
        object_id=str(head.company_id),
        detail={"seconds": round((before - now).total_seconds()), "before": before.isoformat()},
    )
    machine = Actor(company_id=head.company_id, name=personal.SYSTEM, role=Role.DIRECTOR)
    _append(head, event, by=machine, about="")


def _append(head: Head, event: Event, *, by: Actor, about: str) -> Event:
    def seal(value: str) -> Mapping[str, str]:
        return _sealed_value(by.company_id, about, value)

    event.company_id, event.user_id, event.version = by.company_id, by.user_id, chain.VERSION
    event.seq, event.previous_hash = head.seq + 1, head.hash
    event.actor = _sealed_actor(by)
    event.detail = personal.sealed(event.act, chain.storable(event.detail), seal)
    event.hash = chain.seal(event)
    event.save(force_insert=True)
    head.seq, head.hash = event.seq, event.hash
    head.save()
    return event


def _sealed_actor(by: Actor) -> str:
    if by.user_id is None:
        return by.name.replace(":", " ")
    made = _sealed_value(by.company_id, personal.subject("user", by.user_id), by.name)
    return f"{made['ref']}:{made['seal']}"


def _sealed_value(company_id: int, subject: str, value: str) -> dict[str, str]:
    """A value about the same person is kept once; about nobody known, each has its own key."""
    kept = None
    if subject:
        mine = PersonalValue.objects.filter(company_id=company_id, subject=subject, value=value)
        kept = mine.first()
    kept = kept or PersonalValue.objects.create(
        company_id=company_id,
        ref=uuid.uuid4().hex,
        subject=subject,
        key=secrets.token_hex(32),
        value=value,
    )
    return {"ref": kept.ref, "seal": personal.commit(kept.key, value)}


def _overwrite_deleted_rows() -> None:
    """SQLite would leave the bytes of an erased value in its file until they are needed."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
