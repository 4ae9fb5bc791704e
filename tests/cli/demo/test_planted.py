"""Each planted thing shows in the cases, by a computation of a few lines."""

from collections.abc import Callable, Sequence
from statistics import mean, median
from typing import Any

import pytest

from tests.cli.demo.conftest import elsewhere, inside, month_of
from timonerie.cli.demo import draws
from timonerie.cli.demo.cases import Case
from timonerie.cli.demo.group import COLMAR, LYON, NANTES, SAINT_PIERRE
from timonerie.cli.demo.plan import Plan
from timonerie.cli.demo.planted import Planted
from timonerie.cli.demo.simulators import accounting, assistant, hr, it, legal, payroll

Draw = Callable[[Any], Sequence[Any]]
Split = tuple[list[Any], list[Any]]


def split(plan: Plan, code: str, cases: Sequence[Any], activity: str) -> Split:
    """The cases of an activity at the planted sites: in other months, in the planted months."""
    planted = plan.world.planted[code]
    ours = [case for case in cases if case.activity == activity]
    return [c for c in ours if elsewhere(c, planted)], [c for c in ours if inside(c, planted)]


def share(cases: Sequence[Case], holds: Callable[[Case], bool]) -> float:
    return mean(holds(case) for case in cases)


def near(planted: Planted, before: float, after: float, *, within: float) -> bool:
    return before == pytest.approx(planted.before, rel=within) and after == pytest.approx(
        planted.after, rel=within
    )


def test_payroll_errors_of_the_provider_double(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "payroll-errors", cases_of(payroll), payroll.PAYSLIPS)
    rates = [share(cases, lambda case: case.cause == "provider") for cases in (before, after)]
    assert near(plan.world.planted["payroll-errors"], *rates, within=0.2)


def test_lyon_sends_its_inputs_late(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "late-inputs", cases_of(payroll), payroll.INPUTS)
    rates = [share(cases, lambda case: not case.in_time) for cases in (before, after)]
    assert rates[0] < 0.12
    assert rates[1] > 0.45


def test_payslips_corrected_for_the_client_come_mostly_from_lyon(cases_of: Draw) -> None:
    ours = [c for c in cases_of(payroll) if c.activity == payroll.PAYSLIPS and c.cause == "client"]
    assert share(ours, lambda case: case.site is LYON) > 0.7


def test_other_sites_keep_sending_in_time(plan: Plan, cases_of: Draw) -> None:
    months = plan.world.planted["late-inputs"].months
    others = [
        case
        for case in cases_of(payroll)
        if case.activity == payroll.INPUTS
        and case.site is not LYON
        and month_of(case.received) in months
    ]
    assert share(others, lambda case: not case.in_time) < 0.1


def test_colmar_waits_longer_every_month_for_a_technician(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "slow-pick-up", cases_of(it), it.SUPPORT)
    last = [ticket for ticket in after if month_of(ticket.received) == plan.horizon.last]
    halves = [
        [t for t in after if (month_of(t.received) in plan.horizon.since(4)) == late]
        for late in (False, True)
    ]
    usual, first, second, final = (_pick_up(plan, part) for part in (before, *halves, last))
    assert usual == pytest.approx(1.1, rel=0.15)
    assert usual < first < second < final
    assert final > 2.2 * usual


def _pick_up(plan: Plan, tickets: Sequence[it.Ticket]) -> float:
    """Median of the opening hours until a ticket is taken."""
    clock = plan.world.clock(COLMAR, plan.horizon.last)
    return median(
        draws.hours_between(clock, ticket.received, ticket.changes[1].at) for ticket in tickets
    )


def test_nantes_has_a_week_of_outage(plan: Plan, cases_of: Draw) -> None:
    month = plan.world.planted["outage"].months[0]
    tickets = [t for t in cases_of(it) if t.site is NANTES and month_of(t.received) == month]
    urgent = [t for t in tickets if t.priority == 1]
    days = sorted(t.received for t in urgent)
    assert len(urgent) > 0.5 * len(tickets)
    middle = days[len(days) // 20 : -len(days) // 20]
    assert middle[-1] - middle[0] < 5 * 24 * draws.HOUR


def test_colmar_s_accounts_are_silent_for_two_months(plan: Plan, cases_of: Draw) -> None:
    planted = plan.world.planted["silence"]
    received = {month_of(c.received) for c in cases_of(accounting) if c.site is COLMAR}
    assert set(plan.horizon.months) - received == set(planted.months)


def test_no_file_of_colmar_s_office_spans_the_silence(plan: Plan) -> None:
    """A file that spoke of both sides of it would make the silence look like no activity."""
    spans = [
        sorted(month_of_text(row.split(";")[3]) for row in _rows(file.content))
        for file in plan.files()
        if file.source == accounting.COLMAR_SOURCE
    ]
    silent = {f"{month:%Y-%m}" for month in plan.world.planted["silence"].months}
    assert not [span for span in spans if any(span[0] <= month <= span[-1] for month in silent)]


def _rows(content: bytes) -> list[str]:
    return content.decode("cp1252").splitlines()[1:]


def month_of_text(instant: str) -> str:
    """ "03/09/2025 10:12" gives "2025-09"."""
    return f"{instant[6:10]}-{instant[3:5]}"


def test_a_line_of_accounts_costs_more(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "price-rise", cases_of(accounting), accounting.INVOICES)
    prices = [
        sum(case.cents for case in cases) / sum(100 * case.quantity for case in cases)
        for cases in (before, after)
    ]
    assert near(plan.world.planted["price-rise"], *prices, within=0.01)


def test_saint_pierre_closes_its_accounts_late(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "late-closing", cases_of(accounting), accounting.CLOSING)
    assert share(before, lambda case: not case.in_time) < 0.15
    assert share(after, lambda case: not case.in_time) == 1.0


def test_a_new_team_of_the_hr_provider_reworks_more_then_learns(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "staff-change", cases_of(hr), hr.KINDS[0].activity)
    rates = [share(cases, lambda case: case.rework > 0) for cases in (before, after)]
    assert near(plan.world.planted["staff-change"], *rates, within=0.25)
    assert plan.world.planted["staff-change"].months[-1] < plan.horizon.back(6)


def test_the_lawyers_are_late_in_december(plan: Plan, cases_of: Draw) -> None:
    before, after = split(plan, "late-december", cases_of(legal), legal.REVIEWS)
    rates = [share(cases, lambda case: case.in_time) for cases in (before, after)]
    assert near(plan.world.planted["late-december"], *rates, within=0.15)


def test_nantes_asks_more_of_its_assistants(plan: Plan, cases_of: Draw) -> None:
    planted = plan.world.planted["more-requests"]
    counts = {
        month: sum(
            case.activity == assistant.REQUESTS
            and case.site is NANTES
            and month_of(case.received) == month
            for case in cases_of(assistant)
        )
        for month in plan.horizon.months
    }
    # The same months of the year before, so that the season does not count.
    ratio = sum(counts[month] for month in planted.months) / sum(
        counts[month.replace(year=month.year - 1)] for month in planted.months
    )
    assert ratio == pytest.approx(planted.after, rel=0.12)


@pytest.mark.parametrize("code", ["late-closing", "silence", "slow-pick-up"])
def test_what_is_planted_at_one_site_spares_the_others(plan: Plan, code: str) -> None:
    planted = plan.world.planted[code]
    (site,) = planted.sites
    spared = {LYON, COLMAR, NANTES, SAINT_PIERRE} - {site}
    for month in planted.months:
        assert {planted.level(other, month) for other in spared} == {planted.before}
        assert planted.level(site, month) != planted.before
