"""Which definition and which target hold, now or as known when a period was closed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language, gettext

from timonerie.domains.facts.operations.measuring import Closing
from timonerie.domains.performance.models import (
    Indicator,
    IndicatorVersion,
    Period,
    Series,
    Target,
)
from timonerie.engine import periods
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.scope.memory import once

HEADLINES = (
    "sla_met",
    "on_time_delivery",
    "working_time_to_resolved_median",
    "errors",
    "reworked",
    "pick_up_time_median",
    "backlog",
    "backlog_overdue",
    "cases",
)
"""The indicators that come first, where there is room for a few."""


@dataclass(frozen=True)
class Definition:
    """An indicator with the version that holds."""

    indicator: Indicator
    version: IndicatorVersion
    metric: Metric
    since: datetime
    """When its first version was saved: a period closed before has no figure of it."""

    is_measured: bool = True
    """Whether a figure was ever stored of it."""

    @property
    def stored(self) -> Metric:
        """As it was saved, whatever the reader's language: what a new version starts from."""
        return Metric.from_dict(self.version.document)


@once
def known(*, at: datetime | None = None) -> list[Definition]:
    """Definitions in the order of the catalogue, as known at an instant (now by default)."""
    versions = (
        IndicatorVersion.objects.select_related("indicator")
        .filter(indicator__archived_at__isnull=True)
        .annotate(is_measured=Exists(Series.objects.filter(indicator=OuterRef("indicator"))))
    )
    if at is not None:
        versions = versions.filter(created_at__lte=at)
    last: dict[int, Any] = {}
    since: dict[int, datetime] = {}
    for version in versions.order_by("number"):
        last[version.indicator_id] = version
        since.setdefault(version.indicator_id, version.created_at)
    found = [
        Definition(
            version.indicator,
            version,
            _said(Metric.from_dict(version.document)),
            since[version.indicator_id],
            is_measured=version.is_measured,
        )
        for version in last.values()
    ]
    return sorted(found, key=lambda one: (one.indicator.rank, one.indicator.code))


def _said(metric: Metric) -> Metric:
    """What the catalogue of the product says, in the reader's language; a company's own words as
    they are."""
    if get_language() in (None, settings.LANGUAGE_CODE):
        return metric
    return replace(
        metric,
        label=gettext(metric.label),
        formula=gettext(metric.formula),
        source=gettext(metric.source),
    )


@once
def targets() -> dict[int, list[Target]]:
    """Targets by indicator id."""
    found: dict[int, list[Target]] = {}
    for target in Target.objects.order_by("created_at"):
        found.setdefault(target.indicator_id, []).append(target)
    return found


def closing_spans() -> list[Closing]:
    """The closed periods, as the facts need them to keep their calendars."""
    return [
        Closing(period.start, periods.end_of(period.kind, period.start), period.closed_at)
        for period in Period.objects.filter(state="closed")
        if period.closed_at is not None
    ]


@once
def closings() -> dict[tuple[str, date], datetime]:
    """When each closed period was closed, by (kind, start)."""
    return {
        (period.kind, period.start): period.closed_at
        for period in Period.objects.filter(state="closed")
        if period.closed_at is not None
    }
