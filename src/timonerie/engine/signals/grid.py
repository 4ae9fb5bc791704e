"""Periods of a column of dates: what step it has, and which period each line belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import numpy as np

from timonerie.engine.signals.matrix import IntArray

_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")
_FRENCH = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})\b")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_MONDAY = date(1970, 1, 5)


class Step(StrEnum):
    RANK = "rank"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PER_YEAR = {
    Step.RANK: 365.25 / 7,
    Step.DAY: 365.25,
    Step.WEEK: 365.25 / 7,
    Step.MONTH: 12.0,
    Step.QUARTER: 4.0,
    Step.YEAR: 1.0,
}
_LONGEST_GAP = ((Step.DAY, 1.5), (Step.WEEK, 10.0), (Step.MONTH, 45.0), (Step.QUARTER, 135.0))


class NotATime(ValueError):
    """A text that is neither a date, nor an instant, nor a rank; `text` is what was read."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Grid:
    """`ordinals` gives each line its period; ordinals follow one another."""

    step: Step
    ordinals: IntArray

    def name(self, ordinal: int) -> str:
        """A period, in French, as a sentence names it after « depuis »."""
        if self.step is Step.RANK:
            return f"le rang {ordinal}"
        day = _start(self.step, ordinal)
        if self.step is Step.WEEK:
            return f"la semaine du {day:%d/%m/%Y}"
        return f"le {day:%d/%m/%Y}" if self.step is Step.DAY else f"{day:%m/%Y}"


def read(texts: Sequence[str], step: Step | None = None) -> Grid:
    """The periods of a column; its own step when none is given.

    Raises NotATime, and ValueError for ranks mixed with dates.
    """
    known = {text: _time(text.strip()) for text in set(texts)}
    ranks = [isinstance(time, int) for time in known.values()]
    if all(ranks):
        return Grid(Step.RANK, np.array([known[text] for text in texts], np.int64))
    if any(ranks):
        raise ValueError("ranks and dates")
    days = {text: time for text, time in known.items() if isinstance(time, date)}
    step = step or _usual(sorted(set(days.values())))
    ordinals = {text: _ordinal(step, day) for text, day in days.items()}
    return Grid(step, np.array([ordinals[text] for text in texts], np.int64))


def _time(text: str) -> int | date:
    if _INTEGER.fullmatch(text):
        return int(text)
    if found := _FRENCH.match(text):
        text = f"{found[3]}-{found[2]}-{found[1]}"
    elif found := _MONTH.fullmatch(text):
        text = f"{text}-01"
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise NotATime(text) from None


def _usual(days: Sequence[date]) -> Step:
    """The step that most of the neighbours are apart."""
    gaps = np.diff([day.toordinal() for day in days])
    usual = int(np.sort(gaps)[(gaps.size - 1) // 2]) if gaps.size else 7
    return next((step for step, longest in _LONGEST_GAP if usual <= longest), Step.YEAR)


def _ordinal(step: Step, day: date) -> int:
    if step is Step.DAY:
        return (day - _MONDAY).days
    if step is Step.WEEK:
        return (day - _MONDAY).days // 7
    months = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[step]
    return (day.year * 12 + day.month - 1) // months


def _start(step: Step, ordinal: int) -> date:
    if step is Step.DAY:
        return _MONDAY + timedelta(days=ordinal)
    if step is Step.WEEK:
        return _MONDAY + timedelta(weeks=ordinal)
    months = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}[step]
    year, month = divmod(ordinal * months, 12)
    return date(year, month + 1, 1)
