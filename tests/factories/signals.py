"""Stored figures that move, and the signals that they make; no fact is read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.performance.models import Indicator, Progress, Result, Series
from timonerie.domains.performance.operations import indicators
from timonerie.domains.performance.rules import Group
from timonerie.domains.signals.models import SignalMember, WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.rules import evidence
from timonerie.domains.signals.rules.evidence import Given
from timonerie.domains.sourcing.models import Activity
from timonerie.engine import periods
from timonerie.engine.signals.matrix import FloatArray, Kind
from timonerie.engine.signals.registry import FAMILIES
from timonerie.engine.signals.settings import Settings
from timonerie.foundations.accounts.actors import Actor

FIRST, MONTHS = date(2024, 1, 1), 26
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""Twenty-six months are over."""
CASES = 200
STEADY = tuple(3.0 if month % 2 else 5.0 for month in range(MONTHS))
WORSE = (*STEADY[:20], *(24.0 for _month in range(6)))
"""Errors a month: they leave their level in September 2025."""
BACK = (*STEADY[:14], 24.0, 24.0, *STEADY[:10])
SETTINGS = Settings(worse="higher")
BEGAN = date(2025, 9, 1)


def starts() -> list[date]:
    found = [FIRST]
    while len(found) < MONTHS:
        found.append(periods.end_of("month", found[-1]))
    return found


def errors(
    by: Actor,
    amounts: Sequence[float],
    *,
    code: str = "errors",
    unit: Unit | None = None,
    provider: Provider | None = None,
    activity: Activity | None = None,
    cases: int = CASES,
) -> Series:
    """Monthly errors among cases, as if they had been computed; again, they replace the former."""
    indicators.ensure_built_in(by=by, at=NOW)
    Progress.objects.get_or_create()
    indicator = Indicator.objects.get(code=code)
    group = Group(
        unit=None if unit is None else unit.pk,
        provider=None if provider is None else provider.pk,
        activity=None if activity is None else activity.pk,
    )
    series, _created = Series.objects.get_or_create(
        key=group.key(code),
        defaults={
            "indicator": indicator,
            "unit": unit,
            "provider": provider,
            "activity": activity,
        },
    )
    version = indicator.versions.get()
    Result.objects.filter(series=series).delete()
    Result.objects.bulk_create(
        [
            Result(
                series=series,
                period_kind="month",
                period_start=start,
                version=version,
                state="measured",
                n=cases,
                numerator=amount,
                denominator=cases,
                value=amount / cases,
                covered=1,
                expected=1,
                facts_version=0,
                computed_at=NOW,
            )
            for start, amount in zip(starts(), amounts, strict=False)
        ]
    )
    return series


def raised(by: Actor, *, at: datetime = NOW) -> list[WeakSignal]:
    """What the figures make, by what it is about."""
    watching.refresh(by=by, at=at)
    return list(WeakSignal.objects.order_by("key", "since"))


def told(unit: Unit, provider: Provider, activity: Activity, *, key: str) -> WeakSignal:
    """A signal of a site, a provider and an activity, as if their errors had moved."""
    given = Given("level", Kind.SHARE, "month", starts(), _array(WORSE), _array([CASES] * MONTHS))
    (verdict,) = FAMILIES["level"](given.matrix(), SETTINGS)
    said = evidence.said(given, verdict, since=verdict.since)
    made: WeakSignal = WeakSignal.objects.create(
        key=key,
        family="level",
        indicator=Indicator.objects.filter(code="errors").first(),
        unit=unit,
        provider=provider,
        activity=activity,
        higher=True,
        since=BEGAN,
        opened_on=date(2025, 10, 1),
        expected=said.expected,
        seen=said.seen,
        rate=verdict.rate,
        raised_at=NOW,
    )
    SignalMember.objects.create(
        signal=made,
        unit=unit,
        key=key,
        is_main=True,
        evidence=evidence.of(given, SETTINGS, verdict, said),
    )
    return made


def _array(values: Sequence[float]) -> FloatArray:
    return np.array(values, np.float64)
