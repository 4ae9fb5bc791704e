"""Amounts as pure functions: caps hold, order does not matter, worse is never worth less."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.performance.rules import level_claims, level_days
from timonerie.domains.performance.rules.level_claims import Case, Price
from timonerie.engine import periods

START = date(2025, 4, 15)
BANDS = ({"below": "95", "rate": "5"}, {"below": "80", "rate": "12.5"})


def _price(yearly_cap: int | None) -> Price:
    return Price(1_234_567, START, BANDS, Decimal("10"), yearly_cap)


def _case(
    start: date, met: int, n: int, *, cap: int | None = None, first: date | None = None
) -> Case:
    last = periods.end_of("month", start) - timedelta(days=1)
    is_held = met * 100 >= n * 95
    days = (first or start, last)
    return Case(1, "month", start, *days, True, is_held, met, n, 100 * met / n, _price(cap))


def _months(draws: st.DataObject, *, cap: int) -> list[Case]:
    starts = periods.starts_between("month", START, date(2028, 4, 1))
    return [
        _case(start, draws.draw(st.integers(0, 40)), 40, cap=cap, first=max(start, START))
        for start in starts
    ]


@given(cap=st.integers(0, 60_000), draws=st.data())
def test_a_contract_year_never_costs_more_than_its_cap(cap: int, draws: st.DataObject) -> None:
    found = level_claims.dues(_months(draws, cap=cap), settled={})

    spent: dict[date, int] = {}
    for (_level, start), due in found.items():
        year = level_claims.contract_year(max(start, START), START)
        spent[year] = spent.get(year, 0) + (due.amount or 0)
    assert all(0 <= one <= cap for one in spent.values())


@given(cap=st.integers(0, 60_000), draws=st.data())
def test_the_order_of_computing_does_not_matter(cap: int, draws: st.DataObject) -> None:
    cases = _months(draws, cap=cap)
    shuffled = draws.draw(st.permutations(cases))

    assert level_claims.dues(cases, settled={}) == level_claims.dues(shuffled, settled={})


@given(st.integers(1, 500), st.data())
def test_a_worse_service_is_never_worth_less(n: int, draws: st.DataObject) -> None:
    worse, better = sorted(draws.draw(st.tuples(*[st.integers(0, n)] * 2)))
    first, second = (
        level_claims.dues([_case(date(2026, 1, 1), met, n)], settled={})[1, date(2026, 1, 1)]
        for met in (worse, better)
    )

    assert (first.amount or 0) >= (second.amount or 0)


def test_what_was_waived_leaves_the_cap_to_the_months_after() -> None:
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    cases = [_case(one, 30, 40, cap=10_000) for one in (january, february)]

    asked = level_claims.dues(cases, settled={})
    waived = level_claims.dues(cases, settled={(1, january): 0})

    assert [one.amount for one in asked.values()] == [10_000, 0]
    assert waived[1, february].amount == 10_000


def test_contract_years_begin_on_the_anniversary() -> None:
    years = [
        level_claims.contract_year(day, START).year
        for day in (date(2026, 4, 14), date(2026, 4, 15), date(2027, 1, 1))
    ]

    assert years == [2025, 2026, 2026]
    assert level_claims.contract_year(date(2026, 4, 14), None).year == 2026


@given(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(0, 800),
    st.integers(0, 800),
    st.sampled_from(["month", "quarter"]),
    st.integers(1, 12),
)
def test_no_day_is_lost_nor_counted_twice(
    first: date, one: int, other: int, kind: str, fiscal_month: int
) -> None:
    amended, last = (first + timedelta(days=days) for days in sorted((one, other)))
    parts = [(first, amended), (amended + timedelta(days=1), last)]
    found = [
        day
        for part in parts
        if part[0] <= part[1]
        for days in level_days.by_period(kind, part, fiscal_month=fiscal_month).values()
        for day in _every(*days)
    ]

    assert found == list(_every(first, last))


def _every(first: date, last: date) -> list[date]:
    return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
