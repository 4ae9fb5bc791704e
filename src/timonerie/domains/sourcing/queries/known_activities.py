"""What is known of the activities that a statement of work entrusts, as its rules read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone, translation

from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import calendars
from timonerie.domains.sourcing.enums import DataKind, ValueField
from timonerie.domains.sourcing.models import Activity, ActivityValue, Assignment
from timonerie.domains.sourcing.queries import known_values
from timonerie.domains.sourcing.rules import values as rules
from timonerie.domains.sourcing.rules.statements import openings
from timonerie.domains.sourcing.rules.statements.known import Chosen, Site

LANGUAGE = "fr"
"""The documents are written in French."""
Values = Sequence[rules.Value]


@dataclass(frozen=True)
class _Places:
    """The sites that are served, by row id, and who serves each today. `is_everywhere` where no
    site that is served is left out."""

    names: Mapping[int, str]
    providers: tuple[str, ...]
    is_everywhere: bool


def chosen(activities: Sequence[Activity], *, sites: Collection[Unit], on: date) -> list[Chosen]:
    """What is known of each activity at some sites, at all those where it is done if none is named.
    Three queries."""
    known: dict[int, list[rules.Value]] = defaultdict(list)
    for row in ActivityValue.objects.filter(activity__in=activities).order_by("at", "pk"):
        known[row.activity_id].append(known_values.value(row))
    served = _places(activities, {one.pk for one in sites}, on=on)
    with translation.override(LANGUAGE):
        return [_chosen(one, known[one.pk], served[one.pk]) for one in activities]


def everywhere(
    activities: Sequence[Activity], *, sites: Collection[Unit], on: date
) -> list[Activity]:
    """Those of which no site that is served is left out: what is known of the company as a whole
    holds for them. One query."""
    served = _places(activities, {one.pk for one in sites}, on=on)
    return [one for one in activities if served[one.pk].is_everywhere]


def sites(units: Iterable[Unit], *, at: datetime) -> list[Site]:
    """The sites with their town and their opening hours; three queries."""
    hours, on = calendars.timelines(known_at=at), timezone.localdate(at)
    return [Site(one.name, place=_town(one), hours=_hours(hours.get(one.pk), on)) for one in units]


def places(activities: Sequence[Activity], *, on: date) -> list[Unit]:
    """Where the activities are done on a day, by name; one query."""
    rows = Assignment.objects.in_force(on=on).filter(activity__in=activities)
    found = {row.unit_id: row.unit for row in rows.select_related("unit__establishment")}
    return sorted(found.values(), key=lambda unit: (unit.name, unit.pk))


def _town(unit: Unit) -> str:
    """Said where the name of the site does not say it."""
    town = unit.establishment.town if unit.establishment else ""
    return town if town.casefold() not in unit.name.casefold() else ""


def _hours(line: Sequence[calendars.InForce] | None, on: date) -> str:
    past = [one for one in line or () if one.start_date <= on]
    return openings.words(past[-1].calendar.week) if past else ""


def _places(
    activities: Sequence[Activity], among: Collection[int], *, on: date
) -> dict[int, _Places]:
    rows = Assignment.objects.in_force(on=on).filter(activity__in=activities)
    names: dict[int, dict[int, str]] = defaultdict(dict)
    firms: dict[int, dict[str, None]] = defaultdict(dict)
    left: set[int] = set()
    for row in rows.select_related("unit", "provider").order_by("unit__name", "pk"):
        if among and row.unit_id not in among:
            left.add(row.activity_id)
            continue
        names[row.activity_id][row.unit_id] = row.unit.name
        if row.provider is not None:
            firms[row.activity_id][row.provider.name] = None
    return {
        one.pk: _Places(
            names[one.pk],
            tuple(firms[one.pk]),
            is_everywhere=not among or (bool(names[one.pk]) and one.pk not in left),
        )
        for one in activities
    }


def _chosen(activity: Activity, known: Values, places: _Places) -> Chosen:
    """A volume that is known of some sites only stays unknown, and so does that of the company for
    some of its sites."""
    here = [one for one in known if one.unit_id is None or one.unit_id in places.names]
    return Chosen(
        code=activity.code,
        name=activity.name,
        function=activity.function.name if activity.function else "",
        catalogue_code=activity.catalogue_code,
        accountable=str(activity.accountable) if activity.accountable else "",
        frequency=_text(here, ValueField.FREQUENCY, places) or activity.frequency,
        volume=_volume(here, places),
        volume_unit=activity.volume_unit,
        seasonality=_seasonality(here),
        our_deadline=_text(here, ValueField.OUR_DEADLINE, places),
        their_deadline=_text(here, ValueField.THEIR_DEADLINE, places),
        data=_data(here),
        confidentiality=_confidentiality(here),
        tools=_text(here, ValueField.TOOLS, places),
        provider=", ".join(places.providers),
        sites=tuple(places.names.values()),
    )


def _volume(known: Values, places: _Places) -> float | None:
    rows = [one for one in known if one.field == ValueField.YEARLY_VOLUME]
    total = rules.total(rows, sites=places.names.keys())
    if total.amount is None or not total.is_complete:
        return None
    return None if total.is_whole and not places.is_everywhere else float(total.amount)


def _seasonality(known: Values) -> tuple[float, ...] | None:
    """That of the company, or of the only site that says one."""
    told = _standing(known, ValueField.SEASONALITY)
    one = told.get(None) or (next(iter(told.values())) if len(told) == 1 else None)
    return tuple(map(float, one.value)) if one and isinstance(one.value, list) else None


def _text(known: Values, field: ValueField, places: _Places) -> str:
    """What the company says, else the sites: in one word where they agree."""
    told = _standing(known, field)
    if None in told:
        return str(told[None].value)
    answers: dict[str, list[str]] = defaultdict(list)
    for unit, one in told.items():
        answers[str(one.value)].append(places.names[unit] if unit is not None else "")
    if len(answers) == 1:
        return next(iter(answers))
    return " ; ".join(f"{answer} ({', '.join(names)})" for answer, names in answers.items())


def _data(known: Values) -> str:
    kinds = {
        kind
        for one in _standing(known, ValueField.DATA).values()
        if isinstance(one.value, list)
        for kind in one.value
    }
    return ", ".join(str(one.label) for one in DataKind if one.value in kinds)


def _confidentiality(known: Values) -> int | None:
    """The highest that any site says."""
    levels = [one.value for one in _standing(known, ValueField.CONFIDENTIALITY).values()]
    return max((level for level in levels if isinstance(level, int)), default=None)


def _standing(known: Values, field: ValueField) -> dict[int | None, rules.Value]:
    places: dict[int | None, list[rules.Value]] = defaultdict(list)
    for one in known:
        if one.field == field:
            places[one.unit_id].append(one)
    found = {unit: rules.standing(several) for unit, several in places.items()}
    return {unit: one for unit, one in found.items() if one is not None}
