"""The files: the same for the same seed and date, believable, and never after the horizon."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from tests.cli.demo.conftest import AS_OF
from timonerie.cli.demo.cases import Case, exports
from timonerie.cli.demo.horizon import PARIS, Horizon, midnight
from timonerie.cli.demo.plan import Plan
from timonerie.cli.demo.simulator import SIMULATORS, simulate
from timonerie.cli.demo.simulators import accounting, it

pytestmark = pytest.mark.slow

Draw = Callable[[Any], Sequence[Any]]
CASES = tuple(simulator for simulator in SIMULATORS if simulator is not it)


def fingerprints(*, seed: int) -> list[tuple[str, str]]:
    """Of three months, which is enough to differ."""
    plan = Plan(seed, Horizon.before(AS_OF, span=3))
    return [(file.name, hashlib.sha256(file.content).hexdigest()) for file in plan.files()]


def test_same_seed_and_date_give_the_same_bytes() -> None:
    assert fingerprints(seed=1) == fingerprints(seed=1)


def test_another_seed_gives_other_files() -> None:
    ones, others = dict(fingerprints(seed=1)), dict(fingerprints(seed=2))
    assert ones.keys() == others.keys()
    assert not set(ones.values()) & set(others.values())


def test_facts_end_with_the_last_complete_month() -> None:
    assert Horizon.before(date(2026, 11, 1)).last_day == date(2026, 10, 31)
    assert Horizon.before(date(2026, 11, 30)).last_day == date(2026, 10, 31)
    assert Horizon.before(date(2027, 1, 1)).last == date(2026, 12, 1)


def test_a_day_of_the_same_month_changes_nothing() -> None:
    ones, others = (next(simulate(seed=1, as_of=date(2026, 11, day))) for day in (1, 30))
    assert ones == others


def test_there_are_enough_facts_and_not_too_many(cases_of: Draw) -> None:
    assert 40_000 <= sum(len(cases_of(simulator)) for simulator in SIMULATORS) <= 80_000


@pytest.mark.parametrize("simulator", CASES)
def test_instants_follow_each_other(simulator: Any, cases_of: Draw) -> None:
    for case in cases_of(simulator):
        steps = [case.received, case.started, case.delivered, case.resolved]
        known = [step for step in steps if step is not None]
        assert known == sorted(known)
        assert case.received < case.due


def test_states_of_a_ticket_follow_each_other(cases_of: Draw) -> None:
    for ticket in cases_of(it):
        instants = [change.at for change in ticket.changes]
        assert instants == sorted(instants)
        assert instants[0] == ticket.received


@pytest.mark.parametrize("simulator", SIMULATORS)
def test_cases_come_in_while_the_site_is_open(simulator: Any, plan: Plan, cases_of: Draw) -> None:
    """To the minute: nothing arrives on a Sunday night, nor during lunch."""
    for site in plan.sites:
        for month in plan.horizon.months[::5]:
            start, clock = midnight(month, site.zone), plan.world.clock(site, month)
            received = np.array(
                [
                    case.received
                    for case in cases_of(simulator)
                    if case.site is site and start <= case.received < start + 28 * 86_400
                ],
                np.int64,
            )
            assert (clock.between(received - 60, received + 60) >= 60).all()


@pytest.mark.parametrize("simulator", CASES)
def test_numbers_of_cases_are_never_used_twice(simulator: Any, cases_of: Draw) -> None:
    keys = [case.key for case in cases_of(simulator)]
    assert len(set(keys)) == len(keys)


def test_august_is_calm_and_september_busy_for_it(cases_of: Draw) -> None:
    months = Counter(datetime.fromtimestamp(t.received, PARIS).month for t in cases_of(it))
    assert months[8] < 0.6 * months[9]


def test_exports_follow_each_other_without_a_hole(plan: Plan) -> None:
    for months, rolling in ((3, False), (6, False), (12, False), (2, True)):
        found = exports(plan.horizon, months, rolling=rolling, lag_days=31)
        assert found[0].start == midnight(plan.horizon.first)
        assert found[-1].cut == found[-1].made == midnight(plan.horizon.end)
        assert [one.cut for one in found[:-1]] == [one.start for one in found[1:]]


def test_an_export_says_nothing_that_comes_after_it(plan: Plan, cases_of: Draw) -> None:
    case = next(case for case in cases_of(accounting) if case.error)
    seen = case.known_at(case.delivered)
    assert (seen.delivered, seen.resolved, seen.error, seen.cause) == (None, None, False, "")
    assert case.known_at(case.resolved + 1) == case


def test_what_was_open_comes_again_in_the_next_export(plan: Plan) -> None:
    files = [file for file in plan.files() if file.source == it.SOURCE][:2]
    first, second = ({line.split(";")[0] for line in _lines(file.content)} for file in files)
    assert first & second


def test_files_are_never_older_than_what_they_say(plan: Plan) -> None:
    last = datetime.fromtimestamp(max(file.made for file in plan.files()), UTC)
    assert last == datetime.fromtimestamp(midnight(plan.horizon.end), UTC)


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").splitlines()[1:]


def test_a_case_ends_when_nothing_more_happens_to_it(plan: Plan) -> None:
    site = plan.sites[0]
    assert Case("", site, received=5, due=9).ended == 5
    assert Case("", site, received=5, due=9, delivered=7).ended == 7
    assert Case("", site, received=5, due=9, delivered=7, resolved=8).ended == 8
