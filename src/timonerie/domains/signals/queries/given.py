"""What each family is given: the lines that it watches, beside what it must know of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from timonerie.domains.facts.queries import incidents
from timonerie.domains.performance.models import Result
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.rules import Group, aim_of, gap
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.queries.figures import Line
from timonerie.domains.signals.rules import watching
from timonerie.domains.signals.rules.evidence import Given
from timonerie.engine.signals.matrix import FloatArray, Kind, Worse

REFLECTED = ("working_time_to_resolved_median", "reworked", "reopened", "backlog")
"""What an indicator of kept promises should reflect."""


@dataclass(frozen=True)
class Asked:
    """One series before a family, with whose it is and the direction that is worse."""

    given: Given
    worse: Worse
    group: Group
    indicator: int | None = None
    series: int | None = None
    is_dated: bool = True
    """Whether its figures say by themselves when they changed."""

    @property
    def key(self) -> str:
        named = (self.given.family, self.indicator, self.group.unit, self.group.provider)
        return ":".join(
            "-" if one is None else str(one)
            for one in (*named, self.group.activity, self.group.currency or None)
        )


def asked(found: Sequence[Line], *, on: date) -> Iterator[Asked]:
    """Everything that is watched on a day."""
    hidden = _Hidden()
    for line in found:
        yield from _of_line(line, hidden)
    monthly = [one for one in found if one.step == "month"]
    yield from _evergreen(monthly)
    yield from _hidden_red(monthly)
    yield from _corrections(on)


class _Hidden:
    """The days that incidents with a known cause explain, read once for each group."""

    def __init__(self) -> None:
        self._known: dict[Group, list[tuple[date, date]]] = {}

    def places(self, line: Line) -> list[int]:
        if line.group not in self._known:
            first, last = date(2000, 1, 1), line.end(-1)
            causes = incidents.known_causes(line.group, first=first, last=last)
            self._known[line.group] = [
                (one.span.first, min(one.span.last, one.span.first + _RESTING)) for one in causes
            ]
        return [
            place
            for place, start in enumerate(line.starts)
            if any(
                first < line.end(place) and start <= last for first, last in self._known[line.group]
            )
        ]


_RESTING = timedelta(days=watching.RESTING)


def _of_line(line: Line, hidden: _Hidden) -> Iterator[Asked]:
    metric = line.definition.metric
    kind, places = watching.kind_of(metric), hidden.places(line)
    families = [Family.LEVEL]
    if watching.is_volume(metric):
        families = [Family.VOLUME, Family.SILENCE]
    elif watching.is_ours(metric) and kind is Kind.SHARE:
        families = [Family.LATE_INPUTS]
    # A stock is counted again at each period: it does not add up.
    weights = line.cases if kind is Kind.VALUE and not metric.is_stock else None
    for family in families:
        given = Given(
            family,
            kind,
            line.step,
            line.starts,
            line.amounts,
            line.bases,
            tuple(places),
            weights=weights,
        )
        yield Asked(
            given,
            watching.worse(metric),
            line.group,
            line.definition.indicator.pk,
            line.series,
            is_dated=family != Family.SILENCE,
        )


def _held(line: Line) -> FloatArray:
    """1 where a figure kept its target, 0 where it missed it, NaN without one or the other."""
    targets = definitions.targets().get(line.definition.indicator.pk, [])
    held = np.full(len(line.starts), np.nan)
    for place, start in enumerate(line.starts):
        value = line.values[place]
        aim = aim_of(targets, unit=line.group.unit, provider=line.group.provider, on=start)
        if aim is not None and not np.isnan(value):
            held[place] = float(gap(float(value), low=aim.low, high=aim.high) == 0)
    return held


def _evergreen(found: Sequence[Line]) -> Iterator[Asked]:
    by_group = {(one.definition.metric.code, one.group): one for one in found}
    for line in found:
        if line.definition.metric.aggregate != "ratio" or watching.is_ours(line.definition.metric):
            continue
        held = _held(line)
        if np.isnan(held).all():
            continue
        for code in REFLECTED:
            other = by_group.get((code, line.group))
            if other is None or other.starts != line.starts or other is line:
                continue
            metric = other.definition.metric
            beside = Given(
                Family.LEVEL, watching.kind_of(metric), "month", other.starts, other.amounts,
                other.bases,
            )  # fmt: skip
            given = Given(Family.EVERGREEN, Kind.VALUE, "month", line.starts, held, beside=beside)
            yield Asked(
                given,
                watching.worse(metric),
                line.group,
                other.definition.indicator.pk,
                line.series,
                is_dated=False,
            )


def _hidden_red(found: Sequence[Line]) -> Iterator[Asked]:
    sites: dict[tuple[int, int | None], list[Line]] = defaultdict(list)
    for line in found:
        if line.group.unit is not None and line.group.activity is None:
            sites[line.definition.indicator.pk, line.group.provider].append(line)
    for line in found:
        group = line.group
        below = sites[line.definition.indicator.pk, group.provider]
        if group.unit is not None or group.activity is not None or len(below) < 2:
            continue
        held, each = _held(line), np.stack([_held(one) for one in below])
        if np.isnan(held).all() or np.isnan(each).all():
            continue
        known = np.isfinite(each).sum(axis=0).astype(float)
        beside = Given(
            Family.LEVEL, Kind.SHARE, "month", line.starts, (each == 0).sum(axis=0).astype(float),
            known,
        )  # fmt: skip
        given = Given(Family.HIDDEN_RED, Kind.VALUE, "month", line.starts, held, beside=beside)
        yield Asked(
            given,
            watching.worse(line.definition.metric),
            group,
            line.definition.indicator.pk,
            line.series,
            is_dated=False,
        )


def _corrections(on: date) -> Iterator[Asked]:
    """Closed months of each provider: whether a late fact changed one of their figures."""
    closed = {start: at for (kind, start), at in definitions.closings().items() if kind == "month"}
    starts = [one for one in sorted(closed) if one <= on]
    if not starts:
        return
    rows = Result.objects.in_periods(kind="month", starts=starts).filter(
        revision__gt=1, series__provider__isnull=False, series__perimeter=""
    )
    changed: dict[int, set[date]] = defaultdict(set)
    for provider, start, at in rows.values_list("series__provider", "period_start", "computed_at"):
        if at > closed[start]:
            changed[provider].add(start)
    for provider, months in sorted(changed.items()):
        amounts = np.array([float(one in months) for one in starts])
        bases = np.ones(len(starts))
        given = Given(Family.CORRECTIONS, Kind.SHARE, "month", starts, amounts, bases)
        yield Asked(given, "higher", Group(provider=provider))
