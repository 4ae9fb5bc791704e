"""What a report says beside what came before and what the facts compute: trends and quality."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from timonerie.domains.performance.models import Result, Series
from timonerie.domains.reporting.catalogue import report_weights
from timonerie.domains.reporting.models import DueReport, ReportFile, ReportFiling
from timonerie.domains.reporting.queries.due_reports import Standing, whole
from timonerie.domains.reporting.rules import report_lives, report_quality, report_values
from timonerie.domains.reporting.rules.report_quality import Facts, Gap, Quality
from timonerie.domains.reporting.rules.report_values import Field
from timonerie.domains.sourcing.enums import Side

MOST_POINTS: Final = 24
PER_CENT: Final = 100

Computed = Mapping[tuple[int, str, date], float]


def fields_of(due: DueReport) -> list[Field]:
    """Those frozen when its period opened."""
    return [Field.of(one) for one in due.fields]


def last(due: DueReport) -> ReportFiling | None:
    filings = list(due.filings.all())
    return max(filings, key=lambda one: one.number, default=None)


def earlier(due: DueReport) -> list[DueReport]:
    """The reports of the same line and site about the periods before, oldest first, with their
    versions; three queries."""
    rows = DueReport.objects.filter(
        binding_id=due.binding_id,
        rule_id=due.rule_id,
        site_id=due.site_id,
        period_start__lt=due.period_start,
    )
    found = list(whole(rows).order_by("-period_start")[:MOST_POINTS])
    return found[::-1]


def trends(due: DueReport, before: Sequence[DueReport]) -> dict[str, list[float | None]]:
    """The values of each number over the periods before, then its own; None where nothing was
    said."""
    told = [_values(one) for one in (*before, due)]
    return {
        field.code: [_float(values.get(field.code)) for values in told]
        for field in fields_of(due)
        if field.kind == "number"
    }


def _values(due: DueReport) -> Mapping[str, str]:
    filing = last(due)
    return filing.values if filing else {}


def _float(text: str | None) -> float | None:
    return None if text is None else float(text)


@dataclass(frozen=True)
class Judged:
    """A report that came, what is known of it and how good it is."""

    standing: Standing
    facts: Facts
    quality: Quality


def judged(found: Iterable[Standing]) -> list[Judged]:
    """The reports that came among some, oldest first, as they were said with their model; four
    queries. What was only noted as handed in is not scored."""
    came = sorted(
        (one for one in found if one.life.filings and one.due.fields),
        key=lambda one: (one.due.period_start, one.due.pk),
    )
    computed, joined = computed_of([one.due for one in came]), _joined(came)
    previous: dict[tuple[int | None, ...], DueReport] = {}
    told = []
    for one in came:
        line = (one.due.binding_id, one.due.rule_id, one.due.site_id)
        facts = facts_of(one, previous.get(line), computed, joined)
        quality = report_quality.quality(facts, weights=report_weights.weights())
        told.append(Judged(one, facts, quality))
        previous[line] = one.due
    return told


def score(found: Sequence[Judged]) -> float | None:
    """Of a hundred; None under three reports."""
    return report_quality.score([one.quality for one in found], weights=report_weights.weights())


def facts_of(
    one: Standing,
    before: DueReport | None,
    computed: Computed,
    joined: frozenset[tuple[int, str]],
) -> Facts:
    due, filing = one.due, last(one.due)
    assert filing is not None
    asked = [field for field in fields_of(due) if not field.is_free]
    came = report_lives.punctuality(one.life, worked=one.worked)
    earlier_filing = last(before) if before else None
    assert came is not None
    return Facts(
        came=came,
        asked=len(asked),
        filled=sum(
            field.code in filing.values or (due.pk, field.code) in joined for field in asked
        ),
        copied=report_values.is_copied(
            filing.comment, earlier_filing.comment if earlier_filing else ""
        ),
        corrected=corrected(due),
        gaps=gaps(due, filing, computed),
    )


def corrected(due: DueReport) -> int:
    """Figures that a later version changed, each version once."""
    filings = sorted(due.filings.all(), key=lambda one: one.number)
    numbers = {field.code for field in fields_of(due) if field.kind == "number"}
    return sum(
        changed.field in numbers and bool(changed.before)
        for before, after in pairwise(filings)
        for changed in report_values.differences(before.values, after.values)
    )


def gaps(due: DueReport, filing: ReportFiling, computed: Computed) -> list[Gap]:
    """What is declared beside what the facts give, where both are known."""
    found = []
    for field in fields_of(due):
        value = computed.get((due.provider_id or 0, field.metric, due.period_start))
        declared = filing.values.get(field.code)
        if value is not None and declared is not None:
            scale = PER_CENT if field.unit == "%" else 1
            found.append(Gap(field.code, Decimal(declared), value * scale))
    return found


def computed_of(several: Iterable[DueReport]) -> Computed:
    """The stored figures of the same provider and month, whole company, by metric; one query. What
    is not monthly, or has no provider, is not compared."""
    due = [
        one for one in several if one.provider_id and one.side == Side.THEIRS and not one.site_id
    ]
    codes = {field["metric"] for one in due for field in one.fields if field.get("metric")}
    if not codes:
        return {}
    series = Series.objects.filter(
        indicator__code__in=codes,
        provider__in={one.provider_id for one in due},
        unit__isnull=True,
        activity__isnull=True,
        team__isnull=True,
        perimeter="",
    )
    rows = Result.objects.current().in_periods(
        kind="month", starts=sorted({one.period_start for one in due if _is_a_month(one)})
    )
    rows = rows.filter(series__in=series, value__isnull=False)
    told = rows.values_list(
        "series__provider_id", "series__indicator__code", "period_start", "value"
    )
    return {
        (provider, code, start): value
        for provider, code, start, value in told
        if provider is not None and value is not None
    }


def _is_a_month(due: DueReport) -> bool:
    start, end = due.period_start, due.period_end
    return start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day > 27


def _joined(found: Sequence[Standing]) -> frozenset[tuple[int, str]]:
    """The fields that a file answers, of reports handed in; one query."""
    rows = ReportFile.objects.filter(due__in=[one.due for one in found], filing__isnull=False)
    by: dict[int, set[str]] = defaultdict(set)
    for due, field in rows.values_list("due_id", "field"):
        by[due].add(field)
    return frozenset((due, field) for due, fields in by.items() for field in fields)
