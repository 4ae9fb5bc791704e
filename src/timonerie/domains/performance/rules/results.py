"""Rules of results, as pure functions: which groups are stored, what was expected of them."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

PERIMETER_LENGTH = 100

GROUPINGS: tuple[tuple[str, ...], ...] = (
    (),
    ("region",),
    ("unit",),
    ("provider",),
    ("activity",),
    ("team",),
    ("unit", "provider"),
    ("provider", "activity"),
)
"""The groups whose figures are kept: every other one is computed when it is asked for."""

WEEKLY: tuple[tuple[str, ...], ...] = (
    (),
    ("region",),
    ("unit",),
    ("provider",),
    ("unit", "provider"),
)
"""Those kept by week too: a week of one team says little, and there are many."""


@dataclass(frozen=True, slots=True)
class Group:
    """The dimensions of a series; None means all together. `unit` is a site or a region."""

    unit: int | None = None
    provider: int | None = None
    activity: int | None = None
    team: int | None = None
    currency: str = ""

    def key(self, indicator: str, *, perimeter: str = "") -> str:
        """The stable name of the series."""
        parts = (self.unit, self.provider, self.activity, self.team)
        named = [indicator, *("-" if part is None else str(part) for part in parts)]
        named += [self.currency] if self.currency else []
        return ":".join(named) + (f"@{perimeter}" if perimeter else "")


def perimeter(function_ids: Collection[int] | None) -> str:
    """The name of the figures of some functions together, of a hundred characters at most; empty
    for those of everybody."""
    ids = ".".join(map(str, sorted(function_ids or ())))
    return ids if len(ids) <= PERIMETER_LENGTH else hashlib.sha256(ids.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Stream:
    """Facts that come regularly: those of one source for one site, provider, activity and team,
    since the day the first of them was received."""

    source: int
    unit: int | None
    provider: int | None
    activity: int | None
    team: int | None
    first_date: date

    def to_json(self) -> list[int | str | None]:
        """Plain values, which `from_json` reads back."""
        parts = (self.source, self.unit, self.provider, self.activity, self.team)
        return [*parts, self.first_date.isoformat()]

    @classmethod
    def from_json(cls, values: list[Any]) -> "Stream":
        source, unit, provider, activity, team, first = values
        return cls(source, unit, provider, activity, team, date.fromisoformat(first))

    @property
    def place(self) -> tuple[str, int]:
        """What counts as one in a coverage: the site, or the source of facts without a site."""
        return ("source", self.source) if self.unit is None else ("unit", self.unit)


@dataclass(frozen=True)
class Coverage:
    """Which streams a group expects, and the days each source has delivered.

    A source covers a period when one of its accepted files holds facts received in it, or spans
    it. A place is covered when every source that feeds it is: a missing file is never zero.
    """

    streams: Collection[Stream]
    delivered: Mapping[int, Collection[tuple[date, date]]]
    members: Mapping[int, frozenset[int]]
    """Sites under each unit, itself included."""
    _found: dict[tuple[int, date, date], bool] = field(default_factory=dict)
    _fitting: dict[Group, list[Stream]] = field(default_factory=dict)

    @cached_property
    def _by_provider(self) -> dict[int | None, list[Stream]]:
        return _by(self.streams, lambda stream: stream.provider)

    @cached_property
    def _by_unit(self) -> dict[int | None, list[Stream]]:
        return _by(self.streams, lambda stream: stream.unit)

    def within(self, activities: Collection[int] | None) -> "Coverage":
        """What is expected of some activities; of everything for None."""
        if activities is None:
            return self
        streams = [one for one in self.streams if one.activity in activities]
        return Coverage(streams, self.delivered, self.members)

    def of(self, group: Group, *, start: date, end: date) -> tuple[int, int]:
        """(covered, expected) places of a group over a period, `end` excluded."""
        feeding = self.feeding(group, end=end)
        return len(feeding) - len(self.gaps(group, start=start, end=end)), len(feeding)

    def gaps(self, group: Group, *, start: date, end: date) -> dict[tuple[str, int], set[int]]:
        """The places that are not covered over a period, each with the sources that sent nothing
        about it."""
        silent = {
            place: {one for one in sources if not self.covers(one, start=start, end=end)}
            for place, sources in self.feeding(group, end=end).items()
        }
        return {place: sources for place, sources in silent.items() if sources}

    def feeding(self, group: Group, *, end: date) -> dict[tuple[str, int], set[int]]:
        """The sources that feed each place of a group (see `Stream.place`) before a day."""
        sources: dict[tuple[str, int], set[int]] = defaultdict(set)
        if group not in self._fitting:
            self._fitting[group] = list(self._streams_of(group))
        for stream in self._fitting[group]:
            if stream.first_date < end:
                sources[stream.place].add(stream.source)
        return sources

    def last_day(self, source: int, *, before: date) -> date | None:
        """The last day that a source spoke of, among the files that begin before a day."""
        spans = self.delivered.get(source, ())
        return max((last for first, last in spans if first < before), default=None)

    def covers(self, source: int, *, start: date, end: date) -> bool:
        """Whether a source delivered anything about a period."""
        key = (source, start, end)
        if key not in self._found:
            self._found[key] = any(
                first < end and last >= start for first, last in self.delivered.get(source, ())
            )
        return self._found[key]

    def _streams_of(self, group: Group) -> Iterable[Stream]:
        units = None if group.unit is None else self.members.get(group.unit, frozenset())
        streams = self.streams
        if group.provider is not None:
            streams = self._by_provider.get(group.provider, [])
        elif units is not None:
            streams = [stream for unit in units for stream in self._by_unit.get(unit, [])]
        for stream in streams:
            if (
                (units is None or stream.unit in units)
                and group.provider in (None, stream.provider)
                and group.activity in (None, stream.activity)
                and group.team in (None, stream.team)
            ):
                yield stream


def _by(
    streams: Iterable[Stream], member: Callable[[Stream], int | None]
) -> dict[int | None, list[Stream]]:
    found: dict[int | None, list[Stream]] = defaultdict(list)
    for stream in streams:
        found[member(stream)].append(stream)
    return found


class Aim(Protocol):
    """A target as stored."""

    unit_id: int | None
    provider_id: int | None
    start_date: date
    created_at: datetime


A = TypeVar("A", bound=Aim)


def aim_of(aims: Iterable[A], *, unit: int | None, provider: int | None, on: date) -> A | None:
    """The target that holds for a site and a provider on a day: the first of `aims_of`."""
    return next(iter(aims_of(aims, unit=unit, provider=provider, on=on)), None)


def aims_of(aims: Iterable[A], *, unit: int | None, provider: int | None, on: date) -> list[A]:
    """The targets that concern a site and a provider on a day, the strongest first.

    The closest wins: site and provider, then provider, then site, then everybody; among equals the
    latest effect date, then the last one recorded.
    """
    fitting = [
        aim
        for aim in aims
        if aim.start_date <= on
        and aim.unit_id in (None, unit)
        and aim.provider_id in (None, provider)
    ]
    return sorted(fitting, key=_strength, reverse=True)


def _strength(aim: Aim) -> tuple[bool, bool, date, datetime]:
    return aim.provider_id is not None, aim.unit_id is not None, aim.start_date, aim.created_at


FARTHEST, CROWD = 2.0, 200
"""Past twice its target, and past 200 cases, a figure weighs no more."""

PER_GAP, PER_CASE = 20.0, 1 / 20
"""Points for a target missed by its own measure, and for each case behind the figure."""


def gap(value: float, *, low: float | None, high: float | None) -> float:
    """How far out of its target a figure is, relative to the bound it misses; 0 when held."""
    if low is not None and value < low:
        return (low - value) / scale(low)
    if high is not None and value > high:
        return (value - high) / scale(high)
    return 0.0


def scale(bound: float) -> float:
    """What a distance to a bound is measured by: the bound, or one where it is zero."""
    return abs(bound) or 1.0


def weight(gap: float, n: int) -> float:
    """How much a figure out of its target matters, from 0 to 50: how far out it is first, then how
    many cases are behind it."""
    return min(gap, FARTHEST) * PER_GAP + min(n, CROWD) * PER_CASE
