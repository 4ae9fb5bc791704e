"""The week's deadlines: every date of « Mes agendas » that falls within seven days."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.foundations.wording import formats
from timonerie.web.calendar_feeds import registry as dates
from timonerie.web.calendar_feeds.registry import Event
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register

AHEAD = timedelta(days=7)


@register(title=gettext_lazy("Les échéances de la semaine"), order=10, permission="company.read")
def deadlines(reader: Reader) -> Iterator[Item]:
    """Each kind of date asks its own permission."""
    asked = dates.Reader(reader.actor, reader.company, reader.on)
    together = defaultdict[tuple[date, str], list[Event]](list)
    for one in dates.events(asked):
        if reader.on <= one.day < reader.on + AHEAD:
            together[one.day, one.shared.key if one.shared else one.key].append(one)
    return (_item(several) for several in together.values())


def _item(several: Sequence[Event]) -> Item:
    """One date, or what several places are asked on one day."""
    first = several[0]
    title, text, path = first.title, first.text, first.path
    if first.shared is not None and len(several) > 1:
        places = [one.shared.place for one in several if one.shared]
        words = {"what": first.shared.what, "places": formats.names(places)}
        title, text, path = _("%(what)s : %(places)s") % words, first.shared.text, first.shared.path
    day = formats.day(first.day, style="full")
    told = " · ".join(part for part in text.splitlines() if part)
    return Item(title, f"{day} · {told}" if told else day, path)
