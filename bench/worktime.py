"""Working time, side by side in one run: pm4py, a day loop, ours, and the memory's own speed.

One million intervals over three years, Monday to Friday 9:00-12:30 and 14:00-18:00, French public
holidays; then two hundred calendars at once. Slow peers measure a sample; rates are intervals per
second, the best of a few runs.

    python -m bench.worktime        (requirements: bench/requirements.txt)
"""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from pm4py.util.business_hours import soj_time_business_hours_diff
from workalendar.europe import France

from timonerie.engine.calendars import Calendar
from timonerie.engine.worktime import Clock, Clocks
from timonerie.engine.zones import Instants

ROWS = 1_000_000
CALENDARS = 200
FIRST, LAST = date(2023, 1, 1), date(2026, 1, 31)
PARIS = ZoneInfo("Europe/Paris")
DAYS = ["mon", "tue", "wed", "thu", "fri"]
HOUR = 3600
DAY = 24 * HOUR

Hours = tuple[tuple[int, int], ...]  # openings of a working day, seconds since midnight


def main() -> None:
    rng = np.random.default_rng(20261123)
    starts, ends = _intervals(rng)
    index = rng.integers(0, CALENDARS, ROWS)
    hours = [_hours(number) for number in range(CALENDARS)]
    calendars = [_calendar(each) for each in hours]

    clock = Clock.compile(calendars[0], FIRST, LAST)
    clocks = Clocks.compile(calendars, FIRST, LAST)
    limit, ours, ours_many = _best_of_rounds(
        lambda: ends - starts,
        lambda: clock.between(starts, ends),
        lambda: clocks.between(index, starts, ends),
    )

    one = np.zeros(ROWS, np.int64)
    pm4py = _Peer("pm4py, French calendar", _pm4py, 20_000)
    loop = _Peer("day loop, pure Python", _day_loop, 5_000)
    peers = [
        (peer, *peer.measure(starts, ends, rows, hours, clocks))
        for rows in (one, index)
        for peer in (pm4py, loop)
    ]
    slow, slow_many = peers[0][1], peers[2][1]

    print(f"{'':42}{'rows/s':>15}{'x pm4py':>10}{'limit/it':>10}{'differ':>16}")
    _line("memory: subtract two columns", limit, slow, limit)
    _line("ours, 1 calendar", ours, slow, limit)
    _line(f"ours, {CALENDARS} calendars", ours_many, slow_many, limit)
    for number, (peer, rate, differ) in enumerate(peers):
        base, count = (slow, 1) if number < 2 else (slow_many, CALENDARS)
        name = f"{peer.name}, {count} calendar{'s' if count > 1 else ''}"
        _line(name, rate, base, limit, f"{differ} of {peer.sample}")
    compiled = _seconds(lambda: Clocks.compile(calendars, FIRST, LAST))
    print(f"laying out {CALENDARS} calendars over {LAST.year - FIRST.year} years: {compiled:.2f} s")


class _Peer:
    """A function of one interval, measured on the first `sample` rows and compared with ours."""

    def __init__(
        self, name: str, measure: Callable[[datetime, datetime, Hours], float], sample: int
    ) -> None:
        self.name = name
        self.one = measure
        self.sample = sample

    def measure(
        self, starts: Instants, ends: Instants, rows: Instants, hours: Sequence[Hours], ours: Clocks
    ) -> tuple[float, int]:
        starts, ends, rows = (side[: self.sample] for side in (starts, ends, rows))
        cases = [
            (_local(start), _local(end), hours[row])
            for start, end, row in zip(starts, ends, rows, strict=True)
        ]
        found = [round(self.one(*case)) for case in cases]
        rate = _rate(lambda: [self.one(*case) for case in cases], self.sample, runs=3)
        return rate, int((np.array(found) != ours.between(rows, starts, ends)).sum())


_FRANCE = France()


def _pm4py(start: datetime, end: datetime, hours: Hours) -> float:
    seconds: float = soj_time_business_hours_diff(start, end, _week_slots(hours), _FRANCE)
    return seconds


_SLOTS: dict[Hours, list[tuple[int, int]]] = {}


def _week_slots(hours: Hours) -> list[tuple[int, int]]:
    if hours not in _SLOTS:
        _SLOTS[hours] = [
            (day * DAY + opens, day * DAY + closes) for day in range(5) for opens, closes in hours
        ]
    return _SLOTS[hours]


_HOLIDAYS = {day for year in range(2022, 2028) for day, _ in France().holidays(year)}


def _day_loop(start: datetime, end: datetime, hours: Hours) -> float:
    """What one writes first: each day, each opening, the overlap."""
    total, day = 0.0, start.date()
    first, last = start.timestamp(), end.timestamp()
    while day <= end.date():
        if day.weekday() < 5 and day not in _HOLIDAYS:
            for opens, closes in hours:
                begin, stop = _moment(day, opens), _moment(day, closes)
                total += max(0.0, min(last, stop.timestamp()) - max(first, begin.timestamp()))
        day += timedelta(days=1)
    return total


def _moment(day: date, seconds: int) -> datetime:
    hour, minute = seconds // HOUR, seconds % HOUR // 60
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def _intervals(rng: np.random.Generator) -> tuple[Instants, Instants]:
    """Cases opened at any second of three years; how long is exponential, three days on average."""
    origin = int(datetime(2023, 1, 2, tzinfo=UTC).timestamp())
    starts = origin + rng.integers(0, 3 * 365 * DAY - 40 * DAY, ROWS)
    return starts, starts + np.minimum(rng.exponential(3 * DAY, ROWS), 39 * DAY).astype(np.int64)


def _hours(number: int) -> Hours:
    """The reference hours for number 0, then others, to the quarter of an hour."""
    opens = 9 * HOUR - 900 * (number % 8)
    noon = 12 * HOUR + 1800 - 900 * (number // 8 % 5)
    return (opens, noon), (14 * HOUR, 18 * HOUR + 900 * (number // 40))


def _calendar(hours: Hours) -> Calendar:
    week = [{"days": DAYS, "open": _text(opens), "close": _text(closes)} for opens, closes in hours]
    return Calendar.from_dict({"zone": "Europe/Paris", "country": "FR", "week": week})


def _text(seconds: int) -> str:
    return f"{seconds // HOUR:02d}:{seconds % HOUR // 60:02d}"


def _local(instant: int) -> datetime:
    return datetime.fromtimestamp(int(instant), PARIS)


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def _rate(run: Callable[[], object], rows: int, *, runs: int) -> float:
    return rows / min(_seconds(run) for _ in range(runs))


def _best_of_rounds(*runs: Callable[[], object]) -> list[float]:
    """Rows per second of each, one after the other in every round: they share what the machine's
    other work leaves them."""
    rounds = [[_seconds(run) for run in runs] for _ in range(40)]
    return [ROWS / min(times) for times in zip(*rounds, strict=True)]


def _line(name: str, rate: float, slow: float, limit: float, differ: str = "") -> None:
    print(f"{name:42}{rate:>15,.0f}{rate / slow:>10,.1f}{limit / rate:>10,.1f}{differ:>16}")


if __name__ == "__main__":
    main()
