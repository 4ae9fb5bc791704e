"""Taking out of the archives what no other operation of its own takes out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import (
    Calendar,
    Establishment,
    LegalEntity,
    Person,
    Seat,
    Unit,
)
from timonerie.domains.organisation.operations import changes, people
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

Archived = Calendar | Establishment | LegalEntity | Person | Seat
KINDS: dict[type[Archived], str] = {
    Calendar: "calendar",
    Establishment: "establishment",
    LegalEntity: "legal_entity",
    Person: "person",
    Seat: "seat",
}


class StillArchived(Refused):
    """What the row stands under is in the archives itself."""


def restore(*, by: Actor, at: datetime, row: Archived, version: int | None = None) -> None:
    """Nothing happens to a row that somebody took out before.

    Raises:
        Conflict: the row changed since `version`, or since it was read.
        StillArchived: take out what it stands under first.
        EmailTaken: somebody has the address of that person by now.
    """
    by.require("organisation.write")
    if row.archived_at is None:
        return
    _refuse_under_archives(row)
    if isinstance(row, Person):
        people.refuse_taken_email(row.email, but=row)
    kind = KINDS[type(row)]
    with transaction.atomic():
        changes.replace(row, version=version, values={"archived_at": None})
        audit.record(by=by, at=at, act=f"{kind}.restored", kind=kind, public_id=row.public_id)


def _refuse_under_archives(row: Archived) -> None:
    above = _above(row)
    if above is not None and above.archived_at is not None:
        raise StillArchived(
            _("« %(above)s » est dans les archives : reprenez d’abord cette fiche.")
            % {"above": above}
        )


def _above(row: Archived) -> Unit | LegalEntity | None:
    if isinstance(row, Seat):
        return row.unit
    if isinstance(row, Establishment):
        return row.legal_entity
    return row.parent if isinstance(row, LegalEntity) else None
