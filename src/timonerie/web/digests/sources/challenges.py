"""Challenges whose answer or whose next step is due this week, or past."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from timonerie.domains.challenge.models import ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.web import challenge_dues
from timonerie.web.challenge_dues import Due
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register


@register(title=_("Recadrages à suivre"), order=35, permission="challenge.read")
def followed(reader: Reader) -> Iterator[Item]:
    """What presses most first; of one challenge, its rungs in their order."""
    rows = queries.unfinished(reader.actor, on=reader.on)
    steps = queries.with_letters(rows.select_related("challenge__provider"))
    found = [(due, one) for one in steps if (due := challenge_dues.of(one, on=reader.on))]
    for due, one in sorted(found, key=_pressing):
        told = (due.since, one.challenge.title)
        yield Item(
            due.title,
            " · ".join(part for part in told if part),
            reverse("challenge", args=[reader.slug, one.challenge.public_id]),
        )


def _pressing(one: tuple[Due, ChallengeStep]) -> tuple[int, object]:
    due, step = one
    return -due.wait.value, step.due_on
