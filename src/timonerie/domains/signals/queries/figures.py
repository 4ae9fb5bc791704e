"""The stored figures of a company as lines that a family of signals reads."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet

from timonerie.domains.performance.models import Result, Series
from timonerie.domains.performance.queries import coverage, definitions, progress
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Coverage, Group
from timonerie.domains.signals.rules import watching
from timonerie.engine import periods
from timonerie.engine.signals.level import LEAST
from timonerie.engine.signals.matrix import FloatArray

PERIODS = {"week": 156, "month": 48}
"""How far back lines are read: three years of weeks, four of months."""
COLUMNS = ("series_id", "period_start", "n", "numerator", "denominator", "value")


@dataclass(frozen=True)
class Line:
    """One series over periods that follow one another, oldest first, NaN where nothing was
    measured. `amounts` and `bases` are those of `engine.signals.matrix`, `cases` what is behind."""

    series: int
    definition: Definition
    group: Group
    step: str
    starts: list[date]
    amounts: FloatArray
    bases: FloatArray | None
    cases: FloatArray = field(repr=False)

    def end(self, place: int) -> date:
        """The first day after a period."""
        return periods.end_of(self.step, self.starts[place])

    @property
    def values(self) -> FloatArray:
        """In the unit of the indicator."""
        if self.bases is None:
            return self.amounts
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.amounts / self.bases)


def lines(*, on: date) -> list[Line]:
    """Every line worth watching on a day: by month, whose past is long, and by week too where weeks
    say enough, which tell sooner."""
    known = [one for one in definitions.known() if one.indicator.shown]
    kept = {one.code for one in watching.watched(one.metric for one in known)}
    wanted = {one.indicator.pk: one for one in known if one.metric.code in kept}
    told = coverage.stored()
    monthly = _read(wanted, told, step="month", on=on)
    # Weeks with a holiday are not like the others: what comes is counted by month.
    weekly = (
        one
        for one in _read(wanted, told, step="week", on=on)
        if not watching.is_volume(one.definition.metric) and not watching.is_thin(one.cases)
    )
    return _without_doubles([one for one in (*monthly, *weekly) if _is_enough(one)])


def _is_enough(line: Line) -> bool:
    """Whether it is not too early to say, and something moves at all."""
    if np.isfinite(line.amounts).sum() < LEAST:
        return False
    is_counted = line.bases is not None or watching.is_volume(line.definition.metric)
    return is_counted or not watching.is_nothing(line.amounts)


def _without_doubles(found: list[Line]) -> list[Line]:
    """Less what another line of the same group says better, and the only activity of a provider,
    which says the same as the provider."""
    told = {(one.definition.metric.code, one.group) for one in found}
    activities = defaultdict(set)
    for one in found:
        activities[one.definition.indicator.pk, one.group.provider].add(one.group.activity)
    return [
        one
        for one in found
        if (watching.SAID_BETTER.get(one.definition.metric.code), one.group) not in told
        and (
            one.group.activity is None
            or len(activities[one.definition.indicator.pk, one.group.provider]) > 2
        )
    ]


def _read(wanted: dict[int, Definition], told: Coverage, *, step: str, on: date) -> Iterator[Line]:
    last = progress.last_complete(kind=step, on=on)
    if last is None:
        return
    known = progress.periods_with_results(kind=step)
    starts = sorted(start for start in known if start <= last)[-PERIODS[step] :]
    groups = {row[0]: (row[1], Group(*row[2:])) for row in _series(wanted)}
    rows: dict[int, dict[date, tuple[Any, ...]]] = defaultdict(dict)
    results = Result.objects.current().in_periods(kind=step, starts=starts)
    for series, start, *figures in (
        results.filter(series__in=_series(wanted).values("pk"))
        .values_list(*COLUMNS)
        .iterator(chunk_size=5000)
    ):
        rows[series][start] = tuple(figures)
    for series, measured in rows.items():
        indicator, group = groups[series]
        yield _line(series, wanted[indicator], group, step, starts, measured, told)


def _series(wanted: dict[int, Definition]) -> "QuerySet[Series, tuple[Any, ...]]":
    """Sites and activities of a provider, a provider as a whole, and our own sites where facts
    have no provider."""
    ours = [pk for pk, one in wanted.items() if watching.is_ours(one.metric)]
    by_provider = Q(provider__isnull=False) & (Q(unit__isnull=True) | Q(activity__isnull=True))
    by_site = Q(indicator__in=ours, provider__isnull=True, unit__kind="site")
    found = Series.objects.filter(by_provider | by_site, indicator__in=list(wanted))
    found = found.filter(perimeter="", team__isnull=True).order_by("pk")
    columns = ("unit_id", "provider_id", "activity_id", "team_id", "currency")
    return found.values_list("pk", "indicator_id", *columns)


def _line(
    series: int,
    definition: Definition,
    group: Group,
    step: str,
    starts: list[date],
    measured: dict[date, tuple[Any, ...]],
    told: Coverage,
) -> Line:
    is_volume = watching.is_volume(definition.metric)
    is_share = definition.metric.aggregate == "ratio"
    is_quotient = definition.metric.aggregate == "quotient"
    first = min(measured)
    amounts, bases, cases = (np.full(len(starts), np.nan) for _column in range(3))
    for place, start in enumerate(starts):
        if start in measured:
            n, numerator, denominator, value = measured[start]
            amounts[place] = numerator if is_share else value
            bases[place] = denominator or np.nan
            cases[place] = denominator if is_share or is_quotient else n
        if is_volume and start >= first:
            amounts[place] = _volume(amounts[place], told, group, step, start)
            cases[place] = amounts[place]
    shown = bases if is_share else None
    return Line(series, definition, group, step, starts, amounts, shown, cases)


def _volume(seen: float, told: Coverage, group: Group, step: str, start: date) -> float:
    """A total is known where all that was expected came: nothing then means none."""
    covered, expected = told.of(group, start=start, end=periods.end_of(step, start))
    if covered < expected or not expected:
        return float("nan")
    return 0.0 if np.isnan(seen) else seen
