"""An offer costs its lines over its term; what it does not price is named, never zero."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.sourcing.rules.offers import strategies
from timonerie.domains.sourcing.rules.offers.bands import Band
from timonerie.domains.sourcing.rules.offers.faults import OfferFault
from timonerie.domains.sourcing.rules.offers.prices import UnitPrice
from timonerie.domains.sourcing.rules.offers.totals import Missing, Priced, PricedLine, total
from timonerie.domains.sourcing.rules.offers.volumes import SCENARIOS, Volumes

PAYROLL = Priced(
    "alpha",
    (
        PricedLine("payslip", UnitPrice(unit=1250)),
        PricedLine("fee", UnitPrice(monthly=89_000)),
        PricedLine("setup", UnitPrice(once=150_000)),
    ),
    transition=100_000,
    exit=0,
)
VOLUMES = {"payslip": Volumes(1000, 1200, 1500)}


def test_an_offer_costs_its_units_its_months_and_once_what_is_paid_once() -> None:
    found = total(PAYROLL, VOLUMES, months=36)

    fixed = 36 * 89_000 + 150_000 + 100_000
    assert found.is_complete
    assert found.low == 3 * 1000 * 1250 + fixed
    assert found.expected == 3 * 1200 * 1250 + fixed
    assert found.high == 3 * 1500 * 1250 + fixed
    assert found.by_line["setup"].high == 150_000


def test_what_an_offer_does_not_say_is_named_and_not_zero() -> None:
    closed = UnitPrice(bands=(Band(0, 100, unit_price=1000),))
    lines = (
        PricedLine("helpdesk", None),
        PricedLine("entry", UnitPrice(unit=5)),
        PricedLine("payslip", closed),
    )

    found = total(Priced("beta", lines, transition=None, exit=None), VOLUMES, months=12)

    assert not found.is_complete
    assert found.by_line == {}
    assert found.missing == (
        Missing("price", "helpdesk"), Missing("volume", "entry"), Missing("beyond", "payslip"),
        Missing("transition"), Missing("exit"),
    )  # fmt: skip


@given(st.lists(strategies.prices(), max_size=4), strategies.volumes(), st.integers(1, 40))
def test_a_total_is_the_sum_of_its_lines_under_each_volume(
    prices: list[UnitPrice], volumes: Volumes, months: int
) -> None:
    lines = tuple(PricedLine(str(rank), price) for rank, price in enumerate(prices))
    offer = Priced("alpha", lines, transition=7, exit=11)

    found = total(offer, {line.key: volumes for line in lines}, months=months)

    for scenario in SCENARIOS:
        by_line = [costs.under(scenario) for costs in found.by_line.values()]
        assert found.under(scenario) == sum(by_line) + 18
    assert found.low <= found.expected <= found.high


def test_indexation_counts_from_the_second_year_and_spares_what_is_paid_once() -> None:
    found = total(PAYROLL, VOLUMES, months=24, index_yearly=0.02)

    yearly = 1200 * 1250 + 12 * 89_000
    assert found.expected == yearly + yearly * 102 // 100 + 250_000


@pytest.mark.parametrize(
    ("offer", "months", "index", "code"),
    [
        (replace(PAYROLL, currency="USD"), 12, 0.0, "currencies"),
        (replace(PAYROLL, lines=PAYROLL.lines * 2), 12, 0.0, "twice"),
        (PAYROLL, 0, 0.0, "months"),
        (PAYROLL, 12, -1.0, "index"),
        (PAYROLL, 12, float("inf"), "index"),
    ],
)
def test_what_cannot_be_added_up_is_refused(
    offer: Priced, months: int, index: float, code: str
) -> None:
    with pytest.raises(OfferFault, match=code):
        total(offer, VOLUMES, months=months, index_yearly=index)
