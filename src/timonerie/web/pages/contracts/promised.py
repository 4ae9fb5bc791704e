"""What the stored figures say of the levels that a contract promises: gathered here, since the
figures stand above the contracts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.enums import LevelUnit
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.contracts.queries import obligations
from timonerie.domains.contracts.rules.realities import MeasuredLevel
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.models import Series
from timonerie.domains.performance.queries import progress
from timonerie.domains.performance.queries.board import Board, Reading
from timonerie.domains.performance.rules import Group
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

WHOLE = 100
Key = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class _Told:
    """The figures of a kind of period: its last complete one, and what is stored of it."""

    kind: str
    start: date | None
    readings: Mapping[Key, Reading]


def levels(
    request: CompanyRequest, contract: Contract, found: Iterable[ServiceLevel], *, on: date
) -> list[MeasuredLevel]:
    """The levels in force that promise something, with the last complete period. One narrowed to
    some cases, or counted case by case, has no stored figure of its own: it is told as missing."""
    told = [one for one in found if _is_promised(one, on)]
    if not told or contract.provider_id is None or not request.actor.may("indicator.read"):
        return []
    figures = Board(reach(request.actor, on=on))
    by_kind = {
        kind: _stored(figures, contract.provider_id, told, kind=kind, on=on)
        for kind in sorted({one.period for one in told})
    }
    link = url(request, "provider", contract.provider.public_id) if contract.provider else ""
    return [
        _measured(one, contract.provider_id, by_kind[one.period], figures, link) for one in told
    ]


def _is_promised(level: ServiceLevel, on: date) -> bool:
    is_begun = level.start_date is None or level.start_date <= on
    is_over = level.end_date is not None and level.end_date < on
    is_whole = not obligations.gaps([level]) or level.threshold is not None
    return is_begun and not is_over and not level.is_followed and is_whole


def _stored(
    figures: Board, provider: int, told: Sequence[ServiceLevel], *, kind: str, on: date
) -> _Told:
    start = progress.last_complete(kind=kind, on=on)
    if start is None:
        return _Told(kind, None, {})
    codes = {one.metric for one in told}
    series = Series.objects.filter(
        provider=provider,
        team__isnull=True,
        indicator__code__in=codes,
        indicator__archived_at__isnull=True,
    )
    rows = figures.readings(series, kind=kind, starts=[start])
    return _Told(kind, start, {_key(one): one for one in rows})


def _key(reading: Reading) -> Key:
    return reading.definition.metric.code, reading.group.unit, reading.group.activity


def _measured(
    level: ServiceLevel, provider: int, told: _Told, figures: Board, link: str
) -> MeasuredLevel:
    reading = told.readings.get((level.metric, level.site_id, level.activity_id))
    is_plain = level.threshold is None and not level.filter
    value = _in_unit(level, reading) if reading is not None and is_plain else None
    return MeasuredLevel(
        title=level.title,
        target=level.target or 0,
        at_least=level.at_least,
        unit=level.unit,
        start=told.start,
        value=value,
        is_idle=value is None and is_plain and _is_idle(level, provider, told, figures),
        link=link,
    )


def _is_idle(level: ServiceLevel, provider: int, told: _Told, figures: Board) -> bool:
    if told.start is None:
        return False
    group = Group(level.site_id, provider, level.activity_id, None, "")
    return figures.silence(group, kind=told.kind, start=told.start) == "no_activity"


def _in_unit(level: ServiceLevel, reading: Reading) -> float | None:
    """The stored figure in the unit of the level; None where one cannot be told in the other."""
    if reading.value is None:
        return None
    measured = reading.definition.metric.unit
    if level.unit == LevelUnit.PERCENT:
        return reading.value * WHOLE if measured == "ratio" else None
    if level.unit == LevelUnit.DAYS and measured != "days":
        return None
    if level.unit == LevelUnit.HOURS and measured == "days":
        return None
    return reading.value
