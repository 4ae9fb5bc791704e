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


def explains(incident: Place, figure: Place, *, is_major: bool) -> bool:
    """Whether an incident is told of a figure: they share something that both name, and differ in
    nothing that both name. The figure of everybody is told of the major ones alone, wherever they
    were; one of a site is not told of what names no site."""
    pairs = (
        (incident.provider, figure.provider),
        (incident.activity, figure.activity),
        (incident.team, figure.team),
    )
    both = [mine == its for mine, its in pairs if mine is not None and its is not None]
    if incident.units and figure.units:
        both.append(bool(incident.units & figure.units))
    if figure == Place():
        return is_major
    return bool(both) and all(both)


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
