"""The demo of the tests: frozen in its seed and its date, drawn once."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest

from timonerie.cli.demo.cases import Case
from timonerie.cli.demo.horizon import PARIS
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.cli.demo.planted import Planted

AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan.of(seed=DEFAULT_SEED, as_of=AS_OF)


@pytest.fixture(scope="session")
def cases_of(plan: Plan) -> Callable[[Any], Sequence[Any]]:
    """The cases that a simulator draws for the plan."""

    @cache
    def draw(simulator: Any) -> Sequence[Any]:
        found: Sequence[Any] = simulator.cases(plan.world)
        return found

    return draw


def month_of(instant: int) -> date:
    return datetime.fromtimestamp(instant, PARIS).date().replace(day=1)


def inside(case: Case, planted: Planted) -> bool:
    """Whether a case lies where something was planted."""
    return case.site in planted.sites and month_of(case.received) in planted.months


def elsewhere(case: Case, planted: Planted) -> bool:
    """Same sites, other months: what the planted figure is compared with."""
    return case.site in planted.sites and month_of(case.received) not in planted.months
