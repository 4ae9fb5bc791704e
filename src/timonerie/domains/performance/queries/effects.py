"""Whether what was done about an incident had effect on an indicator, from the stored results."""

from dataclasses import dataclass
from datetime import date

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.rules.incidents import effects
from timonerie.domains.facts.rules.incidents.effects import Check, Effect, Measure
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.queries.board import Board, Reading, shaped
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import GROUPINGS, Group
from timonerie.engine import periods

KIND = "month"


@dataclass(frozen=True)
class Checked:
    """The check of an incident: on which figures, over how many months, from when it can be told.
    `left_out` are months that are over and have no figure."""

    definition: Definition
    group: Group
    check: Check
    periods: int
    ready_on: date
    left_out: int = 0


def checkable(board: Board) -> list[Definition]:
    """Indicators of which it can be said that they got better."""
    return [one for one in board.definitions if one.metric.direction in ("lower", "higher")]


def of(incident: Incident, *, seen: Reach, on: date) -> Checked | None:
    """The months after the action beside as many before it, for the series that tells the incident
    best among those that are stored; None where nothing is to be checked, or where the reader
    reaches no figure of that series."""
    if not incident.indicator or incident.action_on is None:
        return None
    board = Board(seen)
    definition = board.definition(incident.indicator)
    if definition is None or definition not in checkable(board):
        return None
    group = group_of(incident)
    before, after = effects.months_around(incident.action_on, incident.periods)
    ready_on = periods.end_of(KIND, after[-1])
    line = _line(board, definition, group, [*before, *after])
    if not line:
        return None
    check = Check(Effect.NOT_YET)
    if on >= ready_on:
        check = effects.checked(
            [line[start] for start in before if start in line],
            [line[start] for start in after if start in line],
            lower_is_better=definition.metric.direction == "lower",
        )
    over = [one for one in (*before, *after) if periods.end_of(KIND, one) <= on]
    missing = sum(one not in line for one in over)
    return Checked(definition, group, check, incident.periods, ready_on, missing)


def group_of(incident: Incident) -> Group:
    """The narrowest group with stored figures that holds all that the incident names: a provider
    before a site, and no site where several are touched."""
    sites = [site.unit_id for site in incident.sites.all()]
    named = {
        "provider": incident.provider_id,
        "unit": sites[0] if len(sites) == 1 else None,
        "activity": incident.activity_id,
        "team": incident.team_id,
    }
    known = {name for name, value in named.items() if value is not None}
    possible = [one for one in GROUPINGS if set(one) <= known]
    best = max(possible, key=lambda one: (len(one), "provider" in one, "unit" in one))
    unit, provider, activity, team = (
        named[name] if name in best else None for name in ("unit", "provider", "activity", "team")
    )
    return Group(unit, provider, activity, team)


def _line(
    board: Board, definition: Definition, group: Group, starts: list[date]
) -> dict[date, Measure]:
    """The measured months of a series within reach; of several currencies, the first one."""
    given = {"unit": group.unit, "provider": group.provider, "team": group.team}
    given |= {"activity": group.activity}
    plural = {"unit": "units", "provider": "providers", "team": "teams", "activity": "activities"}
    only = {plural[name]: [row] for name, row in given.items() if row is not None}
    series = shaped(**only).filter(indicator=definition.indicator)  # type: ignore[arg-type]
    found = board.readings(series, kind=KIND, starts=starts)
    currency = min((one.group.currency for one in found), default="")
    return {one.start: _measure(one) for one in found if _is_told(one, currency)}


def _is_told(reading: Reading, currency: str) -> bool:
    return reading.value is not None and reading.group.currency == currency


def _measure(reading: Reading) -> Measure:
    is_ratio = reading.definition.metric.aggregate == "ratio"
    return Measure(
        reading.value or 0.0,
        reading.numerator if is_ratio else None,
        reading.denominator if is_ratio else None,
    )
