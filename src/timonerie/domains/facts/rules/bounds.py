"""What a file of facts holds, in few words: the first and last case number, the first and last day
of each kind. The manifest keeps it, so that a file which cannot answer is not opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

DAYS = ("received_on", "started_on", "delivered_on", "resolved_on", "due_on")
ENDED = "ended"
"""The days on which cases end; the last one is `NEVER` where one is open."""

NEVER = date.max

Bounds = Mapping[str, tuple[str, str] | None]
"""First and last value of a column, days as ISO texts; None where the column is empty. A column
that is not named is not known."""


def of(table: pa.Table) -> dict[str, tuple[str, str] | None]:
    """The bounds of a table of facts, or of rows as received, of which the cases only are known."""
    names = [name for name in ("case", *DAYS) if name in table.column_names]
    found = {name: _ends(table[name]) for name in names}
    if "resolved_on" in names:
        ended = pc.coalesce(table["resolved_on"], table["delivered_on"], pa.scalar(NEVER))
        found[ENDED] = _ends(ended)
    return found


def _ends(column: pa.ChunkedArray) -> tuple[str, str] | None:
    ends = pc.min_max(column)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    return None if low is None else (str(low), str(high))


@dataclass(frozen=True)
class Part:
    """The facts that somebody asks for, as far as bounds can tell: those of a source, those whose
    case number begins like one of some texts, those of the days from `start` to `end` (excluded) of
    a local date such as `resolved_on`, those that were open on a day."""

    source: int | None = None
    cases: tuple[str, ...] | None = None
    day: str | None = None
    start: date | None = None
    end: date | None = None
    open_on: date | None = None

    def may_be_in(self, bounds: Bounds) -> bool:
        """Whether a file of these bounds may hold some of it."""
        return (
            self._cases_may_be_in(bounds)
            and self._days_may_be_in(bounds)
            and self._open_may_be_in(bounds)
        )

    def _cases_may_be_in(self, bounds: Bounds) -> bool:
        ends = bounds.get("case")
        if self.cases is None or ends is None:
            return True
        low, high = ends
        return any(low[: len(one)] <= one and one <= high for one in self.cases)

    def _days_may_be_in(self, bounds: Bounds) -> bool:
        if self.day is None or self.day not in bounds:
            return True
        ends = bounds[self.day]
        if ends is None:
            return False
        low, high = ends
        is_before = self.end is not None and low >= self.end.isoformat()
        is_after = self.start is not None and high < self.start.isoformat()
        return not is_before and not is_after

    def _open_may_be_in(self, bounds: Bounds) -> bool:
        """An instant falls on a day or on its neighbour, as the site has it."""
        ended, received = bounds.get(ENDED), bounds.get("received_on")
        if self.open_on is None or ended is None or received is None:
            return True
        day = timedelta(days=1)
        is_over = ended[1] < (self.open_on - day).isoformat()
        is_to_come = received[0] > (self.open_on + day).isoformat()
        return not is_over and not is_to_come


EVERYTHING = Part()
