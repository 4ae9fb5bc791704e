"""The terms of a contract the slow and plain way: one day after the other, counting on fingers.

It shares no code with the rules, reads the raw keys of a contract file, and knows no amendment but
those that change the notice. Month anniversaries are found by looking at every day of a month.
"""

from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)


def steps(text: str) -> tuple[int, int]:
    """« 3 months » is (3, 0), « 6 weeks » is (0, 42)."""
    number, unit = text.split()
    if unit.startswith("month"):
        return int(number), 0
    return 0, int(number) * (7 if unit.startswith("week") else 1)


def is_anniversary(day: date, *, of: date, months: int) -> bool:
    """Is it the same day of the month so many months later, or the last day of a shorter one?"""
    if (day.year - of.year) * 12 + day.month - of.month != months:
        return False
    return day.day == of.day or (day.day < of.day and (day + ONE_DAY).month != day.month)


def later(day: date, text: str, times: int = 1) -> date:
    """Walks forward until the day is found."""
    months, days = (each * times for each in steps(text))
    if not months:
        return day + timedelta(days=days)
    found = day
    while not is_anniversary(found, of=day, months=months):
        found += ONE_DAY
    return found


def earlier(day: date, text: str) -> date:
    """Walks back until the day is found: the same day, or the last one of a shorter month."""
    months, days = steps(text)
    if not months:
        return day - timedelta(days=days)
    found = day
    while (day.year - found.year) * 12 + day.month - found.month < months:
        found -= ONE_DAY
    return found if found.day <= day.day else date(found.year, found.month, day.day)


def terms(contract: dict[str, Any], *, on: date) -> list[tuple[date, date, date | None]]:
    """Start, last day and last day of notice of the terms, up to the one after the day asked."""
    found: list[tuple[date, date, date | None]] = []
    start, given = contract["start"], contract.get("notice_given")
    origin, renewals, firm_end = start, 0, None
    while True:
        if firm_end is None:
            beyond = later(start, contract["firm"])
        else:
            beyond = _renewed_until(contract, origin, firm_end, renewals)
        end = _pushed(start, beyond - ONE_DAY, contract.get("suspension", []))
        notice_by = _notice_by(contract, end)
        found.append((start, end, notice_by))
        is_left = given is not None and given <= on and given <= (notice_by or end)
        if is_left or contract["renewal"] != "tacit":
            return found
        if start > on and not (given and given <= on):
            return found
        renewals = renewals + 1 if firm_end is not None and end == beyond - ONE_DAY else 1
        if firm_end is None or end != beyond - ONE_DAY:
            firm_end, origin = end + ONE_DAY, origin if end == beyond - ONE_DAY else end + ONE_DAY
        start = end + ONE_DAY


def _renewed_until(contract: dict[str, Any], origin: date, begins: date, renewals: int) -> date:
    """The day after so many renewals that began on a day, whole months counted from the origin."""
    length, firm = contract["renewal_length"], contract["firm"]
    months, firm_months = steps(length)[0], steps(firm)[0]
    if not months:
        return begins + timedelta(days=steps(length)[1] * renewals)
    if origin == begins or not firm_months:
        return later(begins, length, renewals)
    return later(origin, f"{firm_months + months * renewals} months")


def _pushed(start: date, nominal: date, suspensions: list[dict[str, date]]) -> date:
    """As many running days as the term has without suspensions, counted one by one."""
    left, day = (nominal - start).days + 1, start
    while True:
        left -= not any(each["from"] <= day <= each["to"] for each in suspensions)
        if left == 0:
            return day
        day += ONE_DAY


def _notice_by(contract: dict[str, Any], end: date) -> date | None:
    notice = contract.get("notice")
    for each in sorted(contract.get("amendment", []), key=lambda each: each["on"]):
        if each["on"] <= end:
            notice = each["notice"]
    return None if notice is None else earlier(end, notice)
