"""The figures that missed their target by most, among thousands, and the largest that hold it.

The database ranks and cuts; whose target is whose is told apart here. No figure weighs more than
its rank: the distance to the strictest target of the indicator in force, by the smallest measure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries.board import Board, Judgement, Reading
from timonerie.domains.performance.rules import (
    CROWD,
    FARTHEST,
    PER_CASE,
    PER_GAP,
    Group,
    scale,
    weight,
)

RANK = (
    Case(When(gap__gt=0, then=Value(1000.0)), default=Value(0.0))
    + Least(F("gap"), Value(FARTHEST), output_field=FloatField()) * PER_GAP
    + Least(F("n"), Value(CROWD), output_field=FloatField()) * PER_CASE
)
"""`rules.weight` of the widest gap, in SQL; past any that is held."""

READ = 25
"""Figures read for each group that is wanted: several of one group may miss a target."""


@dataclass(frozen=True)
class Bounds:
    """The ends of the targets of an indicator over a period, of whatever site or provider."""

    indicator: int
    lows: tuple[float, ...]
    highs: tuple[float, ...]

    def gaps(self, value: Any) -> list[Any]:
        """At least `rules.gap` of any of them; of a number, or of a column in SQL."""
        found = []
        if self.lows:
            found.append((max(self.lows) - value) / min(map(scale, self.lows)))
        if self.highs:
            found.append((value - min(self.highs)) / min(map(scale, self.highs)))
        return found


def ranked(
    board: Board, series: "QuerySet[Series]", *, kind: str, start: date, most: int
) -> list[Reading]:
    """The figures that have a target: those out of it first, by their weight, then those that hold
    it, by their cases; enough of them for the `most` worst groups. One query, or a second one that
    reads everything where the first cannot conclude."""
    bounds = _bounds(board, kind, start)
    judged = series.filter(indicator__in=[one.indicator for one in bounds])
    rows = board.stored(judged, kind=kind, starts=[start]).filter(value__isnull=False)
    ordered = rows.annotate(gap=_gap(bounds), rank=RANK).order_by("-rank", "series_id")
    found = board.read(ordered[: most * READ], kind=kind)
    if len(found) < most * READ or _is_conclusive(found, bounds, most):
        return found
    return board.read(ordered, kind=kind)


def missed(found: Iterable[Reading]) -> list[Reading]:
    """The readings that missed a target, heaviest first."""
    out = (one for one in found if one.judgement == Judgement.MISSED)
    return sorted(out, key=lambda one: -one.weight)


def worst(found: Iterable[Reading]) -> list[Reading]:
    """The heaviest reading of each group that missed a target, heaviest first."""
    by_group: dict[Group, Reading] = {}
    for one in missed(found):
        by_group.setdefault(one.group, one)
    return list(by_group.values())


def _bounds(board: Board, kind: str, start: date) -> list[Bounds]:
    found = []
    for indicator in board.aimed():
        known = board.targets_known(indicator, kind, start)
        in_force = [one for one in known if one.start_date <= start]
        lows = tuple(one.low for one in in_force if one.low is not None)
        highs = tuple(one.high for one in in_force if one.high is not None)
        if lows or highs:
            found.append(Bounds(indicator, lows, highs))
    return found


def _gap(bounds: Iterable[Bounds]) -> Case:
    """The widest gap, in SQL."""
    none = Value(0.0)
    gaps = (
        When(
            series__indicator=one.indicator,
            then=Greatest(none, none, *one.gaps(F("value")), output_field=FloatField()),
        )
        for one in bounds
    )
    return Case(*gaps, default=none, output_field=FloatField())


def _is_conclusive(found: Sequence[Reading], bounds: Iterable[Bounds], most: int) -> bool:
    """Whether no figure left unread can weigh more than the last of the worst."""
    last, kept = found[-1], worst(found)[:most]
    own = next(one for one in bounds if one.indicator == last.definition.indicator.pk)
    gap = max(0.0, *own.gaps(last.value))
    return gap == 0 or (len(kept) == most and kept[-1].weight >= weight(gap, last.n))
