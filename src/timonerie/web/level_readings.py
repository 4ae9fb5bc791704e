"""Levels of a contract beside the stored figures of its provider, over twelve whole months.

Only promises on a figure itself are read here: those on a share of cases within a threshold are
another computation, and stay « donnée manquante » until somebody makes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import LevelUnit
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries import board, progress
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import months_before

MONTHS = 12
MOST = 4
"""Headlines beside our own targets, at most."""
HUNDRED = 100
#: The unit of an indicator that answers a promise in each unit, and what to multiply it by.
_SCALES = {
    LevelUnit.HOURS: {"hours": 1, "working_hours": 1},
    LevelUnit.DAYS: {"days": 1},
    LevelUnit.PERCENT: {"ratio": HUNDRED},
    LevelUnit.COUNT: {"count": 1, "quantity": 1},
}


@dataclass(frozen=True)
class Held:
    """A figure over the months that have one, `met` of which kept the promise."""

    metric: str
    label: str
    text: str
    months: int
    met: int


def promised(contract: Contract) -> list[ServiceLevel]:
    """Those in force, in the order in which they were said."""
    rows = ServiceLevel.objects.filter(contract=contract, archived_at__isnull=True)
    return list(rows.order_by("pk"))


def promise(level: ServiceLevel) -> str:
    """« au moins 95 % », « au plus 14 heures »; nothing where no target is written."""
    if level.target is None:
        return ""
    unit = LevelUnit(level.unit).label if level.unit and level.unit != LevelUnit.COUNT else ""
    words = {"value": " ".join(part for part in (formats.number(level.target), str(unit)) if part)}
    return _("au moins %(value)s") % words if level.at_least else _("au plus %(value)s") % words


def of(
    actor: Actor, contract: Contract, levels: Sequence[ServiceLevel], *, on: date
) -> dict[int, Held]:
    """By row id of the level; those that no figure measures are absent."""
    wanted = [one for one in levels if one.metric and one.threshold is None and one.unit]
    if not wanted or contract.provider_id is None:
        return {}
    by_metric = _by_metric(_readings(actor, contract, {one.metric for one in wanted}, on=on))
    found = {one.pk: _held(one, by_metric.get(one.metric, [])) for one in wanted}
    return {pk: held for pk, held in found.items() if held is not None}


def in_house(actor: Actor, contract: Contract, *, on: date) -> list[Held]:
    """The headlines of the provider beside our own targets."""
    if contract.provider_id is None:
        return []
    by_metric = _by_metric(_readings(actor, contract, set(HEADLINES), on=on))
    told = []
    for rows in by_metric.values():
        judged = [one for one in rows if one.judgement != Judgement.NONE]
        if judged:
            met = sum(one.judgement == Judgement.MET for one in judged)
            told.append(_told(judged, met))
    return told[:MOST]


def _readings(actor: Actor, contract: Contract, codes: Iterable[str], *, on: date) -> list[Reading]:
    last = progress.last_complete(kind="month", on=on)
    if last is None:
        return []
    series = board.shaped(providers=[contract.provider_id or 0])
    rows = board.Board(reach(actor, on=on)).readings(
        series.filter(indicator__code__in=list(codes)),
        kind="month",
        starts=months_before(last, MONTHS),
    )
    return [one for one in rows if one.value is not None]


def _by_metric(rows: Iterable[Reading]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = defaultdict(list)
    for one in rows:
        found[one.definition.metric.code].append(one)
    return found


def _held(level: ServiceLevel, rows: Sequence[Reading]) -> Held | None:
    if not rows or level.target is None:
        return None
    scale = _SCALES[LevelUnit(level.unit)].get(rows[0].definition.metric.unit)
    if scale is None:
        return None
    values = [(one.value or 0) * scale for one in rows]
    met = sum(_keeps(value, level) for value in values)
    return _told(rows, met)


def _keeps(value: float, level: ServiceLevel) -> bool:
    target = level.target or 0
    return value >= target if level.at_least else value <= target


def _told(rows: Sequence[Reading], met: int) -> Held:
    metric = rows[0].definition.metric
    text = figure_words.value_text(metric, _together(rows), rows[0].group.currency)
    return Held(metric.code, metric.label, text, len(rows), met)


def _together(rows: Sequence[Reading]) -> float:
    """A share over all its cases; the rest as the mean of its months, each with its cases."""
    below = fsum(one.denominator or 0.0 for one in rows)
    if rows[0].definition.metric.aggregate == "ratio" and below:
        return fsum(one.numerator or 0.0 for one in rows) / below
    cases = sum(one.n for one in rows)
    if not cases:
        return fsum(one.value or 0.0 for one in rows) / len(rows)
    return fsum((one.value or 0.0) * one.n for one in rows) / cases
