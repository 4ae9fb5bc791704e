"""The days by which providers are to answer, and those of the meetings proposed."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.web.calendar_feeds.registry import Event, Reader, register

PAST = timedelta(days=90)
"""How long a day that is over stays in a calendar."""


@register(permission="challenge.read")
def challenges(reader: Reader) -> Iterator[Event]:
    """Keys do not follow days: a letter that leaves later moves its answer."""
    rows = queries.unfinished(reader.actor, on=reader.on)
    for one in rows.select_related("challenge__provider").order_by("due_on", "pk"):
        if one.due_on >= reader.on - PAST:
            yield _answer(reader, one)
        if one.meets_on is not None and one.meets_on >= reader.on - PAST:
            yield _meeting(reader, one)


def _answer(reader: Reader, one: ChallengeStep) -> Event:
    words = {"provider": one.challenge.provider.name, "rung": one.get_rung_display()}
    return Event(
        key=f"challenge-answer-{one.public_id}",
        day=one.due_on,
        title=_("Réponse attendue de %(provider)s : %(rung)s") % words,
        text=one.challenge.title,
        path=_path(reader, one),
    )


def _meeting(reader: Reader, one: ChallengeStep) -> Event:
    assert one.meets_on is not None
    return Event(
        key=f"challenge-meeting-{one.public_id}",
        day=one.meets_on,
        title=_("Réunion avec %(provider)s") % {"provider": one.challenge.provider.name},
        text=one.challenge.title,
        path=_path(reader, one),
    )


def _path(reader: Reader, one: ChallengeStep) -> str:
    return reverse("challenge", args=[reader.company.slug, one.challenge.public_id])
