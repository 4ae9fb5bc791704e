"""Standing facts of each provider or site, week after week: what is there that should not be, or
that calls for a decision. A source gives, by provider (by site where its `DIMENSION` says so), one
figure for each week, NaN where nobody can tell; a new one is a sibling, named here."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from types import ModuleType
from typing import Final

import numpy as np

from timonerie.domains.performance.rules import Group
from timonerie.domains.signals.queries.given import Asked
from timonerie.domains.signals.queries.standing import (
    beside_contracts,
    concentration,
    decisions,
    departures,
    figures_revised,
    late_duties,
    late_reports,
    poor_reports,
    price_drifts,
    put_off,
    repeated_late,
    silent_sites,
    undeclared,
)
from timonerie.domains.signals.rules.evidence import Given
from timonerie.engine import periods
from timonerie.engine.signals.matrix import Kind
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

STEP: Final = "week"
BACK: Final = timedelta(days=364)
SOURCES: Final[Sequence[ModuleType]] = (
    concentration,
    decisions,
    late_duties,
    undeclared,
    departures,
    price_drifts,
    beside_contracts,
    put_off,
    late_reports,
    repeated_late,
    poor_reports,
    figures_revised,
    silent_sites,
)


def asked(on: date) -> Iterator[Asked]:
    """Of the complete weeks of a year; what never shows anything is not asked about.
    Whoever reads, the product tells them: they are those of the whole company."""
    by = actors.system(Company.objects.get(pk=current.current_id()))
    starts = periods.starts_between(STEP, on - BACK, on)[:-1]
    ends = [periods.end_of(STEP, start) - timedelta(days=1) for start in starts]
    for source in SOURCES:
        # Most are of providers; a source says what else its figures are of.
        dimension = getattr(source, "DIMENSION", "provider")
        for row_id, figures in sorted(source.by_week(ends, by=by).items()):
            if any(one > 0 for one in figures):
                given = Given(source.FAMILY, Kind.VALUE, STEP, starts, np.array(figures))
                yield Asked(given, "higher", Group(**{dimension: row_id}), is_dated=False)
