"""What the families find in the figures of a company; nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.queries import figures, given, standing
from timonerie.domains.signals.queries.given import Asked
from timonerie.domains.signals.rules import evidence, grouping
from timonerie.domains.signals.rules.grouping import Cause, Episode
from timonerie.engine import periods
from timonerie.engine.signals import change_points
from timonerie.engine.signals.findings import STILL, Finding
from timonerie.engine.signals.registry import FAMILIES
from timonerie.engine.signals.settings import LEAST, ONE_IN_TEN_YEARS, Settings, share_of_company

BACK = 26
"""Periods before an alarm, at most, in which the change that it tells is looked for."""
AFTER = 8
"""Periods after it that help to date the change."""


def read(*, on: date) -> list[Asked]:
    """Everything that is watched on a day: what depends on no setting."""
    return [*given.asked(figures.lines(on=on), on=on), *standing.asked(on)]


def matters(found: Sequence[Asked]) -> int:
    """How many things could call for attention: one indicator of one provider is one."""
    return len(set(map(_matter, found)))


def budget_of(found: Sequence[Asked], *, alerts_a_week: float, allows_more: bool) -> float:
    """False alarms a year that a dial lets each matter raise."""
    share = share_of_company(alerts_a_week=alerts_a_week, series=matters(found))
    return share if allows_more else min(share, ONE_IN_TEN_YEARS)


def causes(found: Sequence[Asked], *, budget: float) -> list[Cause]:
    """What the families find, grouped, where each matter may raise so many false alarms a year,
    whatever the number of its sites; a silence says more than the fall of volume it makes."""
    alike = Counter(map(_matter, found))
    batches: dict[tuple[object, ...], list[Asked]] = defaultdict(list)
    for one in found:
        shape = one.given
        beside = shape.beside and (shape.beside.kind, shape.beside.bases is None)
        key = (shape.family, shape.kind, shape.step, len(shape.starts), shape.bases is None)
        batches[(*key, shape.starts[0], one.worse, beside, alike[_matter(one)])].append(one)
    episodes = [
        one
        for batch in batches.values()
        for one in _episodes(batch, max(budget / alike[_matter(batch[0])], LEAST))
    ]
    return grouping.without_repeats(grouping.causes(_without_echoes(episodes)))


def _matter(one: Asked) -> tuple[object, ...]:
    return one.given.family, one.indicator, one.group.provider


def _episodes(batch: Sequence[Asked], budget: float) -> Iterator[Episode]:
    settings = Settings(budget, batch[0].worse)
    shapes = [one.given for one in batch]
    family = FAMILIES[shapes[0].family]
    for verdict in family.find(evidence.matrix_of(shapes), settings, **evidence.beside_of(shapes)):
        yield _episode(batch[verdict.row], verdict, settings)


def _episode(one: Asked, verdict: Finding, settings: Settings) -> Episode:
    shape = one.given
    said = evidence.said(shape, verdict, since=_since(one, verdict))
    ends = [periods.end_of(shape.step, start) for start in shape.starts]
    return Episode(
        family=shape.family,
        key=one.key,
        series=one.series,
        indicator=one.indicator,
        unit=one.group.unit,
        provider=one.group.provider,
        activity=one.group.activity,
        since=shape.starts[said.since],
        opened_on=ends[verdict.opened],
        closed_on=None if said.closed == STILL else ends[said.closed],
        higher=verdict.higher,
        drifts=verdict.drifts,
        rate=verdict.rate,
        expected=said.expected,
        seen=said.seen,
        evidence=evidence.of(shape, settings, verdict, said),
    )


def _since(one: Asked, verdict: Finding) -> int:
    """The window that raised an alarm is the shortest that could: the change that a whole reading
    of the series tells, explained days included, dates it better."""
    if not one.is_dated:
        return verdict.since
    shape, last = one.given, verdict.opened + AFTER
    amounts = shape.amounts[:last]
    if np.isfinite(amounts).sum() < change_points.LEAST:
        return verdict.since
    with np.errstate(invalid="ignore", divide="ignore"):
        values = amounts if shape.bases is None else amounts / shape.bases[:last]
    cases = None if shape.bases is None else np.nan_to_num(shape.bases[:last])
    regimes = change_points.read(values, cases=cases).regimes
    found = [
        after.start
        for before, after in pairwise(regimes)
        if verdict.opened - BACK <= after.start <= verdict.opened
        and (after.level > before.level) == verdict.higher
    ]
    return found[-1] if found else verdict.since


def _without_echoes(episodes: list[Episode]) -> list[Episode]:
    silent = {_as_volume(one): one for one in episodes if one.family == Family.SILENCE}
    return [one for one in episodes if not _is_echo(one, silent.get(one.key))]


def _is_echo(one: Episode, silence: Episode | None) -> bool:
    if silence is None or one.family != Family.VOLUME or one.higher:
        return False
    return one.since <= silence.until and silence.since <= one.until


def _as_volume(one: Episode) -> str:
    """The key that the volume of the same series has."""
    return one.key.replace(Family.SILENCE, Family.VOLUME, 1)
