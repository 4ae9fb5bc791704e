"""What a person adds to the figures of a month, by workplace.

Figures are a flat count: whole numbers by name, so that those of two workplaces, of two fractions
or of two months are added up. Hours are in hundredths.

    heads                 in force at the end of the last day, interns and officers apart
    contract.<family>     the same and the others, each person once by workplace
    time.<full|part|unsaid>  of the heads
    arrivals              first contract of the file at that workplace that starts in the month
    leaver.<family>       last contract of the file at that workplace that ends in the month
    days                  calendar days in force in the month, of those who are employed
    absent.<family>       days of them under a stop of work, each day once by person
    people.<family>       people with such a day; people: with a day of any family
    stops.<family>        stops whose first day is in the month
    suspended             people with another suspension of their contract in the month
    hours.<kind>          hours of the pay periods that do not end before the month
    unread                measures of activity in another unit than hours
    late.periods          pay periods that end before the month; late.people: whose they are
    late.changes          changes of contract that bear from before the month
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.engine.dsn.people import Contract, Individual, Stop

Figures = Counter[str]


@dataclass(frozen=True, slots=True)
class Month:
    """The days of a month as bits: the first one is 1."""

    first: date

    @property
    def last(self) -> date:
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def bits(self, first: date | None, last: date | None) -> int:
        """The days of the month between two days included; None is open."""
        start = max(first or self.first, self.first)
        end = min(last or self.last, self.last)
        if start > end:
            return 0
        return (1 << end.day) - (1 << start.day - 1)


def add(figures: dict[str, Figures], person: Individual, month: Month) -> None:
    """Count a person in the figures of each workplace, by its identifier in the file."""
    places: dict[str, list[Contract]] = defaultdict(list)
    for contract in person.contracts:
        places[contract.workplace].append(contract)
    for place, contracts in places.items():
        found = figures[place]
        found["heads"] += 0
        _present(found, contracts, month)
        employed = [one for one in contracts if one.is_employment]
        if employed:
            _moves(found, employed, month)
            _absences(found, employed, month)
        _changes(found, contracts, month)
    _pays(figures, person, month)


def _present(found: Figures, contracts: Sequence[Contract], month: Month) -> None:
    in_force = [one for one in contracts if one.is_in_force(month.last)]
    if not in_force:
        return
    main = min(in_force, key=lambda one: (not one.is_employment, one.family != "permanent"))
    found[f"contract.{main.family}"] += 1
    if main.is_employment:
        found["heads"] += 1
        time = {True: "part", False: "full", None: "unsaid"}[main.is_part_time]
        found[f"time.{time}"] += 1


def _moves(found: Figures, contracts: Sequence[Contract], month: Month) -> None:
    """One contract after another is neither an arrival nor a departure."""
    if all(month.holds(one.first) for one in contracts):
        found["arrivals"] += 1
    ends = [one for one in contracts if one.last is not None]
    if len(ends) == len(contracts):
        end = max(ends, key=lambda one: (one.last, one.reason))
        if month.holds(end.last):
            found[f"leaver.{end.reason}"] += 1


def _absences(found: Figures, contracts: Sequence[Contract], month: Month) -> None:
    present = 0
    for one in contracts:
        present |= month.bits(one.first, one.last)
    found["days"] += present.bit_count()
    stops = {stop for one in contracts for stop in one.stops}
    found["unclear"] += sum(one.unclear_stops for one in contracts)
    left = present
    for stop in sorted(stops, key=_from_the_first):
        days = month.bits(stop.first, stop.last) & left
        left &= ~days
        found[f"absent.{stop.family}"] += days.bit_count()
    _people(found, stops, present, month)
    if any(month.bits(*span) & present for one in contracts for span in one.suspensions):
        found["suspended"] += 1


def _from_the_first(stop: Stop) -> tuple[date, str, date]:
    return stop.first, stop.family, stop.last or date.max


def _people(found: Figures, stops: Iterable[Stop], present: int, month: Month) -> None:
    """A stop said again with a later end is the same stop."""
    seen = [one for one in stops if month.bits(one.first, one.last) & present]
    for family in {one.family for one in seen}:
        found[f"people.{family}"] += 1
    found["people"] += bool(seen)
    for family, first in {(one.family, one.first) for one in seen}:
        found[f"stops.{family}"] += month.holds(first)


def _changes(found: Figures, contracts: Sequence[Contract], month: Month) -> None:
    found["late.changes"] += sum(one < month.first for each in contracts for one in each.changes)


def _pays(figures: dict[str, Figures], person: Individual, month: Month) -> None:
    if not person.contracts:
        return
    places = {one.number: one.workplace for one in person.contracts if one.number}
    usual, late = person.contracts[0].workplace, set()
    for pay in person.pays:
        place = places.get(pay.number, usual)
        if pay.last is not None and pay.last < month.first:
            late.add((place, pay.number, pay.first, pay.last))
            continue
        figures[place]["unread"] += pay.unread
        for kind, size in pay.hours:
            figures[place][f"hours.{kind}"] += size
    for place, *_period in late:
        figures[place]["late.periods"] += 1
    for place in {one[0] for one in late}:
        figures[place]["late.people"] += 1
