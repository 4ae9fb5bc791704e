"""Flashes and needs in words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting.flash_enums import FlashState, NeedState
from timonerie.domains.reporting.models import Flash, FlashNeed
from timonerie.domains.reporting.queries import needs as queries
from timonerie.domains.reporting.queries.flashes import Told, Week
from timonerie.domains.reporting.rules import needs
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import period_names

STATES: Mapping[FlashState, State] = {
    FlashState.FILED: State.MET,
    FlashState.LATE: State.WATCH,
    FlashState.AWAITED: State.NO_OBJECT,
    FlashState.SILENT: State.MISSING,
    FlashState.CLOSED: State.NO_ACTIVITY,
}
NEED_STATES: Mapping[NeedState, State] = {
    NeedState.OPEN: State.MISSING,
    NeedState.OWNED: State.WATCH,
    NeedState.ANSWERED: State.MET,
    NeedState.DROPPED: State.NO_OBJECT,
}


def week(start: date) -> str:
    """ "semaine du 2 mars 2026"."""
    return period_names.label("week", start)


def titled_week(start: date) -> str:
    text = week(start)
    return text[:1].upper() + text[1:]


def due(at: datetime | None, zone: str) -> str:
    """ "vendredi 6 mars 2026 à 15 h 00" on the clock of the site."""
    if at is None:
        return _("le site est fermé toute la semaine")
    return formats.instant(at, zone)


def figure(one: Mapping[str, str]) -> str:
    """ "Commandes : 1 250,5 k€"."""
    value = value_text(one["value"])
    told = f"{value} {one['unit']}" if one["unit"] else value
    return _("%(label)s : %(value)s") % {"label": one["label"], "value": told}


def value_text(value: str) -> str:
    number = Decimal(value)
    decimals = max(0, -int(number.as_tuple().exponent))
    return formats.number(number, decimals=decimals)


def coverage(told: Told) -> str:
    """ "7 sites sur 9"."""
    words = {"n": formats.number(len(told.filed)), "of": formats.number(told.asked)}
    return ngettext("%(n)s site sur %(of)s", "%(n)s sites sur %(of)s", len(told.filed)) % words


def names(weeks: Sequence[Week]) -> str:
    return ", ".join(one.place.name for one in weeks)


def filed(flash: Flash, zone: str) -> str:
    return formats.instant(flash.filed_at, zone)


def age(need: FlashNeed, *, on: date) -> str:
    """Since when it waits, as long as it does."""
    asked = timezone.localdate(need.asked_at)
    days = needs.age_days(asked, on=on)
    if not days:
        return _("demandé aujourd’hui")
    return ngettext("demandé il y a %(n)s jour", "demandé il y a %(n)s jours", days) % {
        "n": formats.number(days)
    }


def is_old(need: FlashNeed, *, on: date) -> bool:
    waits = queries.state(need) in (NeedState.OPEN, NeedState.OWNED)
    return waits and needs.is_old(timezone.localdate(need.asked_at), on=on)


def need_line(need: FlashNeed, *, on: date) -> dict[str, Any]:
    """A need as the pages tell it."""
    state = queries.state(need)
    owner = ""
    if need.owner is not None and need.due_date is not None:
        words = {"post": need.owner.name, "day": formats.day(need.due_date)}
        owner = _("porté par « %(post)s » pour le %(day)s") % words
    return {
        "need": need,
        "text": need.text,
        "site": need.unit.name,
        "week": week(need.week),
        "state": NEED_STATES[state],
        "word": state.label,
        "waits": state in (NeedState.OPEN, NeedState.OWNED),
        "age": age(need, on=on) if state in (NeedState.OPEN, NeedState.OWNED) else "",
        "is_old": is_old(need, on=on),
        "is_overdue": bool(need.due_date and need.due_date < on and not need.answer),
        "owner": owner,
        "answer": need.answer,
        "answered": formats.day(timezone.localdate(need.answered_at)) if need.answered_at else "",
    }


def block(one: Week, *, zone: str) -> dict[str, Any]:
    """What a site told of a week, as the pages of the week show it."""
    flash = one.flash
    return {
        "site": one.place,
        "state": STATES[one.state],
        "word": one.state.label,
        "flash": flash,
        "due": due(one.due_at, zone),
        "facts": flash.facts if flash else [],
        "figures": [
            {"label": each["label"], "value": value_text(each["value"]), "unit": each["unit"]}
            for each in (flash.figures if flash else [])
        ],
        "alert": flash.alert if flash else "",
        "need": flash.need if flash else "",
        "filed": formats.instant(flash.filed_at, zone) if flash else "",
        "corrected": bool(flash and flash.number > 1),
    }


def local_day(at: datetime, zone: str) -> date:
    return timezone.localdate(at, timezone=ZoneInfo(zone))
