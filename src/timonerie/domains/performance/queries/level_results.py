"""Stored measures of the levels: what the pages of a contract read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.performance.models import LevelResult, Target
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.attainments import definition_of
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.queries.level_terms import terms_of
from timonerie.domains.performance.rules import aim_of, level_days, level_terms
from timonerie.domains.performance.rules.level_terms import Unfit

SHOWN = 12
"""Periods that a page shows."""


@dataclass(frozen=True)
class Followed:
    """A level with its stored measures, the latest last; `unfit` says why it has none to come."""

    level: ServiceLevel
    definition: Definition | None
    unfit: Unfit
    results: Sequence[LevelResult]

    @property
    def last(self) -> LevelResult | None:
        return self.results[-1] if self.results else None

    def over(self, *, on: date) -> list[LevelResult]:
        """Those whose period has ended before a day: one that still runs is neither kept nor
        missed."""
        return [
            row
            for row in self.results
            if level_days.is_over(row.period_kind, row.period_start, on=on)
        ]


@dataclass(frozen=True)
class Promise:
    """What is promised to sites beside what the provider promises, both in the unit of the level.

    `unit` is the row id of a site, None for everybody. `is_stricter` tells that more is promised to
    the sites than the provider owes: whoever promised it stands exposed for the difference.
    """

    unit: int | None
    low: float | None
    high: float | None
    is_stricter: bool


def of_contract(contract: Contract, *, limit: int = SHOWN) -> list[Followed]:
    """The levels that stand, in the order of their titles, with their last periods."""
    return of_contracts([contract], limit=limit)


def of_contracts(contracts: Sequence[Contract], *, limit: int = SHOWN) -> list[Followed]:
    """The same, of several contracts; as many queries as for one."""
    levels = ServiceLevel.objects.filter(
        contract__in=contracts, archived_at__isnull=True
    ).select_related("contract", "site", "activity")
    if len(contracts) > 1:
        levels = levels.prefetch_related("contract__entrusted_activities")
    rows: dict[int, list[LevelResult]] = defaultdict(list)
    stored = LevelResult.objects.current().filter(level__contract__in=contracts)
    for row in stored.order_by("period_start"):
        rows[row.level_id].append(row)
    ordered = levels.order_by("title", "start_date", "pk")
    return [_followed(one, rows[one.pk][-limit:]) for one in ordered]


def _followed(level: ServiceLevel, results: Sequence[LevelResult]) -> Followed:
    definition = definition_of(level.metric) if level.metric else None
    metric = definition.metric if definition else None
    return Followed(level, definition, level_terms.unfit(terms_of(level), metric), results)


def promises(one: Followed, *, on: date) -> list[Promise]:
    """The targets that hold for the same indicator at the places of a level, those set for its
    provider left out: what is promised to sites, not by whom. Everybody
    first; empty for a share within a threshold, on which no target is set."""
    definition = one.definition
    if definition is None or one.level.threshold is not None:
        return []
    by = level_terms.scale(terms_of(one.level), definition.metric)
    aims = definitions.targets().get(definition.indicator.pk, [])
    to_sites = [aim for aim in aims if aim.provider_id is None]
    mine = one.level.site_id
    places: set[int | None] = {mine} if mine else {aim.unit_id for aim in to_sites}
    found = []
    for unit in sorted(places, key=lambda place: place or 0):
        aim = aim_of(to_sites, unit=unit, provider=None, on=on)
        if aim is not None and by is not None:
            found.append(_promise(one.level, unit, aim, by))
    return found


def _promise(level: ServiceLevel, unit: int | None, aim: Target, by: Fraction) -> Promise:
    low, high = (
        None if bound is None else float(level_terms.exact(bound) * by)
        for bound in (aim.low, aim.high)
    )
    return Promise(unit, low, high, _is_stricter(level, low, high))


def _is_stricter(level: ServiceLevel, low: float | None, high: float | None) -> bool:
    if level.target is None:
        return False
    if level.at_least:
        return low is not None and low > level.target
    return high is not None and high < level.target
