"""Days on which somebody is away, and who receives their messages instead."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.publications.models import Absence
from timonerie.domains.publications.queries.receivers import PERMISSION
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.audit import operations as audit

LONGEST_DAYS = 366
NOT_YOURS = gettext_lazy("Cette absence n’est pas l’une des vôtres : relisez leur liste.")


def declare(
    *, by: Actor, at: datetime, start_date: date, end_date: date, deputy: str = ""
) -> Absence:
    """The actor is away between two days, both included; `deputy` is the address of somebody who
    has access here, and who reads what their own rights let them.

    Raises:
        Refused: no account, days in disorder, more than a year, a deputy without access here.
    """
    by.require(PERMISSION)
    if by.user_id is None:
        raise Refused(_("Une absence appartient à un compte : ouvrez une session."))
    if end_date < start_date:
        raise Refused(_("La fin vient avant le début : corrigez l’une des deux."), field="end_date")
    if (end_date - start_date).days >= LONGEST_DAYS:
        raise Refused(_("Une absence dure un an au plus."), field="end_date")
    with transaction.atomic():
        row: Absence = Absence.objects.create(
            user_id=by.user_id,
            start_date=start_date,
            end_date=end_date,
            deputy=_deputy(by, deputy, on=start_date),
            declared_at=at,
        )
        _record(by, at, "absence.declared", row)
    return row


def named(public_id: UUID, *, by: Actor) -> Absence:
    """An absence of the actor. Raises Refused where none of theirs has that number."""
    rows = Absence.objects.filter(public_id=public_id, user_id=by.user_id or 0)
    found: Absence | None = rows.select_related("deputy").first()
    if found is None:
        raise Refused(NOT_YOURS)
    return found


def cancel(*, by: Actor, at: datetime, absence: Absence) -> None:
    """Forget an absence. Twice is once. Raises Refused for one of somebody else."""
    by.require(PERMISSION)
    if absence.user_id != by.user_id:
        raise Refused(NOT_YOURS)
    with transaction.atomic():
        if Absence.objects.filter(pk=absence.pk).delete()[0]:
            _record(by, at, "absence.cancelled", absence)


def _deputy(by: Actor, address: str, *, on: date) -> User | None:
    if not address:
        return None
    rows = Membership.objects.in_force(on=on).filter(
        company_id=by.company_id,
        role__in=policies.roles_with(PERMISSION),
        user__email=address.strip().lower(),
    )
    found = rows.exclude(user_id=by.user_id or 0).select_related("user").first()
    if found is None:
        raise Refused(
            _("Personne d’autre n’a d’accès ici sous cette adresse : vérifiez-la."), field="deputy"
        )
    return found.user


def _record(by: Actor, at: datetime, act: str, row: Absence) -> None:
    detail = {"start_date": row.start_date.isoformat(), "end_date": row.end_date.isoformat()}
    if row.deputy is not None:
        detail["recipient"] = row.deputy.name
    audit.record(by=by, at=at, act=act, kind="absence", public_id=row.public_id, detail=detail)
