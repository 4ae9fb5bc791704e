"""Signals that wait for a decision: told and not sorted yet, or confirmed and past their day."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.queries import signals, telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

NEWEST, OTHERS, LATE = 70, 45, 80
STANDING = 0.02
"""Where what is a fact, and no figure, stands among rates of chance."""
SHOWN = 2
"""New signals that have a line of their own; the others share one."""


@register(permission="signal.read")
def told(scene: Scene) -> Iterator[Line]:
    rows = signals.visible_to(scene.actor, on=scene.today).still_there()
    rows = rows.exclude(state=Triage.NOISE).select_related(*signals.NAMED)
    found = telling.in_short(rows.order_by("-opened_on", "-pk"))
    new = [one for one in found if one.signal.state == Triage.NEW]
    # Those that chance explains least come first, then the last told.
    new.sort(key=lambda one: STANDING if one.signal.rate is None else one.signal.rate)
    for one in new[:SHOWN]:
        yield _new(scene, one)
    if len(new) > SHOWN:
        yield _others(scene, new[SHOWN:])
    for one in found:
        due = one.signal.due_date
        if due is not None and due < scene.today and one.signal.state != Triage.NEW:
            yield _late(scene, one)


def _new(scene: Scene, one: Spoken) -> Line:
    return Line(
        title=_("%(title)s (%(where)s)") % {"title": one.title, "where": one.where},
        since=_("depuis le %(day)s") % {"day": formats.day(one.signal.since)},
        why=_("Plus que le hasard ne l’explique. Dites ce que vaut ce signal."),
        state=State.WATCH,
        url=_address(scene, one),
        gesture=_("Décider") if scene.actor.may("signal.triage") else _("Ouvrir"),
        weight=NEWEST,
    )


def _others(scene: Scene, found: list[Spoken]) -> Line:
    first = min(one.signal.opened_on for one in found)
    return Line(
        title=_("%(n)s autres signaux à trier") % {"n": formats.number(len(found))}
        if len(found) > 1
        else _("Un autre signal à trier"),
        since=_("le plus ancien, levé le %(day)s") % {"day": formats.day(first)},
        why=_("Ce que vous dites du bruit règle la sensibilité."),
        state=State.WATCH,
        url=reverse("signals", args=[scene.slug]),
        gesture=_("Trier"),
        weight=OTHERS,
    )


def _late(scene: Scene, one: Spoken) -> Line:
    return Line(
        title=_("Décision attendue : %(title)s (%(where)s)")
        % {"title": one.title, "where": one.where},
        since=_("à décider pour le %(day)s") % {"day": formats.day(one.signal.due_date)}
        if one.signal.due_date
        else "",
        why=_("Le signal est toujours là."),
        state=State.MISSED,
        url=_address(scene, one),
        gesture=_("Décider"),
        weight=LATE,
    )


def _address(scene: Scene, one: Spoken) -> str:
    return reverse("signal", args=[scene.slug, one.signal.public_id])
