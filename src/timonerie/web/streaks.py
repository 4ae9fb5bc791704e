"""For how long a figure has stood where it stands: in its target, or out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.web import months
from timonerie.web.boards import Desk

Key = tuple[str, Group]


@dataclass(frozen=True)
class Streak:
    """Months in a row with the same judgement as the last one, and the figure before that one.

    A month without a figure breaks the row: nobody knows what it would have been.
    """

    months: int
    since: date
    before: Reading | None
    fills_history: bool


def key_of(reading: Reading) -> Key:
    return reading.definition.metric.code, reading.group


def series_of(picked: Sequence[Reading]) -> "QuerySet[Series]":
    """The series of some readings."""
    wanted = Q(pk__in=[])
    for one in picked:
        wanted |= Q(
            indicator=one.definition.indicator,
            unit_id=one.group.unit,
            provider_id=one.group.provider,
            activity_id=one.group.activity,
            team_id=one.group.team,
        )
    return Series.objects.filter(wanted)


def of_readings(desk: Desk, picked: Sequence[Reading]) -> dict[Key, Streak]:
    """The streak of each reading of the month of the desk: two queries for all of them."""
    lines: dict[Key, dict[date, Reading]] = {}
    for reading in desk.read(series_of(picked), count=months.HISTORY) if picked else ():
        lines.setdefault(key_of(reading), {})[reading.start] = reading
    return {key_of(one): _streak(lines[key_of(one)], desk.month.history) for one in picked}


def _streak(line: dict[date, Reading], history: Sequence[date]) -> Streak:
    *earlier, now = history
    judgement = line[now].judgement
    row = list(_same(line, reversed(history), judgement))
    return Streak(
        months=len(row),
        since=row[-1],
        before=line.get(earlier[-1]) if earlier else None,
        fills_history=len(row) == len(history),
    )


def _same(
    line: dict[date, Reading], newest_first: Iterable[date], judgement: Judgement
) -> Iterable[date]:
    for start in newest_first:
        reading = line.get(start)
        if reading is None or reading.judgement != judgement:
            return
        yield start
