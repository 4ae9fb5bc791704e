"""Statements of work: begun from a ready model, named, archived."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.models import (
    Activity,
    StatementActivity,
    StatementLine,
    StatementOfWork,
)
from timonerie.domains.sourcing.operations import checks, first_lines, statement_checks
from timonerie.domains.sourcing.operations.first_lines import NOTHING, Measured
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor

LONGEST, SHORTEST = 120, 1
"""Months that a contract which is looked for may last."""


def draft(
    *,
    by: Actor,
    at: datetime,
    work: str,
    title: str,
    months: int = 36,
    activities: Sequence[Activity] = (),
    sites: Sequence[Unit] = (),
    provider: Provider | None = None,
    measured: Measured = NOTHING,
) -> StatementOfWork:
    """Begin a statement with the lines of a ready model, filled with what is known of the chosen
    activities and with what was measured. Without any activity, the model alone: who sees
    everything may do that.

    Raises:
        Refused: no such model, no title, or a length out of bounds.
        OutOfReach: the writer does not read the decisions of an activity.
    """
    by.require("statement.write")
    values = _checked(title=title, months=months, provider=provider)
    _require_model(work)
    _require_activities(by, at, activities)
    lines = first_lines.of(work, activities, sites, measured, at=at)
    with transaction.atomic():
        made: StatementOfWork = StatementOfWork.objects.create(
            **values, work=work, created_by=by.name, user_id=by.user_id, created_at=at
        )
        StatementActivity.objects.bulk_create(
            StatementActivity(statement=made, activity=one) for one in activities
        )
        StatementLine.objects.bulk_create(first_lines.rows(made, lines, activities))
        told = {"title": made.title, "work": works.model(work).title, "lines": len(lines)}
        told["activities"] = ", ".join(one.name for one in activities)
        statement_checks.audited(by, at, "statement.created", made, told)
    return made


def change(
    *,
    by: Actor,
    at: datetime,
    statement: StatementOfWork,
    version: int,
    title: str,
    months: int,
    provider: Provider | None,
) -> None:
    """Raises Refused; Conflict when somebody changed it, or one of its lines, since."""
    by.require("statement.write")
    statement_checks.require_open(by, at=at, statement=statement)
    values = _checked(title=title, months=months, provider=provider)
    with transaction.atomic():
        made = changes.replace(statement, version=version, values=values)
        if made:
            statement_checks.audited(by, at, "statement.changed", statement, made)


def archive(*, by: Actor, at: datetime, statement: StatementOfWork, version: int) -> None:
    """Out of the lists; its versions stay. Twice is once."""
    _set_archived(by, at, statement, version, when=at, act="statement.archived")


def restore(*, by: Actor, at: datetime, statement: StatementOfWork, version: int) -> None:
    _set_archived(by, at, statement, version, when=None, act="statement.restored")


def _set_archived(
    by: Actor,
    at: datetime,
    statement: StatementOfWork,
    version: int,
    *,
    when: datetime | None,
    act: str,
) -> None:
    by.require("statement.write")
    statement_checks.require_reach(by, at=at, statement=statement)
    if (statement.archived_at is None) == (when is None):
        return
    with transaction.atomic():
        changes.replace(statement, version=version, values={"archived_at": when})
        statement_checks.audited(by, at, act, statement, {})


def _checked(*, title: str, months: int, provider: Provider | None) -> dict[str, Any]:
    title = " ".join(title.split())
    if not title or len(title) > 200:
        raise Refused(_("Donnez un titre de 200 caractères au plus."), field="title")
    if not SHORTEST <= months <= LONGEST:
        raise Refused(_("La durée va de 1 à 120 mois."), field="months")
    return {"title": title, "months": months, "provider": provider}


def _require_model(work: str) -> None:
    if work not in works.CODES:
        raise Refused(_("Choisissez un modèle de la liste."), field="work")


def _require_activities(by: Actor, at: datetime, activities: Sequence[Activity]) -> None:
    on = timezone.localdate(at)
    wanted = {one.pk for one in activities}
    seen = reaching.activities(by, on=on).filter(pk__in=wanted).count()
    if seen != len(wanted):
        raise checks.OutOfReach(
            _("Votre mandat ne va pas à toutes ces activités : retirez-en."), field="activities"
        )
    if not activities and not reaching.sees_everything(by, on=on):
        raise checks.OutOfReach(
            _(
                "Choisissez au moins une activité de votre mandat : un cahier sans activité parle"
                " de toute la société."
            ),
            field="activities",
        )
