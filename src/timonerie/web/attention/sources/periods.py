"""Months that are over and whole, and that nobody has closed."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.rules import Group
from timonerie.engine import periods
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web.attention.registry import register
from timonerie.web.attention.scene import Line, Scene
from timonerie.web.boards import Desk


@register(permission="period.close", needs_all=True)
def to_close(scene: Scene) -> Iterator[Line]:
    desk = scene.desk
    found = closable(desk, today=scene.today) if desk else []
    if desk is None or not found:
        return
    last = found[-1]
    yield Line(
        title=ngettext(
            "%(month)s peut être clôturé",
            "%(n)s mois peuvent être clôturés, jusqu’à %(month)s",
            len(found),
        )
        % {"n": len(found), "month": _titled(months.month_label(last), len(found))},
        since=_("terminé le %(day)s")
        % {"day": formats.day(date.fromordinal(periods.end_of("month", last).toordinal() - 1))},
        why=_(
            "Tout est arrivé. Une fois le mois clôturé, un fait tardif paraît comme une correction."
        ),
        state=State.NO_ACTIVITY,
        url=reverse("settings-periods", args=[scene.slug])
        if len(found) > 1
        else reverse("settings-period", args=[scene.slug, "mois", last.isoformat()]),
        gesture=_("Clôturer"),
        weight=20,
    )


def _titled(month: str, count: int) -> str:
    """A month alone begins the sentence."""
    return month[:1].upper() + month[1:] if count == 1 else month


def closable(desk: Desk, *, today: date) -> list[date]:
    """Oldest first: the open months after the last closed one, or the last three when none ever
    was, that are over and for which everything came."""
    over = [one for one in desk.month.known if periods.end_of("month", one) <= today]
    closed = desk.board.closed("month")
    after = [one for one in over if not closed or one > max(closed)]
    recent = sorted(after)[-3:] if not closed else sorted(after)
    return _whole(desk, recent)


def _whole(desk: Desk, starts: Sequence[date]) -> list[date]:
    found = []
    for start in starts:
        covered, expected = desk.board.coverage(Group(), kind="month", start=start)
        if expected and covered == expected:
            found.append(start)
    return found
