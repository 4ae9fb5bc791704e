"""On which day each step of a passage is due. Pure: who calls says which days are worked.

`planned` is read from the calendar once, when the passage opens. `standing` moves with what
happens: a step counted from the one before runs from the day that one was done, and is never due
before its planned day: nobody is late because the other side was early.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.reporting.cycle_enums import DueBase
from timonerie.engine import working_days
from timonerie.engine.working_days import Worked


@dataclass(frozen=True)
class Rule:
    """`days` is a count of working days, or a day of the month for `DueBase.DAY` and
    `DueBase.NEXT_MONTH`."""

    base: str
    days: int


def planned(rules: Sequence[Rule], *, start: date, end: date, worked: Worked) -> list[date]:
    """The days of the steps of a period, both ends included; the first step that is counted from
    the one before is counted from the start."""
    found: list[date] = []
    for rule in rules:
        before = found[-1] if found else _from_start(start, worked)
        found.append(_day(rule, start=start, end=end, before=before, worked=worked))
    return found


def standing(
    rules: Sequence[Rule],
    days: Sequence[date],
    done: Sequence[date | None],
    *,
    worked: Worked,
) -> list[date]:
    """The days as they stand: `days` as planned, `done` the day of each step that is done."""
    found: list[date] = []
    for rank, (rule, plan) in enumerate(zip(rules, days, strict=True)):
        day = plan
        if rank and rule.base == DueBase.PREVIOUS:
            from_ = done[rank - 1] or found[rank - 1]
            day = max(plan, working_days.shifted(from_, rule.days, worked=worked))
        found.append(day)
    return found


def _day(rule: Rule, *, start: date, end: date, before: date, worked: Worked) -> date:
    if rule.base == DueBase.PREVIOUS:
        return working_days.shifted(before, rule.days, worked=worked)
    if rule.base == DueBase.START:
        return working_days.shifted(_from_start(start, worked), rule.days, worked=worked)
    if rule.base == DueBase.END:
        last = working_days.on_or_before(end, worked=worked)
        return working_days.shifted(last, rule.days, worked=worked)
    following = (end.replace(day=1) + timedelta(days=32)).replace(day=1)
    month = end if rule.base == DueBase.DAY else following
    day = working_days.day_of_month(month, rule.days)
    assert day is not None, "a day of a month"
    # The earliest day wins: whether the law would move it is for counsel to say.
    return working_days.on_or_before(day, worked=worked)


def _from_start(start: date, worked: Worked) -> date:
    return start if worked(start) else working_days.shifted(start, 1, worked=worked)
