"""Sites from which something is missing this month, in one line."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording import months
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene
from timonerie.web.boards import Desk

NAMED = 3
"""How many sites a line names before it counts the others."""


@register(permission="import.read")
def missing(scene: Scene) -> Iterator[Line]:
    desk = scene.desk
    sites = [unit for unit in scene.sites if desk and _is_missing(desk, scene, unit)]
    if desk is None or not sites:
        return
    may_bring = scene.actor.may("import.write")
    yield Line(
        title=_("%(sites)s : tout n’est pas arrivé pour %(month)s")
        % {"sites": _named(desk, sites), "month": desk.month.label},
        since=_since(desk, scene, sites),
        why=_("Les totaux de ce mois ne comptent pas ce qui manque."),
        state=State.MISSING,
        url=reverse("import-new" if may_bring else "imports", args=[scene.slug]),
        gesture=_("Importer") if may_bring else _("Voir les fichiers"),
        weight=50,
    )


def _named(desk: Desk, sites: Sequence[int]) -> str:
    names = ", ".join(desk.names.units[unit][1] for unit in sites[:NAMED])
    others = len(sites) - NAMED
    if others <= 0:
        return names
    words = {"names": names, "n": others}
    return ngettext("%(names)s et %(n)s autre", "%(names)s et %(n)s autres", others) % words


def _is_missing(desk: Desk, scene: Scene, unit: int, back: int = 0) -> bool:
    """A provider is told of its own part only."""
    start = desk.month.history[-1 - back]
    group = Group(unit=unit, provider=scene.own.provider)
    return desk.board.silence(group, kind="month", start=start) == "missing"


def _since(desk: Desk, scene: Scene, sites: Sequence[int]) -> str:
    """The month from which something has been missing at one of the sites."""
    back = 0
    while back + 1 < len(desk.month.history) and any(
        _is_missing(desk, scene, unit, back + 1) for unit in sites
    ):
        back += 1
    if back == 0:
        return _("ce mois-ci seulement")
    words = {"month": months.month_label(desk.month.history[-1 - back]), "n": back + 1}
    return _("depuis %(month)s (%(n)s mois)") % words
