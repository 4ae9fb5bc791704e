"""Stored results: only what the facts changed is computed again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import connection

from timonerie.domains.facts.models import Change
from timonerie.domains.facts.operations import commits
from timonerie.domains.facts.queries import live
from timonerie.domains.performance.enums import PeriodState
from timonerie.domains.performance.models import IndicatorVersion, Period, Progress, Result
from timonerie.domains.performance.operations.computing import (
    Ids,
    Report,
    compute_days,
    compute_perimeter,
)
from timonerie.domains.performance.queries import coverage, perimeters
from timonerie.engine import periods

Days = tuple[date, date | None]
"""First and last day; no last day means until now."""


def refresh(*, at: datetime, report: Report = lambda progress, step: None) -> int:
    """Bring the results of the current company up to the version of its facts.

    Can be stopped and run again at any moment: what is equal is left alone, and the version is
    written last. Returns how many figures changed.
    """
    version = commits.version()
    progress, _created = Progress.objects.get_or_create()
    horizon = live.horizon(before=at.date())
    since = Change.objects.filter(version__gt=progress.facts_version)
    changes = [
        (first, last)
        for first, last in since.values_list("first_date", "last_date")
        if first is not None
    ]
    wanted = perimeters.wanted(on=at.date())
    touched = _touched(
        [*changes, *_decided(since=progress.computed_at, horizon=horizon)], horizon=horizon
    )
    changed = 0
    if touched is not None:
        changed = compute_days(first=touched[0], last=touched[1], at=at, report=report)
    changed += _open_perimeters(_unlike(wanted, progress.perimeters), horizon=horizon, at=at)
    if changes:
        changed += _leave(after=horizon, at=at)
    progress.facts_version, progress.computed_at = version, at
    progress.perimeters = wanted
    progress.streams = [stream.to_json() for stream in coverage.now()]
    progress.save()
    if changed:
        _count_rows()
    return changed


def _count_rows() -> None:
    """Let the database count what its indexes hold: told nothing, SQLite reads the figures of a
    whole company to find those of a few series."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE performance_series")
        cursor.execute("ANALYZE performance_result")


def recompute(*, at: datetime, report: Report = lambda progress, step: None) -> int:
    """Compute every period again, as when an indicator comes back from the archives."""
    first, last = live.earliest(), live.horizon(before=at.date())
    if first is None or last is None:
        return 0
    return compute_days(first=first, last=last, at=at, report=report)


def up_to_date(*, on: date) -> bool:
    """Whether the stored results answer for the facts as they are now, and for every function that
    a mandate names."""
    progress = Progress.objects.first() or Progress()
    return progress.facts_version == commits.version() and has_every_perimeter(on=on)


def has_every_perimeter(*, on: date) -> bool:
    """Whether every set of functions that mandates name from a day on has its figures."""
    progress = Progress.objects.first() or Progress()
    return not _unlike(perimeters.wanted(on=on), progress.perimeters)


def _unlike(wanted: Mapping[str, Ids], known: Mapping[str, Ids]) -> dict[str, Ids]:
    """The perimeters that have no figures yet, or had other activities."""
    return {name: ids for name, ids in wanted.items() if known.get(name) != ids}


def _open_perimeters(named: Mapping[str, Ids], *, horizon: date | None, at: datetime) -> int:
    """Every figure of the functions that mandates name for the first time."""
    first = live.earliest()
    if first is None or horizon is None:
        return 0
    return sum(
        compute_perimeter(name, ids, (first, horizon), at=at, report=lambda progress, step: None)
        for name, ids in named.items()
    )


def _touched(changes: Iterable[Days], *, horizon: date | None) -> tuple[date, date] | None:
    """The days that changes touch, up to the last one that facts speak of: an open case touches
    every day up to there."""
    changes = list(changes)
    if not changes or horizon is None:
        return None
    # Days past the horizon touch the quarter and the year that hold it too.
    first = min(horizon, *(first for first, _last in changes))
    return first, min(horizon, max(last or horizon for _first, last in changes))


def _decided(*, since: datetime | None, horizon: date | None) -> Iterator[Days]:
    """The days that somebody's decisions touch since the last computation: a new definition, a
    period opened again."""
    if since is None or horizon is None:
        return
    if IndicatorVersion.objects.filter(created_at__gt=since).exists():
        earliest = live.earliest()
        if earliest is not None:
            yield earliest, horizon
    reopened = Period.objects.filter(state=PeriodState.OPEN, closed_at__gt=since)
    for kind, start in reopened.values_list("kind", "start"):
        yield start, periods.end_of(kind, start) - timedelta(days=1)


def _leave(*, after: date | None, at: datetime) -> int:
    """Take down the figures of periods that no fact reaches any more, once batches are undone."""
    beyond = Result.objects.current()
    if after is not None:
        beyond = beyond.filter(period_start__gt=after)
    return int(beyond.update(superseded_at=at))
