"""Meetings that come back: those that a rule repeats, and those that their days repeat.

An export may write a series as so many meetings of their own: the same title at a regular pace is
one too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from timonerie.engine.meetings import cadence, occurrences, titles
from timonerie.engine.meetings.cadence import Cadence
from timonerie.engine.meetings.events import Meeting
from timonerie.engine.meetings.faults import EventUnreadable
from timonerie.engine.meetings.occurrences import Occurrence


@dataclass(frozen=True)
class Series:
    """`keys`: hashes of the identifiers of its events; `rule` as written, empty where its days
    alone say that it comes back. `guests`: how many are usually invited."""

    title: str
    keys: tuple[str, ...]
    cadence: Cadence
    rule: str
    minutes: int
    guests: int
    place: int | None
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class Faulty:
    """An event left out: its line, and why."""

    line: int
    fault: EventUnreadable


def found_in(
    meetings: Iterable[Meeting], *, first: datetime, last: datetime, zone: str
) -> tuple[list[Series], list[Meeting], list[Faulty]]:
    """(series, meetings that do not come back, events left out), between two instants."""
    ruled: list[Series] = []
    alone: list[Meeting] = []
    faulty: list[Faulty] = []
    for group in occurrences.by_uid(meetings):
        if not any(one.rule for one in group):
            alone += group
            continue
        try:
            ruled += _of_rule(group, first=first, last=last, zone=zone)
        except EventUnreadable as fault:
            faulty.append(Faulty(group[0].line, fault))
    joined = _joined(ruled)
    within = [one for one in alone if first <= one.start <= last]
    repeated, others = _repeated(within, {titles.key(one.title) for one in joined}, zone)
    return [*joined, *repeated], others, faulty


def _of_rule(
    group: Sequence[Meeting], *, first: datetime, last: datetime, zone: str
) -> Iterable[Series]:
    master = next(one for one in group if one.rule is not None)
    found = occurrences.of_series(group, first=first, last=last)
    if not found or master.rule is None or master.rule.count == 1:
        return
    local = master.start.astimezone(ZoneInfo(zone))
    yield Series(
        title=master.title,
        keys=(master.uid,),
        cadence=cadence.of_rule(master.rule, local.date(), f"{local:%H:%M}"),
        rule=master.rule.written,
        minutes=master.minutes,
        guests=master.guests,
        place=master.place,
        occurrences=tuple(found),
    )


def _joined(found: Iterable[Series]) -> list[Series]:
    """A series cut in two where it was changed (« celle-ci et les suivantes ») is one: same title,
    one after the other. The last one says the pace."""
    by_title: dict[str, list[Series]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.occurrences[0].planned):
        before = by_title[titles.key(one.title)]
        if before and before[-1].occurrences[-1].planned < one.occurrences[0].planned:
            before[-1] = replace(
                one,
                keys=(*before[-1].keys, *one.keys),
                occurrences=(*before[-1].occurrences, *one.occurrences),
            )
        else:
            before.append(one)
    return [one for each in by_title.values() for one in each]


def _repeated(
    meetings: Sequence[Meeting], ruled: set[str], zone: str
) -> tuple[list[Series], list[Meeting]]:
    by_title: dict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        by_title[titles.key(one.title)].append(one)
    found: list[Series] = []
    others: list[Meeting] = []
    for title, group in by_title.items():
        series = None if title in ruled else _of_days(group, zone)
        if series is None:
            others += group
        else:
            found.append(series)
    return found, others


def _of_days(group: Sequence[Meeting], zone: str) -> Series | None:
    group = sorted(group, key=lambda one: one.start)
    local = [one.start.astimezone(ZoneInfo(zone)) for one in group]
    days = sorted({one.date() for one in local})
    hour = Counter(f"{one:%H:%M}" for one in local).most_common(1)[0][0]
    pace = cadence.of_days(days, hour)
    if pace.frequency == "irregular":
        return None
    listed = {one.key: one for one in map(occurrences.alone, group)}
    return Series(
        title=group[-1].title,
        keys=tuple(dict.fromkeys(one.uid for one in group)),
        cadence=pace,
        rule="",
        minutes=Counter(one.minutes for one in group).most_common(1)[0][0],
        guests=sorted(one.guests for one in group)[len(group) // 2],
        place=_agreed([one.place for one in group]),
        occurrences=tuple(sorted(listed.values(), key=lambda one: one.planned)),
    )


def _agreed(places: Sequence[int | None]) -> int | None:
    """The one place that they name, where they name one."""
    named = {one for one in places if one is not None}
    return named.pop() if len(named) == 1 else None
