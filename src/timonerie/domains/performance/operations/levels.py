"""Stored measures of the promised levels: equal ones are left alone, closed periods get a new
revision."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.facts.operations import commits
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.operations import level_claims
from timonerie.domains.performance.queries import attainments, definitions
from timonerie.domains.performance.queries.attainments import Measured
from timonerie.foundations.accounts.actors import Actor

_COMPARED = (
    *("version_id", "terms", "first_date", "last_date", "state", "n", "met", "without"),
    *("value", "is_held", "covered", "expected"),
)
"""What makes two measures of a period differ."""


def refresh(*, by: Actor, at: datetime) -> int:
    """Bring the measures of every level up to the facts of now, then what they let ask for.

    Can be stopped and run again at any moment: what is equal is left alone. A level that can no
    longer be measured keeps what it has. Returns how many measures changed.
    """
    version = commits.version()
    levels = ServiceLevel.objects.filter(archived_at__isnull=True).exclude(metric="")
    found = levels.select_related("contract").order_by("pk")
    changed = sum(_shelve(one, attainments.of_level(one, at=at), version, at) for one in found)
    level_claims.follow(by=by, at=at)
    return changed


def _shelve(level: ServiceLevel, found: Iterable[Measured], version: int, at: datetime) -> int:
    """One level at a time: two computations of it wait for each other."""
    now = {one.attainment.start: _values(one) for one in found}
    if not now:
        return 0
    with transaction.atomic():
        ServiceLevel.objects.select_for_update(no_key=True).get(pk=level.pk)
        rows = LevelResult.objects.filter(level=level, period_kind=level.period)
        last: dict[date, LevelResult] = {row.period_start: row for row in rows.order_by("revision")}
        changed = sum(
            _put(level, start, last.get(start), values, version, at)
            for start, values in now.items()
        )
        gone = rows.current().exclude(period_start__in=now)
        return changed + int(gone.update(superseded_at=at))


def _put(
    level: ServiceLevel,
    start: date,
    last: LevelResult | None,
    values: Mapping[str, Any],
    version: int,
    at: datetime,
) -> bool:
    """Whether something was written. `last` is the last revision, current or not."""
    stands = last is not None and last.superseded_at is None
    if last is not None and stands and _said(last) == dict(values):
        return False
    told = {**values, "facts_version": version, "computed_at": at}
    if last is not None and stands:
        if (level.period, start) not in definitions.closings():
            LevelResult.objects.filter(pk=last.pk).update(**told)
            return True
        LevelResult.objects.filter(pk=last.pk).update(superseded_at=at)
    LevelResult.objects.create(
        level=level,
        period_kind=level.period,
        period_start=start,
        revision=last.revision + 1 if last is not None else 1,
        **told,
    )
    return True


def _said(row: LevelResult) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COMPARED}


def _values(one: Measured) -> dict[str, Any]:
    figure = one.attainment
    return {
        "version_id": one.definition.version.pk,
        "terms": one.terms.to_json(),
        "first_date": figure.first,
        "last_date": figure.last,
        "state": figure.state,
        "n": figure.n,
        "met": figure.met,
        "without": figure.without,
        "value": None if figure.value is None else float(figure.value),
        "is_held": figure.is_held,
        "covered": figure.covered,
        "expected": figure.expected,
    }
