"""What the passages of a cycle show: punctuality by side, what late steps go with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.reporting.models import Cycle
from timonerie.domains.reporting.queries.cycle_explanations import Punctuality, Told
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import short_label
from timonerie.web.charts import Bar, Bars, Point, Series, Trend
from timonerie.web.tables import Cell, Column, Row, Table

SHOWN = 18
"""Periods drawn."""


def punctuality(found: Sequence[Punctuality], cycle: Cycle) -> Trend | None:
    """Both sides on one scale; None under two periods."""
    shown = [one for one in found if one.ours[1] or one.theirs[1]][-SHOWN:]
    if len(shown) < 2:
        return None
    sides = ((Side.OURS, _("nous")), (Side.THEIRS, cycle.provider.name))
    return Trend(
        subject=_("Étapes à l’heure, de chaque côté"),
        unit="percent",
        series=tuple(
            Series(
                name=name,
                points=tuple(
                    Point(label=_label(one.start), value=one.share(side)) for one in shown
                ),
            )
            for side, name in sides
        ),
    )


def _label(start: date) -> str:
    return short_label(start) if start.day == 1 else formats.day(start, style="short")


def explanations(told: Sequence[Told]) -> list[dict[str, Any]]:
    """Each with its bars, one a site, and the table behind them; one place alone needs no bars."""
    return [
        {
            "told": one,
            "bars": _bars(one) if one.is_enough and len(one.sites) > 1 else None,
            "table": _table(one, rank),
        }
        for rank, one in enumerate(told, start=1)
    ]


def _bars(one: Told) -> Bars:
    return Bars(
        subject=_("Reprises qui suivent un retard, par site")
        if one.redone
        else _("Retards qui suivent un retard, par site"),
        finding=one.title,
        unit="",
        bars=tuple(
            Bar(
                label=site.site or _("Société"),
                value=float(site.numerator),
                note=_("sur %(n)s") % {"n": formats.number(site.denominator)},
            )
            for site in one.sites
        ),
    )


def _table(one: Told, rank: int) -> Table:
    return Table(
        name=f"explication-{rank}",
        caption=one.title,
        columns=(
            Column(label=_("Site")),
            Column(label=_("Après un retard"), is_number=True),
            Column(label=_("En tout"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=site.site or _("Société")),
                    Cell(text=formats.number(site.numerator), value=site.numerator),
                    Cell(text=formats.number(site.denominator), value=site.denominator),
                )
            )
            for site in one.sites
        ),
        hides_caption=True,
    )
