"""Steps of cycles that wait: the reader's own, and those of the other side that are late."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.reporting.models import RunStep
from timonerie.domains.reporting.queries import cycle_dues, cycle_owners
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import cycle_words
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

MINE_LATE, MINE, THEIRS = 70, 45, 55
"""What weighs: what the reader alone can do comes first."""


@register(permission="cycle.do")
def mine(scene: Scene) -> Iterator[Line]:
    count = scene.left["cycle_mine"]
    if not count:
        return
    first = _first(cycle_dues.mine(scene.actor, on=scene.today))
    late = first.due_on < scene.today
    yield Line(
        title=ngettext("Étape à faire : %(step)s, %(place)s", "%(n)s étapes à faire", count)
        % {"n": formats.number(count), **_words(first)},
        since=_since(first, count),
        why=_("L’étape suivante attend celle-ci."),
        state=State.MISSED if late else State.WATCH,
        url=_address(scene, first, count),
        gesture=_("Noter faite") if count == 1 else _("Voir les cycles"),
        weight=MINE_LATE if late else MINE,
    )


@register(permission="cycle.read")
def other_side(scene: Scene) -> Iterator[Line]:
    count = scene.left["cycle_other"]
    if not count:
        return
    first = _first(cycle_dues.other_side_late(scene.actor, on=scene.today))
    words = {"n": formats.number(count), "who": cycle_owners.owner(first), **_words(first)}
    yield Line(
        title=ngettext(
            "%(who)s est en retard : %(step)s, %(place)s",
            "%(n)s étapes en retard de l’autre côté",
            count,
        )
        % words,
        since=_since(first, count),
        why=_("Tant qu’elle n’est pas faite, la suite attend."),
        state=State.MISSED,
        url=_address(scene, first, count),
        gesture=_("Voir le passage") if count == 1 else _("Voir les cycles"),
        weight=THEIRS,
    )


def _first(rows: "QuerySet[RunStep]") -> RunStep:
    near = rows.select_related("run__cycle__provider", "run__site", "seat", "provider")
    return near.order_by("due_on", "pk")[0]


def _words(step: RunStep) -> dict[str, str]:
    return {"step": step.title, "place": cycle_owners.place(step.run)}


def _since(step: RunStep, count: int) -> str:
    told = {"day": formats.day(step.due_on, style="short"), "period": cycle_words.period(step.run)}
    if count == 1:
        return _("%(period)s, attendue le %(day)s") % told
    return _("la plus ancienne, attendue le %(day)s") % told


def _address(scene: Scene, step: RunStep, count: int) -> str:
    if count == 1:
        return reverse("cycle-run", args=[scene.slug, step.run.public_id])
    return reverse("cycles", args=[scene.slug])
