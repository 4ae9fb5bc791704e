"""When the flash of the week is due: said by the company, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.models import FlashRule
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def say(*, by: Actor, at: datetime, weekday: int, hour: int, start: date) -> FlashRule:
    """The weekday, from 0 for Monday, and the hour of each site's own clock, from a Monday on.
    Weeks that began before keep theirs.

    Raises Refused for no hour of a week, or a start before this week.
    """
    by.require("flash.rule")
    if not 0 <= weekday <= 6:
        raise Refused(_("Choisissez un jour de la semaine."), field="weekday")
    if not 0 <= hour <= 23:
        raise Refused(_("L’heure va de 0 à 23."), field="hour")
    first = flash_weeks.week_of(start)
    if first < flash_weeks.week_of(timezone.localdate(at)):
        raise Refused(
            _("Une échéance ne change pas les semaines passées : donnez un jour à venir."),
            field="start",
        )
    with transaction.atomic():
        made: FlashRule = FlashRule.objects.create(
            weekday=weekday, hour=hour, start_date=first, created_at=at
        )
        audit.record(
            by=by,
            at=at,
            act="flash.rule_said",
            kind="flash_rule",
            public_id=made.public_id,
            detail={"weekday": str(weekday), "hour": str(hour), "start_date": first.isoformat()},
        )
    return made
