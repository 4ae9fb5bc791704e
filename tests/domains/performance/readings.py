"""Stored figures as plain values, the shortest way."""

from datetime import UTC, date, datetime

from timonerie.domains.performance.models import Result
from timonerie.domains.performance.operations import indicators, results
from timonerie.foundations.accounts.actors import Actor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
Figure = tuple[str, str, date, float | None, int]


def refresh(by: Actor, *, at: datetime = NOW) -> int:
    """Bring the figures up to date, the built-in indicators being in place."""
    indicators.ensure_built_in(by=by, at=at)
    return results.refresh(at=at)


def figures() -> set[Figure]:
    """(key, period kind, start, value, n) of every current figure."""
    rows = Result.objects.current()
    return set(rows.values_list("series__key", "period_kind", "period_start", "value", "n"))


def value(key: str, *, kind: str = "month", start: date = JANUARY) -> float | None:
    """The current value of a series over a period, None when there is none."""
    rows = Result.objects.current().filter(series__key=key, period_kind=kind, period_start=start)
    found: float | None = rows.values_list("value", flat=True).first()
    return found


def group(code: str) -> str:
    """The key of an indicator for everybody."""
    return f"{code}:-:-:-:-"
