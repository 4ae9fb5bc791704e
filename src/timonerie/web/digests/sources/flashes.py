"""The sites that said nothing of their week, and what the others need."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.reporting.queries import flashes, needs
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.web import flash_words
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register
from timonerie.web.digests.sources.silences import TITLE


@register(title=TITLE, order=19, permission="flash.answer")
def silent(reader: Reader) -> Iterator[Item]:
    """The sites whose flash of last week never came, by name."""
    week = flash_weeks.week_of(reader.on) - flash_weeks.WEEK
    begun = flashes.asked_from()
    if begun is None or week < begun:
        return
    for told in flashes.of_week(reader.actor, week=week, at=reader.at).silent:
        yield Item(
            gettext("%(site)s n’a pas envoyé son flash") % {"site": told.place.name},
            flash_words.week(week),
            reverse("flash-week", args=[reader.slug, week.isoformat()]),
        )


@register(title=_("Ce que les sites demandent"), order=30, permission="flash.answer")
def needed(reader: Reader) -> Iterator[Item]:
    """What has no answer yet, the oldest first."""
    for one in needs.waiting(reader.actor, on=reader.on):
        yield Item(
            f"{one.unit.name} : {one.text}",
            flash_words.age(one, on=reader.on),
            reverse("flash-need-answer", args=[reader.slug, one.public_id]),
        )
