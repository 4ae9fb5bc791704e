"""Figures of closed months that a late fact has corrected lately, in one line."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.queries import revisions
from timonerie.web import months
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene
from timonerie.web.states import State

DAYS = 31


@register(permission="indicator.read")
def corrections(scene: Scene) -> Iterator[Line]:
    if scene.desk is None:
        return
    first = timezone.now() - timedelta(days=DAYS)
    series = scene.desk.board.visible(scene.own.series())
    found = revisions.corrected(series, kind="month", since=first)
    if not found:
        return
    count = sum(found.values())
    named = ", ".join(months.month_label(start) for start in sorted(found)[:3])
    yield Line(
        title=ngettext(
            "%(n)s chiffre clôturé a été corrigé", "%(n)s chiffres clôturés ont été corrigés", count
        )
        % {"n": count},
        since=named,
        why=_("Des faits sont arrivés après la clôture ; chaque chiffre garde ce qu’il était."),
        state=State.WATCH,
        url=scene.desk.indicators_url(max(found)),
        gesture=_("Voir les chiffres"),
        weight=30,
    )
