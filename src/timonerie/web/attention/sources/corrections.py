"""Figures of closed months that a late fact has corrected lately, in one line."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.queries import closing
from timonerie.foundations.wording import months
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene

DAYS = 31


@register(permission="indicator.read")
def corrections(scene: Scene) -> Iterator[Line]:
    if scene.desk is None:
        return
    since = timezone.now() - timedelta(days=DAYS)
    found = closing.corrected(scene.desk.board, kind="month", since=since)
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
        url=_url(scene.slug, sorted(found)),
        gesture=_("Voir les corrections"),
        weight=30,
    )


def _url(slug: str, found: Sequence[date]) -> str:
    if len(found) > 1:
        return reverse("settings-periods", args=[slug])
    month = reverse("settings-period", args=[slug, "mois", found[0].isoformat()])
    return f"{month}#corriges"
