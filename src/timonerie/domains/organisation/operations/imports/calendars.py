"""Calendars as weekly hours: one opening a line, as many lines as the calendar needs."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import HolidayRegion
from timonerie.domains.organisation.models import Calendar, CalendarVersion
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import Table
from timonerie.domains.organisation.operations.imports.shapes import (
    REFUSED,
    Column,
    Fault,
    Importer,
    Line,
    Plan,
    Step,
    Wrong,
    day,
    fault_of,
    one_of,
)
from timonerie.engine.calendar_fields import WEEKDAYS

NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
FIRST = "à partir du"
_TIME = re.compile(r"([01]?\d|2[0-4])\s*[:hH]\s*([0-5]\d)?")


class Calendars(Importer):
    kind = "calendriers"
    title = gettext_lazy("Calendriers")
    permission = "organisation.write"
    columns = (
        Column("calendrier", gettext_lazy("son nom"), is_required=True, limit=100),
        Column("jour", gettext_lazy("lundi, ou lundi-vendredi"), is_required=True),
        Column("ouvre", gettext_lazy("09:00 ou 9 h"), is_required=True),
        Column(
            "ferme", gettext_lazy("12:30 ; avant l’ouverture, c’est le lendemain"), is_required=True
        ),
        Column("fuseau", gettext_lazy("Europe/Paris à défaut")),
        Column("jours fériés", gettext_lazy("France métropolitaine, La Réunion, FR:57… ou aucun")),
        Column(
            FIRST, gettext_lazy("premier jour de ces horaires ; vide pour un nouveau calendrier")
        ),
    )
    examples = (
        ("Colmar", "lundi-jeudi", "08:30", "12:00", "Europe/Paris", "FR:6AE", ""),
        ("Colmar", "lundi-jeudi", "13:30", "17:30", "Europe/Paris", "FR:6AE", ""),
        ("Colmar", "vendredi", "08:30", "12:00", "Europe/Paris", "FR:6AE", ""),
    )

    def __init__(self, *, at: datetime) -> None:
        super().__init__(at=at)
        self.calendars = {rules.key(row.name): row for row in Calendar.objects.all()}
        self.regions = {
            rules.key(text): value
            for value, label in HolidayRegion.choices
            for text in (value, str(label))
        }

    def plan(self, table: Table) -> Plan:
        """A calendar with a faulty line is left out whole: half a week would give wrong times."""
        found = Plan()
        groups: dict[str, list[Line]] = {}
        for line in self.lines(table):
            groups.setdefault(rules.key(line.text("calendrier")), []).append(line)
        for lines in groups.values():
            faults = [fault for line in lines for fault in self._faults(line)]
            if faults:
                found.faults += faults
                continue
            try:
                found.steps.append(self._take_all(lines))
            except Refused as refusal:
                first = lines[0]
                found.faults.append(
                    Fault(
                        first.number,
                        "calendrier",
                        first.text("calendrier"),
                        refusal.message,
                        REFUSED,
                    )
                )
        return found

    def _faults(self, line: Line) -> Iterator[Fault]:
        try:
            self._check(line)
            _days(line)
            _clock(line, "ouvre")
            _clock(line, "ferme")
            self._region(line)
            day(line, FIRST)
        except Wrong as wrong:
            yield fault_of(line, wrong)

    def _take_all(self, lines: list[Line]) -> Step:
        first = lines[0]
        step = Step(first.number, first.text("calendrier"))
        calendar = self.calendars.get(rules.key(first.text("calendrier")))
        start = next((found for line in lines if (found := day(line, FIRST))), None)
        if calendar is None:
            calendar = Calendar(name=first.text("calendrier"))
            step.create(calendar)
            step.rows.append(self._version(calendar, lines, start or calendars.ORIGIN, {}))
            return step
        return self._take_known(step, calendar, lines, start or self.at.date())

    def _take_known(self, step: Step, calendar: Calendar, lines: list[Line], start: date) -> Step:
        now = calendar.versions.in_force(on=start).first()
        version = self._version(calendar, lines, start, now.document if now else {})
        if now is not None and now.fingerprint == version.fingerprint:
            return step
        step.create(version)
        step.changed = {"calendar": ["", f"{start:%d/%m/%Y}"]}
        return step

    def _version(
        self, calendar: Calendar, lines: list[Line], start: date, before: dict[str, Any]
    ) -> CalendarVersion:
        """The week is the file's; exceptions, which it does not tell, stay those of before."""
        week = [
            {"days": _days(line), "open": _clock(line, "ouvre"), "close": _clock(line, "ferme")}
            for line in lines
        ]
        zone = next((line.text("fuseau") for line in lines if line.text("fuseau")), "")
        document: dict[str, Any] = {
            "zone": zone or before.get("zone") or "Europe/Paris",
            "week": _together(week),
            "closed": before.get("closed", []),
            "opened": before.get("opened", []),
        }
        region = next((found for line in lines if (found := self._region(line))), "")
        country, _colon, subdivision = region.partition(":")
        document |= {"country": country, "holidays": True} if country else {}
        document |= {"subdivision": subdivision} if subdivision else {}
        hours = calendars.read(document)
        return CalendarVersion(
            calendar=calendar,
            start_date=start,
            document=hours.to_dict(),
            fingerprint=hours.fingerprint,
            created_at=self.at,
        )

    def _region(self, line: Line) -> str:
        found: str | None = one_of(
            line,
            "jours fériés",
            self.regions,
            key=rules.key,
            remedy=_(
                "Écrivez une région de la liste des réglages, ou son code : FR, FR:6AE, FR:974."
            ),
        )
        return found or ""


def _days(line: Line) -> list[str]:
    """ "lundi", "lundi-vendredi", "lundi au jeudi", "mardi, jeudi". Raises Wrong."""
    found: list[str] = []
    for part in re.split(r"\s*,\s*", rules.key(line.text("jour"))):
        ends = [_rank(name) for name in re.split(r"\s*-\s*|\s+au\s+|\s+à\s+", part)]
        if None in ends or len(ends) > 2:
            raise Wrong("jour", line.text("jour"), _("Écrivez « lundi » ou « lundi-vendredi »."))
        ranks = [rank for rank in ends if rank is not None]
        found += WEEKDAYS[ranks[0] : ranks[-1] + 1]
    if not found:
        raise Wrong("jour", line.text("jour"), _("Le premier jour vient avant le dernier."))
    return found


def _rank(name: str) -> int | None:
    ranks = [rank for rank, known in enumerate(NAMES) if len(name) > 2 and known.startswith(name)]
    return ranks[0] if len(ranks) == 1 else None


def _clock(line: Line, column: str) -> str:
    """ "09:00" of "9h", "9 h 00" or "9:00". Raises Wrong."""
    found = _TIME.fullmatch(line.text(column))
    if found is None or (found[1] == "24" and (column == "ouvre" or found[2] not in (None, "00"))):
        raise Wrong(column, line.text(column), _("Écrivez l’heure 09:00."))
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def _together(week: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Days that open alike stand together, so that the same week has one fingerprint."""
    days: dict[tuple[str, str], set[str]] = {}
    for hours in week:
        days.setdefault((hours["open"], hours["close"]), set()).update(hours["days"])
    return [
        {"days": sorted(names, key=WEEKDAYS.index), "open": opens, "close": closes}
        for (opens, closes), names in days.items()
    ]
