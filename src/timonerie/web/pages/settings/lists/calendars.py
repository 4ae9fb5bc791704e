"""Calendars as a table: their week, and who follows them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Calendar, CalendarVersion
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings import four_weeks
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(
    request: CompanyRequest, found: Iterable[tuple[Calendar, CalendarVersion | None]]
) -> Table:
    return Table(
        name="calendriers",
        caption=_("Calendriers"),
        columns=(
            Column(label=_("Calendrier")),
            Column(label=_("Semaine"), is_long=True),
            Column(label=_("Jours fériés"), is_filter=True),
            Column(label=_("Suivi par"), is_long=True),
        ),
        rows=tuple(_row(request, *one) for one in found),
    )


def _row(request: CompanyRequest, calendar: Calendar, version: CalendarVersion | None) -> Row:
    week = four_weeks.grouped_week(version.document) if version else []
    return Row(
        cells=(
            Cell(text=calendar.name, url=url(request, "settings-calendar", calendar.public_id)),
            Cell(text=" ; ".join(map(_words, week))),
            Cell(text=four_weeks.region_of(version.document) if version else ""),
            Cell(text=", ".join(unit.name for unit in calendar.units.all()) or _("aucune unité")),
        )
    )


def _words(days: Mapping[str, str]) -> str:
    if days["last"]:
        return _("%(first)s à %(last)s : %(hours)s") % days
    return _("%(day)s : %(hours)s") % {"day": days["first"], "hours": days["hours"]}
