"""What somebody wants to receive."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.publications.models import MessageChoice
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def choose(
    *,
    by: Actor,
    at: datetime,
    weekly: bool,
    daily: bool,
    quiet_days: Collection[int],
    version: int | None = None,
) -> MessageChoice:
    """Say what the actor receives of this company; `quiet_days` counts from Monday, 0.

    Raises:
        Refused: no account, a day that is none, or seven quiet days.
        Conflict: they said otherwise elsewhere since `version`.
    """
    by.require("digest.read")
    if by.user_id is None:
        raise Refused(_("Un choix de messages appartient à un compte : ouvrez une session."))
    days = sorted(set(quiet_days))
    if not set(days) <= set(range(7)):
        raise Refused(_("Choisissez parmi les jours de la semaine."), field="quiet_days")
    if len(days) == 7 and (weekly or daily):
        raise Refused(
            _("Laissez un jour au moins, ou décochez le courrier du lundi et le récapitulatif."),
            field="quiet_days",
        )
    values = {"weekly": weekly, "daily": daily, "quiet_days": days}
    with transaction.atomic():
        row, created = MessageChoice.objects.get_or_create(user_id=by.user_id)
        made = changes.replace(row, version=None if created else version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="message_choice.changed",
                kind="message_choice",
                public_id=row.public_id,
                detail=made,
            )
    return row
