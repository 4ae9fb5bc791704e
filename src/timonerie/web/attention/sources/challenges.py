"""Challenges that wait for us: a letter to send, an answer past its day, a meeting that is near."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from timonerie.domains.challenge.models import ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import challenge_dues
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene
from timonerie.web.challenge_dues import Wait

NAMED = 3
"""Rungs that have a line of their own; the others share one."""
UNSENT = 48
_GESTURES = {
    Wait.LATE: (gettext_lazy("Choisir la suite"), 62),
    Wait.MEETS: (gettext_lazy("Ouvrir le recadrage"), 55),
    Wait.UNSENT: (gettext_lazy("Relire la lettre"), UNSENT),
}


@register(permission="challenge.read")
def waiting(scene: Scene) -> Iterator[Line]:
    """The heaviest first: what nobody answered, then what is to come, then what to send."""
    if not scene.left["challenges"]:
        return
    rows = queries.unfinished(scene.actor, on=scene.today)
    steps = queries.with_letters(rows.select_related("challenge__provider"))
    found = [line for one in steps if (line := _line(scene, one)) is not None]
    found.sort(key=lambda line: -line.weight)
    yield from found[:NAMED]
    if len(found) > NAMED:
        yield _others(scene, len(found) - NAMED)


def _line(scene: Scene, one: ChallengeStep) -> Line | None:
    """Nothing where only the provider is awaited, in time."""
    due = challenge_dues.of(one, on=scene.today)
    if due is None or due.wait == Wait.AWAITED:
        return None
    gesture, weight = _GESTURES[due.wait]
    return Line(
        title=due.title,
        since=due.since,
        why=one.challenge.title,
        state=State.MISSED if due.wait == Wait.LATE else State.WATCH,
        url=reverse("challenge", args=[scene.slug, one.challenge.public_id]),
        gesture=str(gesture),
        weight=weight,
    )


def _others(scene: Scene, count: int) -> Line:
    text = ngettext("%(n)s autre recadrage attend", "%(n)s autres recadrages attendent", count)
    return Line(
        title=text % {"n": formats.number(count)},
        why=gettext("Une lettre à envoyer, ou une réponse en retard."),
        state=State.WATCH,
        url=reverse("challenges", args=[scene.slug]),
        gesture=gettext("Voir les recadrages"),
        weight=UNSENT,
    )
