"""Promises due: what a mission of direction was to hand in, what a decision was to bring."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import missions
from timonerie.domains.sourcing.queries import decisions
from timonerie.foundations.wording import formats
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register

TITLE = _("Promesses à échéance")
AHEAD = timedelta(days=7)


@register(title=TITLE, order=42, permission="contract.read")
def deliverables(reader: Reader) -> Iterator[Item]:
    """Late, or due within the week."""
    found = [
        (row.due_date, row.title, mission)
        for mission in missions.listed(reader.actor, on=reader.on)
        for row in mission.deliverables.all()
        if row.state == DeliverableState.DUE and row.due_date < reader.on + AHEAD
    ]
    for day, title, mission in sorted(found, key=lambda one: (one[0], one[1])):
        yield Item(
            f"{mission.provider or mission.person or mission.title} : {title}",
            _due(day, reader.on),
            reverse("mission", args=[reader.slug, mission.public_id]),
        )


@register(title=TITLE, order=43, permission="sourcing.read")
def benefits(reader: Reader) -> Iterator[Item]:
    """Benefits of decisions whose day has come, not measured yet."""
    rows = decisions.promises_due(reader.actor, on=reader.on).select_related("decision__activity")
    for one in rows.filter(due_date__lt=reader.on + AHEAD).order_by("due_date", "pk"):
        yield Item(
            gettext("Bénéfice promis à mesurer : %(activity)s")
            % {"activity": one.decision.activity.name},
            _due(one.due_date, reader.on),
            reverse("activity", args=[reader.slug, one.decision.activity.public_id]),
        )


def _due(day: date, on: date) -> str:
    words = {"day": formats.day(day)}
    if day < on:
        return gettext("promis pour le %(day)s, en retard") % words
    return gettext("promis pour le %(day)s") % words
