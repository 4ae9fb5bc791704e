"""The explanation of a working time: one line a day, what counted and what did not."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext

from timonerie.foundations.wording import formats

Kind = Literal["worked", "suspended"]
#: Two instants in the local time of the site.
Stretch = tuple[datetime.datetime, datetime.datetime]
HOUR = 3600
DAY = 24 * HOUR
#: More days than this are folded in the middle, leaving so many at each end.
SHOWN_DAYS = 10
ENDS_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch inside one day, placed in per cent of the hours shown."""

    kind: Kind
    left: float
    width: float
    text: str


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """`folded` counts the days this line stands for when it stands for several."""

    label: str
    pieces: tuple[Piece, ...]
    seconds: int
    folded: int = 0

    @property
    def text(self) -> str:
        return formats.duration(self.seconds) if self.seconds else gettext("rien de compté")


@dataclass(frozen=True, kw_only=True)
class Tick:
    at: float
    text: str

    @property
    def anchor(self) -> str:
        """Where SVG hangs the text, so that the first and the last stay inside."""
        return {0.0: "start", 100.0: "end"}.get(self.at, "middle")


@dataclass(frozen=True, kw_only=True)
class Timeline:
    days: tuple[DayLine, ...]
    ticks: tuple[Tick, ...]
    summary: str
    has_suspension: bool


def draw(
    *,
    received: datetime.datetime,
    resolved: datetime.datetime,
    worked: Sequence[Stretch],
    worked_seconds: int,
    suspended: Sequence[Stretch] = (),
    suspended_seconds: int = 0,
) -> Timeline:
    """`worked` are the opening hours between both instants, suspensions already taken out;
    `suspended` the opening hours that were suspended. All instants in the local time of the site;
    the two totals come from the engine, which alone knows the days on which clocks change.
    """
    days = _days(received.date(), resolved.date())
    shown = _window([*worked, *suspended], days)
    lines = [_day_line(day, worked, suspended, shown) for day in days]
    return Timeline(
        days=tuple(_folded(lines)),
        ticks=tuple(_ticks(shown)),
        summary=_summary(worked_seconds, suspended_seconds),
        has_suspension=bool(suspended),
    )


def _days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]


def _window(stretches: Sequence[Stretch], days: Sequence[datetime.date]) -> tuple[int, int]:
    """The hours every line shows, in seconds of the day, rounded outwards to whole hours."""
    cuts = [cut for day in days for cut in _cuts(stretches, day)]
    if not cuts:
        return 8 * HOUR, 18 * HOUR
    first, last = min(start for start, _ in cuts), max(end for _, end in cuts)
    return first // HOUR * HOUR, -(-last // HOUR) * HOUR


def _cuts(stretches: Sequence[Stretch], day: datetime.date) -> Iterator[tuple[int, int]]:
    """The parts of the stretches that fall on one day, in seconds since its midnight."""
    for start, end in stretches:
        if start.date() > day or end.date() < day:
            continue
        first = _second_of_day(start) if start.date() == day else 0
        last = _second_of_day(end) if end.date() == day else DAY
        if last > first:
            yield first, last


def _second_of_day(moment: datetime.datetime) -> int:
    return moment.hour * HOUR + moment.minute * 60 + moment.second


def _day_line(
    day: datetime.date,
    worked: Sequence[Stretch],
    suspended: Sequence[Stretch],
    shown: tuple[int, int],
) -> DayLine:
    counted = list(_cuts(worked, day))
    paused = list(_cuts(suspended, day))
    pieces = [
        *(_piece(cut, "worked", shown) for cut in counted),
        *(_piece(cut, "suspended", shown) for cut in paused),
    ]
    return DayLine(
        label=formats.day(day, style="full"),
        pieces=tuple(pieces),
        seconds=sum(last - first for first, last in counted),
    )


def _piece(cut: tuple[int, int], kind: Kind, shown: tuple[int, int]) -> Piece:
    first, last = cut
    span = shown[1] - shown[0]
    text = gettext("de %(start)s à %(end)s") % {"start": _clock(first), "end": _clock(last)}
    return Piece(
        kind=kind,
        left=round((first - shown[0]) / span * 100, 2),
        width=round((last - first) / span * 100, 2),
        text=text,
    )


def _folded(lines: list[DayLine]) -> Iterator[DayLine]:
    if len(lines) <= SHOWN_DAYS:
        yield from lines
        return
    hidden = lines[ENDS_SHOWN:-ENDS_SHOWN]
    yield from lines[:ENDS_SHOWN]
    yield DayLine(
        label=gettext("%(count)s jours repliés") % {"count": len(hidden)},
        pieces=(),
        seconds=sum(line.seconds for line in hidden),
        folded=len(hidden),
    )
    yield from lines[-ENDS_SHOWN:]


def _ticks(shown: tuple[int, int]) -> Iterator[Tick]:
    first, last = shown
    step = 2 * HOUR if last - first <= DAY / 2 else 4 * HOUR
    for second in range(first, last + 1, step):
        at = round((second - first) / (last - first) * 100, 2)
        yield Tick(at=at, text=f"{second // HOUR}{formats.NO_BREAK}h")


def _clock(second: int) -> str:
    return f"{second // HOUR}{formats.NO_BREAK}h{formats.NO_BREAK}{second % HOUR // 60:02d}"


def _summary(worked_seconds: int, suspended_seconds: int) -> str:
    text = formats.duration(worked_seconds, working=True)
    if not suspended_seconds:
        return text
    pause = formats.duration(suspended_seconds)
    return gettext("%(worked)s, plus %(pause)s en suspens") % {"worked": text, "pause": pause}
