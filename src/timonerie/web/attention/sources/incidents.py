"""Incidents that wait for somebody: no cause said yet, or an action past its day."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import Incident, IncidentSeverity
from timonerie.domains.facts.queries import incidents as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

MAJOR, USUAL, LATE = 90, 40, 60
"""What weighs: a major incident nobody has qualified comes before most figures."""


@register(permission="incident.write")
def waiting(scene: Scene) -> Iterator[Line]:
    """One line for those without a cause, one for the actions that are late."""
    rows = queries.visible_to(scene.actor, on=scene.today).unfinished()
    found = list(rows.order_by("known_at", "pk"))
    bare = [one for one in found if not one.cause]
    if bare:
        yield _to_qualify(scene, bare)
    late = [one for one in found if _is_late(scene, one)]
    if late:
        yield _late(scene, late)


def _is_late(scene: Scene, one: Incident) -> bool:
    return one.due_date is not None and one.due_date < scene.today and one.action_on is None


def _to_qualify(scene: Scene, found: list[Incident]) -> Line:
    major = any(one.severity == IncidentSeverity.MAJOR for one in found)
    first = found[0]
    words = {"n": formats.number(len(found)), "what": first.what}
    return Line(
        title=ngettext("Incident à qualifier : %(what)s", "%(n)s incidents à qualifier", len(found))
        % words,
        since=_("connu le %(day)s") % {"day": formats.day(timezone.localdate(first.known_at))}
        if len(found) == 1
        else _("le plus ancien, connu le %(day)s")
        % {"day": formats.day(timezone.localdate(first.known_at))},
        why=_("Sans cause, il ne compte dans aucune récurrence et n’explique aucune courbe."),
        state=State.MISSED if major else State.WATCH,
        url=_address(scene, found),
        gesture=_("Qualifier"),
        weight=MAJOR if major else USUAL,
    )


def _late(scene: Scene, found: list[Incident]) -> Line:
    first = min(found, key=lambda one: str(one.due_date))
    words = {"n": formats.number(len(found)), "action": first.action or first.what}
    day = first.due_date
    return Line(
        title=ngettext("Action en retard : %(action)s", "%(n)s actions en retard", len(found))
        % words,
        since=_("attendue le %(day)s") % {"day": formats.day(day)}
        if day and len(found) == 1
        else _("la plus ancienne, attendue le %(day)s") % {"day": formats.day(day or scene.today)},
        why=_("Décidée après un incident, elle n’est pas dite en place."),
        state=State.WATCH,
        url=_address(scene, found),
        gesture=_("Ouvrir"),
        weight=LATE,
    )


def _address(scene: Scene, found: list[Incident]) -> str:
    if len(found) == 1:
        return reverse("incident", args=[scene.slug, found[0].public_id])
    return reverse("incidents", args=[scene.slug])
