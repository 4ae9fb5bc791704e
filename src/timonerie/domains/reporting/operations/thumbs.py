"""A thumb after something was handed in: up or down, one line at most, one by account."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.reporting.models import Thumb
from timonerie.domains.reporting.queries.thumb_things import Thing
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

LONGEST = 200


def give(*, by: Actor, at: datetime, thing: Thing, is_up: bool | None, line: str = "") -> Thumb:
    """Judge one thing that a provider handed in; given again, the last thumb stands; None takes it
    back.

    Raises:
        Refused: the line is too long, or nobody is signed in.
        PermissionDenied: the provider is out of the actor's reach.
    """
    by.require("thumb.give")
    if not reach(by, on=timezone.localdate(at)).holds(provider=thing.provider.pk):
        raise PermissionDenied("ce prestataire n’est pas des siens")
    if by.user_id is None:
        raise Refused(_("Un pouce se donne par un compte."))
    line = "" if is_up is None else " ".join(line.split())
    if len(line) > LONGEST:
        raise Refused(
            _("Une ligne : %(most)s caractères au plus.") % {"most": LONGEST}, field="line"
        )
    named = {"kind": thing.kind, "thing": thing.public_id, "day": thing.day, "user_id": by.user_id}
    values = {"is_up": is_up, "line": line, "given_at": at}
    with transaction.atomic():
        row, is_new = Thumb.objects.get_or_create(
            **named,
            defaults={"title": thing.title[:200], "provider": thing.provider, "given_at": at},
        )
        found: Thumb = Thumb.objects.select_for_update().get(pk=row.pk)
        if is_new or (found.is_up, found.line) != (is_up, line):
            for name, value in values.items():
                setattr(found, name, value)
            found.save(update_fields=[*values])
            _record(by, at, found)
    return found


def _record(by: Actor, at: datetime, row: Thumb) -> None:
    """Which way it points is nobody's to read: the trail names who acts."""
    audit.record(
        by=by,
        at=at,
        act="thumb.taken_back" if row.is_up is None else "thumb.given",
        kind="thumb",
        public_id=row.public_id,
        detail={"provider": row.provider.name, "title": row.title},
    )
