"""How far the promised levels were kept, computed on the live facts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.facts.queries import live
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import coverage, definitions, level_counting
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.queries.level_terms import standing_end, terms_of
from timonerie.domains.performance.rules import Coverage, Group, level_days, level_terms
from timonerie.domains.performance.rules.level_days import Days
from timonerie.domains.performance.rules.level_figures import Attainment, Counted, attained
from timonerie.domains.performance.rules.level_terms import Terms
from timonerie.engine import periods
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

Plan = Mapping[tuple[Terms, Definition], dict[date, Days]]


@dataclass(frozen=True)
class Measured:
    """A level over a period, with the definition and the terms that measured it."""

    definition: Definition
    terms: Terms
    attainment: Attainment


def of_level(level: ServiceLevel, *, at: datetime) -> list[Measured]:
    """Every period in which a level holds and facts are known, oldest first, the one that still
    runs once it has a figure; empty for a level that cannot be measured, is archived, or belongs to
    a contract that is not signed.

    A closed period keeps the definition known at its closing, and the terms that its stored result
    was measured with. Each period is computed from its own cases: a quarter is never a mean of
    months.
    """
    company = Company.objects.get(pk=current.current_id())
    days = _days_of(level, company, at=at)
    if days is None:
        return []
    by = level_days.by_period(level.period, days, fiscal_month=company.fiscal_month)
    expected = coverage.of_streams(coverage.now())
    found = [
        one
        for (terms, definition), some in _plan(level, by).items()
        for one in _measured(level, terms, definition, some, expected, company, at)
        if _is_told(one.attainment, level.period, on=at.date())
    ]
    return sorted(found, key=lambda one: one.attainment.start)


def _is_told(one: Attainment, kind: str, *, on: date) -> bool:
    """A period that still runs says what it has; what has not come yet is not missing."""
    return one.state == "measured" or periods.end_of(kind, one.start) <= on


def _days_of(level: ServiceLevel, company: Company, *, at: datetime) -> Days | None:
    """The days when a level is in force, from the period of the first fact to today: a period is
    not cut short because its first case came on its second day."""
    contract = level.contract
    stands = contract.stage == Stage.SIGNED and not (level.archived_at or contract.archived_at)
    first = live.earliest() if stands else None
    if first is None:
        return None
    return level_days.in_force(
        level=(level.start_date, standing_end(level)),
        contract=(contract.start_date, contract.end_date if contract.renewal == "none" else None),
        known=(periods.start_of(level.period, first, company.fiscal_month), at.date()),
    )


def _plan(level: ServiceLevel, by: Mapping[date, Days]) -> Plan:
    """Periods that share their terms and their definition are computed together."""
    frozen = _frozen_terms(level)
    closings = definitions.closings()
    mine = terms_of(level)
    plan: dict[tuple[Terms, Definition], dict[date, Days]] = defaultdict(dict)
    for start, days in by.items():
        closed_at = closings.get((level.period, start))
        terms = frozen.get(start, mine) if closed_at else mine
        definition = definition_of(terms.metric, closed_at=closed_at)
        if definition is not None and not level_terms.unfit(terms, definition.metric):
            plan[terms, definition][start] = days
    return plan


def _frozen_terms(level: ServiceLevel) -> dict[date, Terms]:
    rows = LevelResult.objects.current().filter(level=level, period_kind=level.period)
    return {
        start: Terms.from_json(said) for start, said in rows.values_list("period_start", "terms")
    }


def definition_of(code: str, *, closed_at: datetime | None = None) -> Definition | None:
    """The definition of an indicator, as known at a closing where it was known by then."""
    for known in (definitions.known(at=closed_at) if closed_at else (), definitions.known()):
        found = next((one for one in known if one.metric.code == code), None)
        if found is not None:
            return found
    return None


def _measured(
    level: ServiceLevel,
    terms: Terms,
    definition: Definition,
    by: Mapping[date, Days],
    expected: Coverage,
    company: Company,
    at: datetime,
) -> Iterator[Measured]:
    facts = level_counting.facts_of(terms, expected.members, at=at)
    counted = level_counting.counted(
        facts, definition.metric, terms, kind=level.period, by=by, company=company, at=at
    )
    for start, days in by.items():
        figure = attained(
            terms,
            definition.metric,
            counted.get(start, Counted()),
            start=start,
            days=days,
            coverage=_covered(expected, terms, days),
        )
        yield Measured(definition, terms, figure)


def _covered(expected: Coverage, terms: Terms, days: Days) -> tuple[int, int]:
    """(covered, expected) places that feed a level over its days in force."""
    activities: Sequence[int] | None = terms.activities or None
    group = Group(unit=terms.site, provider=terms.provider)
    first, last = days
    within = expected.within(activities)
    return within.of(group, start=first, end=last + timedelta(days=1))
