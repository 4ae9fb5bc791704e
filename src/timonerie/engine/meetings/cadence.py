"""The pace of a meeting: as its rule says, or as its days show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from timonerie.engine.meetings.repetition import Rule

WORKDAYS = (0, 1, 2, 3, 4)
LAST = -1
FEWEST = 4
"""Days that show a pace of less than a month; three are enough for a month or more."""
_FEWEST_MONTHS = 3
_REGULAR = 0.6
"""Share of the gaps that must be the pace, or twice it when one was left out."""
_MONTHS = ((25, 37, 1), (54, 68, 2), (82, 100, 3), (115, 130, 4), (170, 195, 6), (350, 380, 12))


@dataclass(frozen=True)
class Cadence:
    """`frequency`: "daily", "weekly", "monthly", "yearly" or "irregular"; every `interval` of them.
    `weekdays` from 0 = Monday; `nth` is the rank of the weekday in its month (1 to 4, -1 the last,
    0 none), `month_day` the day of the month (-1 the last, 0 none); `hour` is "09:00" local."""

    frequency: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    month_day: int = 0
    hour: str = ""

    @property
    def days(self) -> float:
        """Days from one meeting to the next, on the whole; 0 where there is no pace."""
        match self.frequency:
            case "daily":
                return self.interval
            case "weekly":
                return 7 * self.interval / max(1, len(self.weekdays))
            case "monthly":
                return 30.44 * self.interval
            case "yearly":
                return 365.25 * self.interval
        return 0


IRREGULAR = Cadence("irregular")


def of_rule(rule: Rule, start: date, hour: str) -> Cadence:
    """What a rule says in a few words; irregular where it says more than that."""
    weekdays = tuple(sorted({day for _rank, day in rule.days}))
    match rule.frequency:
        case "daily" if weekdays:
            return Cadence("weekly", rule.interval, weekdays, hour=hour)
        case "daily":
            return Cadence("daily", rule.interval, hour=hour)
        case "weekly":
            return Cadence("weekly", rule.interval, weekdays or (start.weekday(),), hour=hour)
        case "monthly":
            return _monthly(rule, start, weekdays, hour)
        case "yearly" if not rule.days and len(rule.months) <= 1:
            return Cadence("yearly", rule.interval, hour=hour)
    return Cadence("irregular", hour=hour)


def _monthly(rule: Rule, start: date, weekdays: tuple[int, ...], hour: str) -> Cadence:
    ranks = {rank for rank, _day in rule.days if rank} or set(rule.positions)
    if len(weekdays) == 1 and len(ranks) == 1:
        nth = ranks.pop()
        if nth in (1, 2, 3, 4, LAST):
            return Cadence("monthly", rule.interval, weekdays, nth=nth, hour=hour)
    if rule.days or len(rule.month_days) > 1:
        return Cadence("irregular", hour=hour)
    day = rule.month_days[0] if rule.month_days else start.day
    known = day == LAST or day > 0
    return Cadence("monthly", rule.interval, month_day=day if known else 0, hour=hour)


def of_days(days: Sequence[date], hour: str) -> Cadence:
    """The pace that days show, in order and each once; irregular when they show none."""
    if len(days) < _FEWEST_MONTHS:
        return IRREGULAR
    gaps = [(after - before).days for before, after in pairwise(days)]
    usual = median(gaps)
    for lowest, highest, months in _MONTHS:
        if lowest <= usual <= highest and not _is_every_four_weeks(gaps, months):
            return _by_month(days, months, hour)
    if len(days) < FEWEST:
        return IRREGULAR
    return _by_week(days, gaps, usual, hour)


def _is_every_four_weeks(gaps: Sequence[int], months: int) -> bool:
    """As against a month, whose gaps are of four or five weeks, or of thirty days."""
    return months == 1 and all(gap % 28 == 0 for gap in gaps) and len(gaps) > 3


def _by_month(days: Sequence[date], months: int, hour: str) -> Cadence:
    ranks = [one.year * 12 + one.month for one in days]
    steps = [after - before for before, after in pairwise(ranks)]
    if _share(steps, {months, 2 * months}) < _REGULAR:
        return IRREGULAR
    if months == 12:
        return Cadence("yearly", hour=hour)
    weekday, on_weekday = Counter(one.weekday() for one in days).most_common(1)[0]
    nth, as_nth = _nth([one for one in days if one.weekday() == weekday])
    month_day, on_day = Counter(one.day for one in days).most_common(1)[0]
    if on_day >= max(as_nth, _REGULAR * len(days)):
        return Cadence("monthly", months, month_day=month_day, hour=hour)
    if min(on_weekday, as_nth) >= _REGULAR * len(days):
        return Cadence("monthly", months, (weekday,), nth=nth, hour=hour)
    return Cadence("monthly", months, hour=hour)


def _nth(days: Sequence[date]) -> tuple[int, int]:
    """(rank in the month, how many of the days have it); the fourth may be the last."""
    last = sum((one + timedelta(days=7)).month != one.month for one in days)
    rank, count = Counter((one.day - 1) // 7 + 1 for one in days).most_common(1)[0]
    return (LAST, last) if last > count or rank > 4 else (rank, count)


def _by_week(days: Sequence[date], gaps: Sequence[int], usual: float, hour: str) -> Cadence:
    weekdays = Counter(one.weekday() for one in days)
    often = tuple(
        sorted(day for day, count in weekdays.items() if count >= 0.6 * max(weekdays.values()))
    )
    if usual <= 5:
        return _several_a_week(days, gaps, often, hour)
    weeks = round(usual / 7)
    if (
        not 1 <= weeks <= 6
        or _share([round(gap / 7) for gap in gaps], {weeks, 2 * weeks}) < _REGULAR
    ):
        return IRREGULAR
    weekday = weekdays.most_common(1)[0]
    if weekday[1] < _REGULAR * len(days):
        return IRREGULAR
    return Cadence("weekly", weeks, (weekday[0],), hour=hour)


def _several_a_week(
    days: Sequence[date], gaps: Sequence[int], often: tuple[int, ...], hour: str
) -> Cadence:
    covered = sum(one.weekday() in often for one in days) / len(days)
    weeks = max(1, len({one.isocalendar()[:2] for one in days}))
    kept = len(days) / (weeks * len(often))
    if covered < _REGULAR or kept < _REGULAR or _share([gap <= 7 for gap in gaps], {True}) < 0.8:
        return IRREGULAR
    return Cadence("weekly", 1, often, hour=hour)


def _share(values: Sequence[object], wanted: set[object] | set[int] | set[bool]) -> float:
    return sum(one in wanted for one in values) / len(values) if values else 0.0


def slots(cadence: Cadence, first: date, last: date) -> int:
    """How many meetings that pace puts between two days included, the first being one of them; 0
    where there is no pace."""
    if not cadence.days or last < first:
        return 0
    if cadence.frequency == "weekly":
        weeks = ((last - first).days + first.weekday()) // 7 // cadence.interval + 1
        return max(1, weeks * len(cadence.weekdays) - _beyond(cadence, first, last))
    if cadence.frequency == "monthly":
        months = (last.year - first.year) * 12 + last.month - first.month
        return months // cadence.interval + 1
    return int((last - first).days // cadence.days) + 1


def _beyond(cadence: Cadence, first: date, last: date) -> int:
    """Meetings of the first week that come before the first day, of the last that come after."""
    before = sum(day < first.weekday() for day in cadence.weekdays)
    weeks = ((last - first).days + first.weekday()) // 7
    after = (
        sum(day > last.weekday() for day in cadence.weekdays)
        if weeks % cadence.interval == 0
        else 0
    )
    return before + after
