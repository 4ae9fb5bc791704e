"""Amounts that come back, their rises, and the invoice that did not come."""

from datetime import date
from pathlib import Path

import pytest

from tests.engine.fec import invoices, ledgers
from tests.factories.fec_files import Entry
from timonerie.engine.fec import purchases, recurring
from timonerie.engine.fec.recurring import Period, Recurring

YEAR_END = date(2025, 12, 31)


def of(folder: Path, entries: list[Entry], *, on: date = YEAR_END) -> tuple[Recurring, ...]:
    return recurring.find(purchases.attributions(ledgers.read(folder, entries).lines), on=on)


def test_a_monthly_amount_is_known_with_its_yearly_cost(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00] * 12))

    assert (found.provider, found.account, found.period) == ("F1", "61320000", Period.MONTH)
    assert (found.usual, found.yearly, found.occurrences) == (100_00, 1_200_00, 12)
    assert (found.changes, found.missing, found.ended) == ((), (), False)
    assert len(found.lines) == 12


@pytest.mark.parametrize(
    ("months", "period"), [((1, 4, 7, 10), Period.QUARTER), ((1, 13), Period.YEAR)]
)
def test_longer_periods_are_known(months: tuple[int, ...], period: Period, tmp_path: Path) -> None:
    amounts = [100_00 if rank + 1 in months else 0 for rank in range(13)]
    [found] = of(tmp_path, invoices.monthly("F1", amounts), on=date(2026, 1, 31))

    assert found.period is period


def test_a_rise_is_dated_and_measured(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00] * 6 + [104_00] * 6))

    [change] = found.changes
    assert (change.on, change.before, change.after) == (date(2025, 7, 5), 100_00, 104_00)
    assert change.share == pytest.approx(0.04)
    assert found.usual == 104_00


def test_an_amount_of_one_time_is_no_rise(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00] * 5 + [150_00] + [100_00] * 6))

    assert found.changes == ()


def test_a_missing_invoice_is_expected_around_its_day(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00] * 4 + [0] + [100_00] * 7))

    assert found.missing == (date(2025, 5, 5),)


def test_the_last_one_is_missing_once_it_is_late(tmp_path: Path) -> None:
    entries = invoices.monthly("F1", [100_00] * 11)

    [early] = of(tmp_path, entries, on=date(2025, 12, 15))
    [late] = of(tmp_path, entries, on=date(2025, 12, 28))
    assert (early.missing, late.missing) == ((), (date(2025, 12, 5),))


def test_what_stopped_long_ago_is_over_and_not_missing(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00] * 6))

    assert (found.ended, found.missing) == (True, ())


@pytest.mark.parametrize(
    "amounts",
    [[100_00, 250_00, 90_00, 400_00, 120_00, 310_00] * 2, [100_00] * 3, [100_00, 0, 0, 0, 0, 5_00]],
)
def test_what_varies_or_is_rare_is_not_recurring(amounts: list[int], tmp_path: Path) -> None:
    assert of(tmp_path, invoices.monthly("F1", amounts)) == ()


def test_an_amount_that_varies_a_little_has_no_rise(tmp_path: Path) -> None:
    [found] = of(tmp_path, invoices.monthly("F1", [100_00, 104_00, 98_00, 103_00] * 3))

    assert found.changes == ()
    assert 98_00 < found.usual < 104_00
