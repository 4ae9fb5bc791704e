"""Text of a cell to an instant in UTC, in microseconds since 1970.

A text is read by its shape: a format that the mapping lists, ISO 8601, ``AAAAMMJJ``, then day,
month and year in the order decided for the whole column. A clock time without an offset is read in
the zone of the mapping: one that does not exist (spring) is a fault, one that exists twice
(autumn) is its first occurrence, with a doubt.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import Enum
from zoneinfo import ZoneInfo

from timonerie.domains.facts.enums import Offsets
from timonerie.domains.facts.rules.date_formats import DateFormat, Parts, parts_of
from timonerie.domains.facts.rules.values import Fault, Value

FIRST_YEAR, LAST_YEAR = 1900, 2200
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_SECOND = 1_000_000

_TIME = (
    r"(?:[T ,]\s*(?P<hour>[0-9]{1,2})[:hH](?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp]\.?[Mm]\.?))?)?"
    r"\s*(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_YEAR_FIRST = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})" + _TIME
)
_COMPACT = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_YEAR_LAST = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<mark>[-/.])(?P<second_>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"
    + _TIME
)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}(?:[T ,].*)?")

DAT_00 = Fault("DAT-01", "Ce n’est pas une date. Écrivez par exemple « 31/01/2026 14:05 ».")
DAT_01 = Fault("DAT-01", "Cette date n’existe pas. Vérifiez le jour, le mois et l’heure.")
DAT_YEAR = Fault("DAT-01", f"L’année doit être entre {FIRST_YEAR} et {LAST_YEAR}.")
DAT_02 = Fault("DAT-02", "Écrivez la date en chiffres ordinaires (0 à 9).")
DAT_03 = Fault(
    "DAT-03",
    "L’année sur deux chiffres est ambiguë. Écrivez-la en entier, ou dites avec les colonnes "
    "comment les dates sont écrites, par exemple jj/mm/aa.",
)
DAT_04 = Fault("DAT-04", "Cette heure n’existe pas : passage à l’heure d’été. Corrigez l’heure.")
DAT_05 = Fault(
    "DAT-05", "Cette heure existe deux fois (passage à l’heure d’hiver) : la première est retenue."
)


class DayOrder(Enum):
    """Evidence about the order of day and month in a column."""

    DAY_FIRST = "jour/mois/année"
    MONTH_FIRST = "mois/jour/année"
    UNDECIDED = "indécis"
    ABSENT = "absent"


def day_order(texts: Iterable[str | None]) -> DayOrder:
    """What the values of a column say together of the order of day and month.

    A column with evidence of both orders is read day first, so that the other values are refused.
    """
    day_first = month_first = seen = False
    for text in texts:
        if text is None or not (found := _YEAR_LAST.fullmatch(text.strip())):
            continue
        seen = True
        day_first = day_first or int(found["first"]) > 12
        month_first = month_first or int(found["second_"]) > 12
    if day_first:
        return DayOrder.DAY_FIRST
    if month_first:
        return DayOrder.MONTH_FIRST
    return DayOrder.UNDECIDED if seen else DayOrder.ABSENT


@dataclass(frozen=True)
class InstantReader:
    """Reads the instants of one column."""

    zone: "ZoneClock"
    offsets: Offsets = Offsets.KEEP
    formats: tuple[DateFormat, ...] = ()
    month_first: bool = False

    def __call__(self, text: str) -> Value | Fault:
        """The instant (``value`` in microseconds), or why it is not one."""
        return self.read(text) or DAT_00

    def read(self, text: str) -> Value | Fault | None:
        """As a call, but None for a text that does not look like a date at all."""
        parts = self._parts(text)
        if parts is None or isinstance(parts, Fault):
            return parts
        if not FIRST_YEAR <= parts.year <= LAST_YEAR:
            return DAT_YEAR
        if parts.hour > 23 or parts.minute > 59 or parts.second > 59:
            return DAT_01
        try:
            day = date(parts.year, parts.month, parts.day).toordinal() - _EPOCH_DAY
        except ValueError:
            return DAT_01
        clock = parts.hour * 3600 + parts.minute * 60 + parts.second
        if parts.offset is not None and self.offsets is Offsets.KEEP:
            return _value(day * 86_400 + clock - parts.offset, parts.microsecond)
        return self.zone.instant(day, clock, parts.microsecond)

    def _parts(self, text: str) -> Parts | Fault | None:
        if not text.isascii():
            if any(c.isdigit() and not c.isascii() for c in text):
                return DAT_02
            text = " ".join(text.split())
        for format_ in self.formats:
            if parts := format_.match(text):
                return parts
        if found := _YEAR_FIRST.fullmatch(text):
            return parts_of(found.groupdict())
        if self.formats:
            # Announced formats are the only ones, but for the unmistakable year first.
            return DAT_00 if _YEAR_LAST.fullmatch(text) or _SHORT_YEAR.fullmatch(text) else None
        if found := _YEAR_LAST.fullmatch(text):
            return self._year_last(found)
        if found := _COMPACT.fullmatch(text):
            return parts_of(found.groupdict())
        return DAT_03 if _SHORT_YEAR.fullmatch(text) else None

    def _year_last(self, found: re.Match[str]) -> Parts:
        groups = found.groupdict()
        first, second = groups["first"], groups["second_"]
        day, month = (second, first) if self.month_first else (first, second)
        return parts_of({**groups, "day": day, "month": month})

    def with_order(self, order: DayOrder) -> "InstantReader":
        """The same reader once the order of day and month is decided."""
        return replace(self, month_first=order is DayOrder.MONTH_FIRST)


class ZoneClock:
    """Clock times of a zone to UTC; the offset of a day without change is looked up once."""

    def __init__(self, zone: str) -> None:
        self.name = zone
        self._zone: tzinfo = UTC if zone == "UTC" else ZoneInfo(zone)
        self._days: dict[int, int | None] = {}

    def instant(self, day: int, clock: int, microsecond: int) -> Value | Fault:
        """The instant of second ``clock`` of day ``day`` (days since 1970) in the zone."""
        offset = self._days.get(day, -1)
        if offset == -1:
            offset = self._days[day] = self._steady(day)
        if offset is not None:
            return _value(day * 86_400 + clock - offset, microsecond)
        written = _written(day) + timedelta(seconds=clock)
        first, second = self._offset(written), self._offset(written.replace(fold=1))
        if first < second:
            return DAT_04
        doubt = DAT_05 if first > second else None
        return _value(day * 86_400 + clock - first, microsecond, doubt)

    def _steady(self, day: int) -> int | None:
        """The offset of the whole day in seconds, None when the clock changes during it."""
        ends = (_written(day), _written(day) + timedelta(days=1))
        offsets = {self._offset(end.replace(fold=fold)) for end in ends for fold in (0, 1)}
        return offsets.pop() if len(offsets) == 1 else None

    def _offset(self, written: datetime) -> int:
        offset = written.replace(tzinfo=self._zone).utcoffset()
        return round(offset.total_seconds()) if offset is not None else 0


def _written(day: int) -> datetime:
    # Clock time of no zone yet: only its offset is asked for.
    return datetime(1970, 1, 1) + timedelta(days=day)  # noqa: DTZ001


def _value(seconds: int, microsecond: int, doubt: Fault | None = None) -> Value:
    instant = seconds * _SECOND + microsecond
    return Value(instant, str(instant), doubt)
