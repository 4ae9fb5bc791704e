"""What a sample of a column's values looks like: dates, numbers, keys, few words."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timonerie.domains.facts.rules.instants import (
    DayOrder,
    InstantReader,
    ZoneClock,
    day_order,
)
from timonerie.domains.facts.rules.values import Fault, number

# Spellings of "nothing" seen in exports, beside the empty cell.
NOTHINGS = ("?", "-", "N/A", "n/a", "NA", "NULL", "null", "None", "none", "(vide)", "#N/A", "nan")
_DATED = InstantReader(ZoneClock("UTC"))
_YEAR_LAST = re.compile(
    r"[0-9]{1,2}([-/.])[0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})"
    r"(?:([T ])[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
)


@dataclass(frozen=True)
class Profile:
    """A column of the sample; shares are among the values that are not missing."""

    name: str
    values: tuple[str, ...]
    rows: int
    missing: tuple[str, ...]

    @classmethod
    def of(cls, name: str, cells: Sequence[str]) -> "Profile":
        stripped = [cell.strip() for cell in cells]
        values = tuple(cell for cell in stripped if cell and cell not in NOTHINGS)
        missing = tuple(word for word in NOTHINGS if word in stripped)
        return cls(name, values, len(cells), missing)

    @property
    def distinct(self) -> int:
        return len(set(self.values))

    @property
    def filled(self) -> float:
        """Share of the rows that hold a value."""
        return len(self.values) / self.rows if self.rows else 0.0

    @property
    def dates(self) -> float:
        """Share of values that look like dates."""
        return self._share(_looks_dated)

    @property
    def numbers(self) -> float:
        """Share of values that are numbers."""
        return self._share(lambda text: not isinstance(number(text), Fault))

    @property
    def samples(self) -> tuple[str, ...]:
        """The three most frequent values."""
        return tuple(value for value, _ in Counter(self.values).most_common(3))

    def formats(self) -> tuple[str, ...]:
        """strptime formats of its dates that end with the year; the others need none."""
        month_first = day_order(self.values) is DayOrder.MONTH_FIRST
        found = {}
        for text in self.values:
            if matched := _YEAR_LAST.fullmatch(text):
                found[_format(matched, month_first)] = True
        return tuple(sorted(found))

    def _share(self, test: Callable[[str], bool]) -> float:
        counts = Counter(self.values)
        if not counts:
            return 0.0
        return sum(n for text, n in counts.items() if test(text)) / len(self.values)


def _looks_dated(text: str) -> bool:
    if text.isdigit() and len(text) != 8:
        return False
    return _DATED.read(text) is not None


def _format(matched: re.Match[str], month_first: bool) -> str:
    mark, year, blank, seconds = matched.groups()
    first, second = ("%m", "%d") if month_first else ("%d", "%m")
    written = f"{first}{mark}{second}{mark}{'%Y' if len(year) == 4 else '%y'}"
    if blank:
        written += f"{blank}%H:%M{':%S' if seconds else ''}"
    return written
