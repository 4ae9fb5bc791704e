"""For how long a figure has stood where it stands: in its target, or out of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.web.boards import Desk


@dataclass(frozen=True)
class Streak:
    """Months in a row with the same judgement as the last one, and the figure before that one.

    A month without a figure breaks the row: nobody knows what it would have been.
    """

    months: int
    since: date
    before: Reading | None
    fills_history: bool


def of_readings(desk: Desk, picked: Sequence[Reading]) -> dict[int, Streak]:
    """The streak of each reading of the month of the desk, by its series: one query for all."""
    lines: dict[int, dict[date, Reading]] = {one.series: {} for one in picked}
    if picked:
        series = Series.objects.filter(pk__in=lines)
        for one in desk.board.readings(series, kind="month", starts=desk.month.history):
            lines[one.series][one.start] = one
    return {series: _streak(line, desk.month.history) for series, line in lines.items()}


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
