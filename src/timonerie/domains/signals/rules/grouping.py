"""One cause, one signal: series of one provider and one indicator that moved together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.rules.evidence import Evidence

ALWAYS = date.max


@dataclass(frozen=True)
class Episode:
    """What a family found of one series, in days: `since` the first day that belongs to it,
    `opened_on` the day it could be told, `closed_on` the one that showed it was over."""

    family: str
    key: str
    series: int | None
    indicator: int | None
    unit: int | None
    provider: int | None
    activity: int | None
    since: date
    opened_on: date
    closed_on: date | None
    higher: bool
    drifts: bool
    rate: float | None
    expected: float
    seen: float
    evidence: Evidence

    @property
    def cause(self) -> str:
        """What it has in common with those of the same signal."""
        side = "+" if self.higher else "-"
        return f"{self.family}{side}:{_named(self.indicator)}:{_named(self.provider)}"

    @property
    def place(self) -> tuple[int | None, ...]:
        """What it is about: the indicator that moved, and whose."""
        return self.indicator, self.provider, self.unit, self.activity

    @property
    def until(self) -> date:
        return self.closed_on or ALWAYS


@dataclass(frozen=True)
class Cause:
    """Episodes of one cause that overlap, the one that shows it best first."""

    key: str
    episodes: tuple[Episode, ...]

    @property
    def best(self) -> Episode:
        return self.episodes[0]

    @property
    def since(self) -> date:
        """That of the series that shows it best: the others may have moved earlier, by less."""
        return self.best.since

    @property
    def opened_on(self) -> date:
        return self.best.opened_on

    @property
    def closed_on(self) -> date | None:
        """Once every series is back."""
        last = max(one.until for one in self.episodes)
        return None if last == ALWAYS else last

    def only(self, name: str) -> int | None:
        """The unit, or the activity, that all those which name one name; None for several."""
        named = {getattr(one, name) for one in self.episodes} - {None}
        return next(iter(named)) if len(named) == 1 else None

    def overlaps(self, since: date, until: date | None) -> bool:
        first = min(one.since for one in self.episodes)
        return first <= (until or ALWAYS) and since <= (self.closed_on or ALWAYS)


def causes(episodes: Iterable[Episode]) -> list[Cause]:
    """In the order in which they could be told."""
    by_cause: dict[str, list[Episode]] = defaultdict(list)
    for one in episodes:
        by_cause[one.cause].append(one)
    found = [
        Cause(key, tuple(sorted(run, key=_how_well)))
        for key, alike in by_cause.items()
        for run in _together(alike)
    ]
    return sorted(found, key=lambda one: (one.opened_on, one.key))


def without_repeats(found: Sequence[Cause]) -> list[Cause]:
    """Less the level that a cause of another family tells already: an indicator that is always
    green says what moved beside it, and where."""
    green = [one for one in found if one.best.family == Family.EVERGREEN]
    return [one for one in found if not any(_repeats(one, other) for other in green)]


def _repeats(one: Cause, other: Cause) -> bool:
    is_level = one.best.family == Family.LEVEL and one.best.place == other.best.place
    return is_level and one.overlaps(other.since, other.closed_on)


def _together(alike: Sequence[Episode]) -> list[list[Episode]]:
    """Episodes whose days overlap, one after the other."""
    runs: list[list[Episode]] = []
    until = date.min
    for one in sorted(alike, key=lambda each: (each.since, each.key)):
        if runs and one.since <= until:
            runs[-1].append(one)
        else:
            runs.append([one])
        until = max(until, one.until) if len(runs[-1]) > 1 else one.until
    return runs


def _how_well(one: Episode) -> tuple[Any, ...]:
    """Still there first, then the rarest by chance; a name breaks ties, so that two readings of
    the same figures agree."""
    return one.closed_on is not None, one.rate if one.rate is not None else 0.0, one.key


def _named(row: int | None) -> str:
    return "-" if row is None else str(row)
