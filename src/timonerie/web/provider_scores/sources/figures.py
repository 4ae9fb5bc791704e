"""Levels and punctuality: what contracts promise, else shares of the cases of a month."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.rules.scores import Note
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.rules import Group
from timonerie.engine import periods
from timonerie.foundations.scope.memory import once
from timonerie.web.provider_scores.registry import Given, Read, register

LEVELS, PUNCTUALITY = "sla_met", "on_time_delivery"
PERCENT = 100


@register(criterion="levels", permission="indicator.read")
def levels(given: Given) -> Read:
    """The share of the promised levels that were kept, of the contracts that the reader reaches;
    in the months of which no level says anything, the share of the cases handled in time."""
    return {**_shares(given, LEVELS), **_promised(given)}


@register(criterion="punctuality", permission="indicator.read")
def punctuality(given: Given) -> Read:
    return _shares(given, PUNCTUALITY)


def _promised(given: Given) -> Read:
    """Two queries; a quarter counts in each of its months, once it is over."""
    if not given.actor.may("contract.read"):
        return {}
    reached = contracts.visible_to(given.actor).active().filter(provider__in=given.providers)
    rows = LevelResult.objects.current().filter(
        level__contract__in=reached,
        level__archived_at__isnull=True,
        period_start__lt=periods.end_of("month", given.months[-1]),
    )
    found: dict[tuple[int, date], list[LevelResult]] = defaultdict(list)
    for row in rows.select_related("level__contract"):
        for month in _months(row, given.months):
            found[row.level.contract.provider_id or 0, month].append(row)
    return {place: _kept(told) for place, told in found.items()}


def _months(row: LevelResult, months: Sequence[date]) -> Iterator[date]:
    """Those, among some, in which a period that is over stands."""
    end = periods.end_of(row.period_kind, row.period_start)
    first = row.period_start.replace(day=1)
    if end <= periods.end_of("month", months[-1]):
        yield from (one for one in months if first <= one < end)


def _kept(rows: Sequence[LevelResult]) -> Note:
    measured = [row for row in rows if row.state == "measured"]
    if measured:
        kept = sum(bool(row.is_held) for row in measured)
        return Note("measured", PERCENT * kept / len(measured))
    is_idle = all(row.state == "no_activity" for row in rows)
    return Note("no_activity" if is_idle else "missing")


def _shares(given: Given, code: str) -> Mapping[tuple[int, date], Note]:
    found: dict[tuple[int, date], Note] = {
        (row.group.provider or 0, row.start): Note("measured", _share(row.value))
        for row in _readings(given)
        if row.definition.metric.code == code and row.value is not None
    }
    for provider in given.providers:
        for month in given.months:
            if (provider, month) not in found:
                found[provider, month] = _silent(given, provider, month)
    return found


@once
def _readings(given: Given) -> list[Reading]:
    """Of both criteria, read at once."""
    series = board.shaped(providers=given.providers)
    series = series.filter(indicator__code__in=(LEVELS, PUNCTUALITY))
    return given.board.readings(series, kind="month", starts=list(given.months))


def _share(value: float) -> float:
    return min(max(PERCENT * value, 0.0), float(PERCENT))


def _silent(given: Given, provider: int, month: date) -> Note:
    told = given.board.silence(Group(provider=provider), kind="month", start=month)
    return Note("no_activity" if told == "no_activity" else "missing")
