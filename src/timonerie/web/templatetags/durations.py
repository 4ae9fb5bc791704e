"""`{% duration seconds working=True %}`, `{{ date|day }}` and `{{ moment|instant:zone }}`."""

import datetime
from zoneinfo import ZoneInfo

from django import template

from timonerie.web import formats
from timonerie.web.formats import Number
from timonerie.web.states import State

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
