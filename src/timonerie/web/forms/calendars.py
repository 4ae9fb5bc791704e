"""A calendar as a week to fill in: two openings a day, holidays, exceptions, a day of effect."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import HolidayRegion
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.engine.calendar_fields import WEEKDAYS, hours
from timonerie.web.forms.base import CompanyForm, Compared, DateField, VersionedForm

DAY_NAMES: dict[str, Promise] = {
    "mon": _("lundi"),
    "tue": _("mardi"),
    "wed": _("mercredi"),
    "thu": _("jeudi"),
    "fri": _("vendredi"),
    "sat": _("samedi"),
    "sun": _("dimanche"),
}
ZONES = [
    ("Europe/Paris", _("Paris")),
    ("America/Guadeloupe", _("Guadeloupe")),
    ("America/Martinique", _("Martinique")),
    ("America/Cayenne", _("Guyane")),
    ("Indian/Reunion", _("La Réunion")),
    ("Indian/Mayotte", _("Mayotte")),
    ("Pacific/Noumea", _("Nouvelle-Calédonie")),
    ("Pacific/Tahiti", _("Polynésie française")),
    ("America/Miquelon", _("Saint-Pierre-et-Miquelon")),
    ("Pacific/Wallis", _("Wallis-et-Futuna")),
    ("Europe/Brussels", _("Bruxelles")),
    ("Europe/Luxembourg", _("Luxembourg")),
    ("Europe/Zurich", _("Zurich")),
    ("Europe/Berlin", _("Berlin")),
    ("Europe/Madrid", _("Madrid")),
    ("Europe/Lisbon", _("Lisbonne")),
    ("Europe/Rome", _("Rome")),
    ("Europe/London", _("Londres")),
    ("Africa/Casablanca", _("Casablanca")),
    ("Africa/Tunis", _("Tunis")),
    ("UTC", _("Temps universel")),
]
Span = tuple[time, time]
PARTS = ("open1", "close1", "open2", "close2")
PART_NAMES: dict[str, Promise] = {
    "open1": _("Ouvre"),
    "close1": _("Ferme"),
    "open2": _("Rouvre"),
    "close2": _("Ferme le soir"),
}
_EXCEPTION = re.compile(
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\s*(?:de\s*)?(?P<start>\d{1,2}[:h]\d{2})\s*(?:-|–|à)\s*(?P<end>\d{1,2}[:h]\d{2}))?"
)


class HoursField(forms.TimeField):
    """Typed rather than picked: 8:30, 08:30, 8h30 and 8 h 30 all say the same."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M",
            attrs={"class": "form-control", "size": 6, "maxlength": 8, "placeholder": "–"},
        )
        super().__init__(widget=widget, input_formats=["%H:%M", "%Hh%M", "%Hh"], **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class CalendarForm(CompanyForm):
    """`document()` is what the form says, with the keys of `calendar.toml`."""

    name = forms.CharField(label=_("Nom"), max_length=100)
    zone = forms.ChoiceField(label=_("Fuseau horaire"), choices=ZONES)
    holidays = forms.ChoiceField(
        label=_("Jours fériés"),
        choices=HolidayRegion.choices,
        required=False,
        help_text=_("Fermés, sauf ouverture exceptionnelle dite plus bas."),
    )
    closed = forms.CharField(
        label=_("Fermetures exceptionnelles"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une par ligne : la date seule pour la journée, ou avec ses heures."),
    )
    opened = forms.CharField(
        label=_("Ouvertures exceptionnelles"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une par ligne, avec ses heures. Elles l’emportent sur tout le reste."),
    )
    start_date = DateField(
        label=_("En vigueur à partir du"),
        help_text=_("Avant ce jour, les horaires précédents continuent de compter."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in WEEKDAYS:
            for part in PARTS:
                label = f"{DAY_NAMES[day]}, {PART_NAMES[part]}"
                self.fields[f"{day}_{part}"] = HoursField(label=label, required=False)
        # The order of the page, which the summary of errors follows.
        self.order_fields(["name", *(f"{day}_{part}" for day in WEEKDAYS for part in PARTS)])
        self._keep_unlisted("zone", ZONES)
        self._keep_unlisted("holidays", HolidayRegion.choices)

    def week(self) -> Iterator[dict[str, Any]]:
        """The fields by day, for the table of the week."""
        for day in WEEKDAYS:
            cells: list[dict[str, Any]] = [
                {"label": PART_NAMES[part], "field": self[f"{day}_{part}"]} for part in PARTS
            ]
            errors = [error for cell in cells for error in _errors(cell["field"])]
            yield {"name": DAY_NAMES[day], "cells": cells, "errors": errors}

    def others(self) -> Iterable[BoundField]:
        return [self[name] for name in ("zone", "holidays", "closed", "opened", "start_date")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for day in WEEKDAYS:
            self._clean_day(day, data)
        for name in ("closed", "opened"):
            data[f"{name}_lines"] = self._clean_exceptions(name, data.get(name) or "")
        return data

    def document(self) -> dict[str, Any]:
        data = self.cleaned_data
        document: dict[str, Any] = {"zone": data["zone"], "week": list(self._hours(data))}
        country, _colon, subdivision = data["holidays"].partition(":")
        if country:
            document |= {"country": country, "holidays": True}
        if subdivision:
            document["subdivision"] = subdivision
        document["closed"] = [
            {"day": day, "from": start, "to": end} if start else day
            for day, start, end in data["closed_lines"]
        ]
        document["opened"] = [
            {"day": day, "open": start, "close": end} for day, start, end in data["opened_lines"]
        ]
        return document

    def _hours(self, data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Days with the same opening stand together."""
        days: dict[tuple[time, time], list[str]] = {}
        for day in WEEKDAYS:
            for opens, closes in (("open1", "close1"), ("open2", "close2")):
                start, end = data.get(f"{day}_{opens}"), data.get(f"{day}_{closes}")
                if start is not None and end is not None:
                    days.setdefault((start, end), []).append(day)
        for (start, end), names in days.items():
            yield {"days": names, "open": f"{start:%H:%M}", "close": _closing(end)}

    def _clean_day(self, day: str, data: Mapping[str, Any]) -> None:
        for opens, closes in (("open1", "close1"), ("open2", "close2")):
            if {f"{day}_{opens}", f"{day}_{closes}"} & self.errors.keys():
                continue
            start, end = data.get(f"{day}_{opens}"), data.get(f"{day}_{closes}")
            if (start is None) != (end is None):
                missing = closes if end is None else opens
                self._refuse_day(day, missing, _now("%(day)s : il manque une heure."))
        first, second = _span(data, day, 1), _span(data, day, 2)
        if first and second and _overlap(first, second):
            faulty = "open2" if first[1] > first[0] else "close1"
            self._refuse_day(
                day,
                faulty,
                _now("%(day)s : les ouvertures %(first)s et %(second)s se chevauchent."),
                first=_span_words(first),
                second=_span_words(second),
            )
        elif first and second and first[0] < first[1] and second[0] < first[1]:
            self._refuse_day(day, "open2", _now("%(day)s : la réouverture précède la fermeture."))

    def _refuse_day(self, day: str, part: str, message: str, **values: str) -> None:
        named = {"day": str(DAY_NAMES[day]).title(), **values}
        self.add_error(f"{day}_{part}", message % named)

    def _clean_exceptions(self, name: str, text: str) -> list[tuple[str, str, str]]:
        found = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            shape = _EXCEPTION.fullmatch(line.strip())
            if shape is None or (name == "opened" and not shape["start"]):
                message = _now("Ligne %(number)s, « %(line)s » : écrivez par exemple %(example)s.")
            elif (day := _day(shape["day"])) is None:
                message = _now("Ligne %(number)s, « %(line)s » : cette date n’existe pas.")
            elif not (_is_clock(shape["start"]) and _is_clock(shape["end"], is_end=True)):
                message = _now("Ligne %(number)s, « %(line)s » : cette heure n’existe pas.")
            else:
                found.append((day, _clock(shape["start"]), _clock(shape["end"])))
                continue
            example = "24/12/2026 14:00-18:00" if name == "opened" else "24/12/2026"
            values = {"number": number, "line": line.strip(), "example": example}
            self.add_error(name, message % values)
        return found

    def _keep_unlisted(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        """A calendar that came from a file may name a zone or a region the list leaves out."""
        value = self.initial.get(name)
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if value and value not in dict(choices):
            field.choices = [*choices, (value, value)]


class CalendarChangeForm(CalendarForm, VersionedForm):
    """Other hours for a calendar that somebody else may be changing."""

    def answer(self, error: Conflict, *, compared: Sequence[Compared] | None = None) -> None:
        """What the fields started from is what stands now: the other person's."""
        words = [
            Compared(str(self[name].label), str(self.initial.get(name, "")), str(self.data[name]))
            for name in self.changed_data
            if name not in ("version", "start_date")
        ]
        super().answer(error, compared=words if compared is None else compared)


def initial_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that show a document; a third opening on one day is left out (see `fits`)."""
    shown: dict[str, Any] = {
        "zone": document["zone"],
        "holidays": ":".join(
            part for part in (document.get("country"), document.get("subdivision")) if part
        )
        if document.get("holidays")
        else "",
        "closed": "\n".join(_line(item, "from", "to") for item in document.get("closed", ())),
        "opened": "\n".join(_line(item, "open", "close") for item in document.get("opened", ())),
    }
    for day, openings in _by_day(document).items():
        for rank, (start, end) in enumerate(openings[:2], start=1):
            shown[f"{day}_open{rank}"] = start
            shown[f"{day}_close{rank}"] = "00:00" if end == "24:00" else end
    return shown


def fits(document: Mapping[str, Any]) -> bool:
    """Whether the form can show a document whole."""
    return all(len(openings) <= 2 for openings in _by_day(document).values())


def _by_day(document: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    days: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(document.get("week", ()), key=lambda one: one["open"]):
        for day in one["days"]:
            days.setdefault(day, []).append((one["open"], one["close"]))
    return days


def _line(item: Any, start: str, end: str) -> str:
    if isinstance(item, str):
        return _french(item)
    return f"{_french(item['day'])} {item[start]}-{item[end]}"


def _french(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _closing(end: time) -> str:
    return "24:00" if end == time(0, 0) else f"{end:%H:%M}"


def _span(data: Mapping[str, Any], day: str, rank: int) -> Span | None:
    start, end = data.get(f"{day}_open{rank}"), data.get(f"{day}_close{rank}")
    return None if start is None or end is None else (start, end)


def _overlap(first: Span, second: Span) -> bool:
    """Two openings of one day; each may close on the next."""
    first_start, first_end = hours(*first, ("open", "close"))
    second_start, second_end = hours(*second, ("open", "close"))
    return first_start < second_end and second_start < first_end


def _span_words(span: Span) -> str:
    start, end = span
    words = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    if end > start:
        return _now("de %(start)s à %(end)s") % words
    return _now("de %(start)s à %(end)s le lendemain") % words


def _is_clock(text: str | None, *, is_end: bool = False) -> bool:
    if not text:
        return True
    hour, minute = (int(part) for part in _clock(text).split(":"))
    return (hour < 24 and minute < 60) or (is_end and (hour, minute) == (24, 0))


def _clock(text: str | None) -> str:
    return (text or "").replace("h", ":")


def _day(text: str) -> str | None:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None


def _errors(field: BoundField) -> list[str]:
    return [str(error) for error in field.errors]
