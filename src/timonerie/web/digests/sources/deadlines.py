"""The week's deadlines: every date of « Mes agendas » that falls within seven days."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from timonerie.foundations.wording import formats
from timonerie.web.calendar_feeds import registry as dates
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register

AHEAD = timedelta(days=7)


@register(title=_("Les échéances de la semaine"), order=10, permission="company.read")
def deadlines(reader: Reader) -> Iterator[Item]:
    """Each kind of date asks its own permission."""
    asked = dates.Reader(reader.actor, reader.company, reader.on)
    for one in dates.events(asked):
        if reader.on <= one.day < reader.on + AHEAD:
            day = formats.day(one.day, style="full")
            told = " · ".join(part for part in one.text.splitlines() if part)
            yield Item(one.title, f"{day} · {told}" if told else day, one.path)
