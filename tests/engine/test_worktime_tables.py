"""The three tables read the same clock."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from tests.engine.worktime_calendars import PARIS, SITES, array, calendar, hours, utc
from timonerie.engine import lookup, openings
from timonerie.engine.bank import Bank
from timonerie.engine.lookup import DayTable, DenseTable, SearchTable, Table
from timonerie.engine.openings import Openings

SPAN = (date(2025, 11, 1), date(2026, 11, 30))


def laid_out() -> list[Openings]:
    return [openings.lay_out(calendar(site), *SPAN) for site in SITES.values()]


def test_the_day_table_and_the_search_agree_on_many_calendars() -> None:
    sites = laid_out()
    rng = np.random.default_rng(3)
    index = rng.integers(0, len(sites), 40_000)
    starts, ends = rng.integers(utc("2025-11-01T00:00Z"), utc("2026-12-01T00:00Z"), (2, 40_000))

    by_day = Bank(tuple(sites), DayTable.of(sites, lookup.bucket_of(sites)))
    search = Bank(tuple(sites), SearchTable.of(sites))

    assert (by_day.between(index, starts, ends) == search.between(index, starts, ends)).all()


@pytest.mark.parametrize(
    "table",
    [
        lambda one: DenseTable.of(one, lookup.bucket_of([one])),
        lambda one: DayTable.of([one], 60),
        lambda one: SearchTable.of([one]),
    ],
)
def test_each_table_reads_one_calendar_as_its_stretches_say(
    table: Callable[[Openings], Table],
) -> None:
    for one in laid_out():
        bank = Bank((one,), table(one))
        assert bank.at(None, one.opens).tolist() == one.before[:-1].tolist()
        assert bank.at(None, one.closes - 1).tolist() == (one.before[1:] - 1).tolist()


@pytest.mark.parametrize(
    ("sites", "span", "expected"),
    [
        ([PARIS], SPAN, DenseTable),
        ([PARIS], (date(1980, 1, 1), date(2026, 1, 1)), DayTable),
        ([PARIS, SITES["metz"]], SPAN, DayTable),
        # Liberia was 44 min 30 s behind UTC until 1972
        ([PARIS | {"zone": "Africa/Monrovia"}], (date(1970, 1, 1), date(1973, 1, 1)), SearchTable),
    ],
)
def test_the_table_fits_the_calendars(
    sites: list[dict[str, object]], span: tuple[date, date], expected: type
) -> None:
    laid = [openings.lay_out(calendar(site), *span) for site in sites]

    assert isinstance(lookup.table_for(laid), expected)


def test_a_bucket_is_as_wide_as_the_hours_allow() -> None:
    five_minutes = PARIS | {"week": [hours("09:05", "12:30")]}

    assert lookup.bucket_of([openings.lay_out(calendar(PARIS), *SPAN)]) == 1800
    assert lookup.bucket_of([openings.lay_out(calendar(five_minutes), *SPAN)]) == 300


def test_an_instant_on_the_seconds_of_an_old_zone_is_exact() -> None:
    liberia = calendar(PARIS | {"zone": "Africa/Monrovia", "holidays": False})
    bank = Bank.of([openings.lay_out(liberia, date(1970, 1, 1), date(1973, 1, 1))])
    nine = utc("1971-03-01T09:44:30Z")  # a Monday, 09:00 there

    assert (bank.at(None, array(nine + 1)) - bank.at(None, array(nine - 1))).tolist() == [1]
