"""The terms of a contract lived one day after the other, as somebody with a calendar would.

It shares no code with the rules, reads the raw keys of a contract file, and knows amendments of any
term but the start. It keeps what is in force today, turns the page, and writes a term down on its
last day. Lengths have one unit; `tests.domains.contracts.terms.oracle` finds anniversaries.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tests.domains.contracts.terms.oracle import ONE_DAY, earlier, later, steps


class Row(NamedTuple):
    """A term that is over, or that another one took the place of."""

    start: date
    end: date
    notice_by: date | None = None
    decide_by: date | None = None
    is_cut: bool = False


@dataclass
class _Open:
    """The term that runs: whole months are counted from `anchor`, so many of them before it."""

    start: date
    length: str
    anchor: date
    months: int = 0
    times: int = 0
    is_firm: bool = True


class Life:
    """A contract on a day."""

    def __init__(self, contract: dict[str, Any]) -> None:
        self.law = {key: value for key, value in contract.items() if key != "amendment"}
        self.coming = sorted(contract.get("amendment", []), key=lambda each: each["on"])
        self.suspensions = contract.get("suspension", [])
        self.today: date = contract["start"]
        self.rows: list[Row] = []
        self.left_over = self.today
        while self.coming and self.coming[0]["on"] <= self.today:
            self.law |= {key: value for key, value in self.coming.pop(0).items() if key != "on"}
        self.open: _Open | None = None
        self._begin(_Open(self.today, self.law["firm"], self.law["start"]))

    def live(self) -> None:
        """One day; a term that ends with it is written down."""
        while self.coming and self.coming[0]["on"] <= self.today:
            self._sign(self.coming.pop(0))
        if self.open is not None and self.end == self.today:
            self._close(self.open)
        self.today += ONE_DAY

    @property
    def is_over(self) -> bool:
        return self.open is None and not any("firm" in each for each in self.coming)

    def _sign(self, amendment: dict[str, Any]) -> None:
        day = amendment["on"]
        self.law |= {key: value for key, value in amendment.items() if key != "on"}
        running = self.open
        if running is not None and running.start == day and not running.is_firm:
            # It renews today: for the length that is signed today.
            running.length = self.law["renewal_length"]
            self._begin(running)
        if "firm" not in amendment:
            return
        if later(self.law["start"], self.law["firm"]) > day:
            begun = running.start if running else self.left_over
            self._begin(_Open(begun, self.law["firm"], self.law["start"]))
        else:
            if running is not None and running.start < day:
                self.rows.append(Row(running.start, day - ONE_DAY, is_cut=True))
            self.law["start"] = day
            self._begin(_Open(day, self.law["firm"], day))

    def _boundary(self, term: _Open) -> tuple[date, date, int]:
        """The day after the term without suspensions, its anchor, and the months counted by then;
        none are where the term is counted in days."""
        months, days = steps(term.length)
        if not months:
            origin = term.anchor if term.is_firm else term.start
            return later(origin, f"{days} days"), origin, 0
        anchor, before = term.anchor, term.months
        return later(anchor, f"{before + months} months"), anchor, before + months

    def _begin(self, term: _Open) -> None:
        """A term runs, or runs for another length: its last day is looked for once."""
        beyond, _anchor, _months = self._boundary(term)
        self.open, self.end = term, self._pushed(term.start, beyond - ONE_DAY)

    def _pushed(self, start: date, nominal: date) -> date:
        """As many running days as the term has without suspensions, counted one by one."""
        if not any(each["to"] >= start for each in self.suspensions):
            return nominal
        left, day = (nominal - start).days + 1, start
        while True:
            left -= not any(each["from"] <= day <= each["to"] for each in self.suspensions)
            if left == 0:
                return day
            day += ONE_DAY

    def _close(self, term: _Open) -> None:
        """It is its last day: what is in force tonight says how to leave it, and what follows."""
        end, most = self.today, self.law.get("renewals")
        renews = self.law["renewal"] == "tacit" and (most is None or term.times < most)
        notice, preparation = self.law.get("notice"), self.law.get("preparation")
        notice_by = earlier(end, notice) if notice else None
        decide_by = notice_by
        if preparation and (notice_by or not renews):
            decide_by = earlier(notice_by or end, preparation)
        self.rows.append(Row(term.start, end, notice_by, decide_by))
        self.left_over = end + ONE_DAY
        self.open = None
        if renews:
            self._begin(self._renewed(term, end))

    def _renewed(self, term: _Open, end: date) -> _Open:
        beyond, anchor, months = self._boundary(term)
        begins = end + ONE_DAY
        if beyond != begins or not months:
            anchor, months = begins, 0
        length, times = self.law["renewal_length"], term.times + 1
        return _Open(begins, length, anchor, months, times, is_firm=False)


def terms(contract: dict[str, Any], *, on: date) -> list[Row]:
    """Up to the term after the one of the day asked, or to the one that a notice given ends."""
    life = Life(contract)
    given: date | None = contract.get("notice_given")
    if given is not None and given > on:
        given = None
    while not life.is_over:
        told = len(life.rows)
        life.live()
        # A term that is cut and the one of a single day that follows are written the same day.
        for place, row in enumerate(life.rows[told:], told + 1):
            is_left = given and not row.is_cut and given <= (row.notice_by or row.end)
            if is_left or (not given and row.start > on):
                return life.rows[:place]
    return life.rows
