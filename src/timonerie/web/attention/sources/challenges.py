"""Challenges that wait for us: a letter to send, an answer past its day, a meeting that is near."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.models import ChallengeStep
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

NAMED = 3
"""Rungs that have a line of their own; the others share one."""
LATE, UNSENT, MEETS = 62, 48, 55
WEEK = timedelta(days=7)


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
    words = {"provider": one.challenge.provider.name, "rung": one.get_rung_display()}
    if one.meets_on is not None and scene.today <= one.meets_on <= scene.today + WEEK:
        words["day"] = formats.day(one.meets_on, style="short")
        told = _("Réunion avec %(provider)s le %(day)s") % words
        return _told(scene, one, told, "", State.WATCH, _("Ouvrir le recadrage"), MEETS)
    if queries.to_send([one]):
        told = _("Lettre à envoyer à %(provider)s : %(rung)s") % words
        day = {"day": formats.day(one.taken_on, style="short")}
        since = _("préparée le %(day)s") % day
        return _told(scene, one, told, since, State.WATCH, _("Relire la lettre"), UNSENT)
    if one.due_on < scene.today:
        told = _("%(provider)s n’a pas répondu : %(rung)s") % words
        day = {"day": formats.day(one.due_on, style="short")}
        since = _("attendue le %(day)s") % day
        return _told(scene, one, told, since, State.MISSED, _("Choisir la suite"), LATE)
    return None


def _told(
    scene: Scene,
    one: ChallengeStep,
    title: str,
    since: str,
    state: State,
    gesture: str,
    weight: float,
) -> Line:
    return Line(
        title=title,
        since=since,
        why=one.challenge.title,
        state=state,
        url=reverse("challenge", args=[scene.slug, one.challenge.public_id]),
        gesture=gesture,
        weight=weight,
    )


def _others(scene: Scene, count: int) -> Line:
    text = ngettext("%(n)s autre recadrage attend", "%(n)s autres recadrages attendent", count)
    return Line(
        title=text % {"n": formats.number(count)},
        why=_("Une lettre à envoyer, ou une réponse en retard."),
        state=State.WATCH,
        url=reverse("challenges", args=[scene.slug]),
        gesture=_("Voir les recadrages"),
        weight=UNSENT,
    )
