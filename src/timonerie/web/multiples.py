"""Small charts of one indicator on one scale: a chart a site, or a provider."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording import months
from timonerie.foundations.wording.states import State
from timonerie.web import readings
from timonerie.web.boards import Desk
from timonerie.web.charts import Panel, SmallMultiples

SHOWN = 12
WHOLE = Group()

Line = Mapping[date, Reading]


def of_sites(
    desk: Desk,
    found: Iterable[Reading],
    definition: Definition,
    members: Collection[int],
    *,
    fixed: Group = WHOLE,
) -> SmallMultiples | None:
    """One chart a site over thirteen months; None when none is measured."""
    groups = {replace(fixed, unit=one): one for one in members}
    lines = _lines(found, definition, groups)
    return _drawn(desk, definition, lines, route="site", known=desk.names.units)


def of_providers(
    desk: Desk,
    found: Iterable[Reading],
    definition: Definition,
    members: Collection[int],
    *,
    fixed: Group = WHOLE,
) -> SmallMultiples | None:
    """One chart a provider over thirteen months; None when none is measured."""
    groups = {replace(fixed, provider=one): one for one in members}
    lines = _lines(found, definition, groups)
    return _drawn(desk, definition, lines, route="provider", known=desk.names.providers)


def _lines(
    found: Iterable[Reading], definition: Definition, groups: Mapping[Group, int]
) -> dict[int, dict[date, Reading]]:
    lines: dict[int, dict[date, Reading]] = {}
    for one in found:
        if one.definition is not definition:
            continue
        group = replace(one.group, currency="") if one.group.currency else one.group
        member = groups.get(group)
        if member is not None:
            lines.setdefault(member, {})[one.start] = one
    return lines


def _drawn(
    desk: Desk,
    definition: Definition,
    lines: Mapping[int, Line],
    *,
    route: str,
    known: readings.Known,
) -> SmallMultiples | None:
    if not lines:
        return None
    history, metric = desk.month.history, definition.metric
    named = sorted(lines, key=lambda member: known[member][1])
    return SmallMultiples(
        subject=metric.label,
        unit=figure_words.unit_of(metric),
        panels=tuple(
            Panel(
                label=known[member][1],
                values=tuple(_value(lines[member], start) for start in history),
                state=_state(lines[member], history[-1]),
                url=reverse(route, args=[desk.slug, known[member][0]]),
            )
            for member in named[:SHOWN]
        ),
        first_label=months.month_label(history[0]),
        last_label=months.month_label(history[-1]),
        labels=tuple(months.short_label(start) for start in history),
        target=_shared_target(lines.values()),
        from_zero=metric.unit != "ratio" or metric.direction == "lower",
    )


def _value(line: Line, start: date) -> float | None:
    reading = line.get(start)
    return (
        None if reading is None else figure_words.scaled(reading.definition.metric, reading.value)
    )


def _state(line: Line, start: date) -> State | None:
    reading = line.get(start)
    return readings.state_of(reading) if reading else None


def _shared_target(lines: Iterable[Line]) -> float | None:
    """The target that all the charts share; one line drawn for targets that differ would lie."""
    last: Sequence[Reading] = [line[max(line)] for line in lines]
    aims = {readings.aim_of(one.definition.metric, one.target) for one in last}
    return aims.pop() if len(aims) == 1 else None
