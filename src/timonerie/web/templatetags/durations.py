"""`{% duration seconds working=True %}`, `{{ date|day }}` and `{{ moment|instant:zone }}`."""

import datetime
from zoneinfo import ZoneInfo

from django import template

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.formats import Number
from timonerie.foundations.wording.states import State

register = template.Library()


@register.simple_tag
def duration(seconds: Number | None, *, working: bool = False) -> str:
    if seconds is None:
        return str(State.MISSING.word)
    return formats.duration(seconds, working=working)


@register.filter
def day(value: datetime.date | None, style: str = "long") -> str:
    return "" if value is None else formats.day(value, style=style)


@register.filter
def instant(value: datetime.datetime | None, zone: str | ZoneInfo) -> str:
    return "" if value is None else formats.instant(value, zone)
