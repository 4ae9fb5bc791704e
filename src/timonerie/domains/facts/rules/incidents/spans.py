"""Which days an incident explains, and which figures."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """Days, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Place:
    """Whom an incident or a figure is about; empty or None is everything. `units` are sites."""

    units: frozenset[int] = frozenset()
    provider: int | None = None
    activity: int | None = None
    team: int | None = None


def meets(incident: Place, figure: Place) -> bool:
    """Whether an incident may explain a figure: they differ in nothing that both name."""
    pairs = (
        (incident.provider, figure.provider),
        (incident.activity, figure.activity),
        (incident.team, figure.team),
    )
    if any(mine is not None and its is not None and mine != its for mine, its in pairs):
        return False
    return not (incident.units and figure.units) or bool(incident.units & figure.units)


def within(known: date, ended: date | None, *, first: date, last: date) -> Span | None:
    """The part of an incident's days that falls between two days; one without an end lasts."""
    end = last if ended is None else min(ended, last)
    start = max(known, first)
    return Span(start, end) if start <= end else None


def covered(spans: Collection[Span]) -> list[Span]:
    """Spans that touch or follow one another, as one, in the order of time."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: one.first):
        if found and span.first.toordinal() <= found[-1].last.toordinal() + 1:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found
