"""The last days of the legal documents that providers owe."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.contracts.duty_enums import DutyState
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.web import duty_words
from timonerie.web.calendar_feeds.registry import Event, Reader, register

PAST = timedelta(days=90)
"""How long a document that is over stays in a calendar."""


@register(permission="duty.read")
def duties(reader: Reader) -> Iterator[Event]:
    """One for each kind that a provider owes to one of our entities: a later document moves it."""
    for held in queries.board(reader.actor, on=reader.on):
        for one in held.duties:
            day = one.standing.ends_on
            if day is not None and day >= reader.on - PAST and one.state != DutyState.NOT_DUE:
                yield _event(reader, one)


def _event(reader: Reader, one: Duty) -> Event:
    firm, entity = one.provider, one.entity
    whose = entity.public_id if entity else "all"
    words = {"piece": duty_words.title(one.kind.code), "provider": firm.name}
    told = [entity.name if entity else "", _("À faire valider par un conseil.")]
    assert one.standing.ends_on is not None
    return Event(
        key=f"duty-{one.kind.code.lower()}-{firm.public_id}-{whose}",
        day=one.standing.ends_on,
        title=_("%(piece)s, dernier jour : %(provider)s") % words,
        text="\n".join(part for part in told if part),
        path=reverse("provider-duties", args=[reader.company.slug, firm.public_id]),
    )
