"""What the reports of each provider showed on some days: what is known of them today, dated as each
day would have."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from timonerie.domains.reporting.models import DueReport
from timonerie.domains.reporting.queries import due_reports, report_readings
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import ReportState
from timonerie.domains.reporting.rules import report_lives, report_quality, report_values
from timonerie.domains.reporting.rules.report_lives import Move
from timonerie.domains.sourcing.enums import Side

BACK = timedelta(days=730)
LAST, QUARTER = 3, timedelta(days=92)
_MISSED = (ReportState.CAME_LATE, ReportState.LATE, ReportState.MISSING)


def late(ends: Sequence[date]) -> dict[int, list[float]]:
    """How many are late on each day; those that never came are no longer counted."""
    return _each(ends, lambda found, end: float(sum(_is_late(one, end) for one in found)))


def repeated(ends: Sequence[date]) -> dict[int, list[float]]:
    """Of the line that is worst, the late ones among the last three whose grace is past."""

    def worst(found: Sequence[Standing], end: date) -> float:
        return max((_missed(line, end) for line in _lines(found)), default=0.0)

    return _each(ends, worst)


def poor(ends: Sequence[date]) -> dict[int, list[float]]:
    """How many lines have a last report that leaves fields blank or repeats its comment."""
    several = _theirs(ends[-1])
    told = {
        one.standing.due.pk: report_quality.is_poor(one.facts)
        for one in report_readings.judged(several)
    }

    def count(found: Sequence[Standing], end: date) -> float:
        return float(sum(_last_is(line, end, told) for line in _lines(found)))

    return _each(ends, count, several)


def revised(ends: Sequence[date]) -> dict[int, list[float]]:
    """Figures that a later version changed over the three months that end on each day."""
    several = _theirs(ends[-1])
    days: dict[int, list[date]] = defaultdict(list)
    for one in several:
        days[one.due.pk].extend(_changes(one.due))

    def count(found: Sequence[Standing], end: date) -> float:
        told = (day for one in found for day in days[one.due.pk])
        return float(sum(end - QUARTER < day <= end for day in told))

    return _each(ends, count, several)


def _changes(due: DueReport) -> Iterator[date]:
    numbers = {one.code for one in report_readings.fields_of(due) if one.kind == "number"}
    filings = sorted(due.filings.all(), key=lambda one: one.number)
    for before, after in pairwise(filings):
        for changed in report_values.differences(before.values, after.values):
            if changed.field in numbers and changed.before:
                yield after.came_on


def _theirs(on: date) -> list[Standing]:
    """Of two years, by provider, line and period."""
    rows = DueReport.objects.filter(
        side=Side.THEIRS, provider__isnull=False, due_date__gte=on - BACK, period_start__lte=on
    ).order_by("provider_id", "binding_id", "site_id", "period_start")
    at = timezone.make_aware(datetime.combine(on, time.max))
    return due_reports.standings(due_reports.whole(rows), at=at)


def _each(
    ends: Sequence[date],
    told: Callable[[Sequence[Standing], date], float],
    several: Sequence[Standing] | None = None,
) -> dict[int, list[float]]:
    found = _theirs(ends[-1]) if several is None else several
    grouped = groupby(found, key=lambda one: one.due.provider_id or 0)
    return {
        provider: [told(rows, end) for end in ends]
        for provider, rows in ((key, list(each)) for key, each in grouped)
    }


def _lines(found: Sequence[Standing]) -> list[list[Standing]]:
    return [
        list(each)
        for _line, each in groupby(found, key=lambda one: (one.due.binding_id, one.due.site_id))
    ]


def _state(one: Standing, end: date) -> ReportState:
    """As it stood at the end of a day, in the zone of the company."""
    at = timezone.make_aware(datetime.combine(end, time.max))
    return report_lives.state(one.life, at=at, today=end, worked=one.worked)


def _is_late(one: Standing, end: date) -> bool:
    return one.due.late_after < end and _state(one, end) == ReportState.LATE


def _missed(line: Sequence[Standing], end: date) -> float:
    past = [one for one in line if one.due.late_after < end]
    counted = [one for one in past if one.life.outcome is not Move.IDLE][-LAST:]
    return float(sum(_was_late(one, end) for one in counted))


def _was_late(one: Standing, end: date) -> bool:
    """As its first version came, whatever was made of it."""
    at = timezone.make_aware(datetime.combine(end, time.max))
    came = report_lives.punctuality(one.life.until(at), worked=one.worked)
    return (came or _state(one, end)) in _MISSED


def _last_is(line: Sequence[Standing], end: date, told: dict[int, bool]) -> bool:
    came = [one for one in line if _came_by(one, end)]
    return bool(came) and told.get(came[-1].due.pk, False)


def _came_by(one: Standing, end: date) -> bool:
    return any(filing.came_on <= end for filing in one.due.filings.all())
