"""How long invoices waited, what stays unlettered, and who may be declared."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from tests.engine.fec import invoices, ledgers
from tests.engine.fec.invoices import FEES
from tests.factories.fec_files import Entry
from timonerie.engine.fec import das2, payment_delays, purchases, unlettered

START = date(2025, 1, 31)


def lines_of(folder: Path, *entries: Entry) -> pa.Table:
    return ledgers.read(folder, list(entries)).lines


def paid_after(days: int, *, code: str = "F1", start: date = START) -> Entry:
    return invoices.invoice(
        code, start, 10_00, paid=start + timedelta(days=days), piece=f"{code}{days}"
    )


def test_delays_are_told_overall_by_month_and_by_provider(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, paid_after(10), paid_after(20), paid_after(90, code="F2", start=date(2025, 2, 3))
    )
    found = payment_delays.measure(lines)

    assert found.overall is not None
    assert (found.overall.count, found.overall.median, found.overall.amount) == (3, 20.0, 30_00)
    assert found.overall.beyond_60 == pytest.approx(1 / 3)
    assert {name: one.median for name, one in found.by_month.items()} == {
        "2025-01": 15.0, "2025-02": 90.0,
    }  # fmt: skip
    assert {name: one.median for name, one in found.by_provider.items()} == {"F1": 15.0, "F2": 90.0}
    assert found.invoices.column("line").to_pylist() == [3, 5, 7]


@pytest.mark.parametrize(
    ("days", "beyond_60", "beyond_45"), [(59, 0.0, 0.0), (60, 0.0, 1.0), (61, 1.0, 1.0)]
)
def test_the_ceilings_are_judged_to_the_day(
    days: int, beyond_60: float, beyond_45: float, tmp_path: Path
) -> None:
    """From 31 December, 45 days then the end of the month is 28 February, 59 days later."""
    found = payment_delays.measure(lines_of(tmp_path, paid_after(days, start=date(2024, 12, 31))))

    assert found.overall is not None
    assert found.overall.beyond_60 == beyond_60
    assert found.overall.beyond_45_end_of_month == beyond_45


def test_what_is_not_lettered_is_not_measured(tmp_path: Path) -> None:
    found = payment_delays.measure(lines_of(tmp_path, invoices.invoice("F1", START, 10_00)))

    assert found.overall is None
    assert (found.unlettered, found.unlettered_amount) == (1, 10_00)


def test_a_balance_carried_over_has_no_delay(tmp_path: Path) -> None:
    opening = invoices.carried(date(2025, 1, 1), {"F1": 10_00})
    found = payment_delays.measure(lines_of(tmp_path, opening, paid_after(10)))

    assert found.overall is not None
    assert (found.overall.count, found.unlettered) == (1, 0)


def test_the_day_of_lettering_may_stand_on_another_line_of_its_group(tmp_path: Path) -> None:
    bought = invoices.invoice("F1", START, 10_00, letter="B")
    paid = invoices.payment("F1", date(2025, 2, 28), 10_00, letter="B", lettered=date(2025, 2, 28))
    found = payment_delays.measure(lines_of(tmp_path, bought, paid))

    assert found.overall is not None
    assert found.overall.median == 28.0


def test_old_items_are_told_with_their_age(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, paid_after(10), invoices.invoice("F2", START, 50_00),
        invoices.payment("F3", START, 7_00), invoices.invoice("F4", date(2025, 12, 1), 1_00),
    )  # fmt: skip
    found = unlettered.older_than(lines, on=date(2025, 12, 31), days=90)

    assert found.measured
    assert (found.owed, found.advanced) == (50_00, 7_00)
    assert found.by_provider == {"F2": 50_00, "F3": -7_00}
    assert found.items.column("age").to_pylist() == [334, 334]


def test_a_third_party_that_balances_has_no_old_item(tmp_path: Path) -> None:
    lines = lines_of(
        tmp_path, paid_after(10), invoices.invoice("F2", START, 50_00),
        invoices.payment("F2", date(2025, 2, 3), 50_00),
    )  # fmt: skip

    assert unlettered.older_than(lines, on=date(2025, 12, 31)).items.num_rows == 0


def test_without_lettering_nothing_is_called_old(tmp_path: Path) -> None:
    lines = lines_of(tmp_path, invoices.invoice("F2", START, 50_00))

    assert not unlettered.older_than(lines, on=date(2025, 12, 31)).measured


def test_what_a_year_carries_to_the_next_is_counted_once(tmp_path: Path) -> None:
    first = lines_of(tmp_path, paid_after(10), invoices.invoice("F2", START, 50_00))
    second = lines_of(
        tmp_path, invoices.carried(date(2026, 1, 1), {"F2": 50_00}),
        paid_after(9, start=date(2026, 1, 5)),
    )  # fmt: skip
    both = pa.concat_tables(
        one.append_column("file", pa.array([name] * one.num_rows)).append_column(
            "siren", pa.array(["732829320"] * one.num_rows)
        )
        for name, one in (("2025", first), ("2026", second))
    )

    found = unlettered.older_than(both, on=date(2026, 12, 31))
    assert found.by_provider == {"732829320:F2": 50_00}


@pytest.mark.parametrize(
    ("year", "net", "declared"), [(2023, 999_99, False), (2023, 1_000_00, True),
                                  (2025, 1_999_99, False), (2025, 2_000_00, True)]
)  # fmt: skip
def test_fees_are_declared_from_the_threshold_of_their_year(
    year: int, net: int, declared: bool, tmp_path: Path
) -> None:
    fees = invoices.invoice("F1", date(year, 5, 1), net, tax=net // 5, account=FEES)
    found = das2.candidates(purchases.attributions(lines_of(tmp_path, fees)))

    assert [one.provider for one in found] == (["F1"] if declared else [])


def test_a_candidate_shows_its_accounts_and_lines(tmp_path: Path) -> None:
    rent = invoices.invoice("F2", START, 90_000_00)
    fees = [invoices.invoice("F1", date(2025, month, 1), 1_500_00, tax=300_00, account=FEES)
            for month in (3, 9)]  # fmt: skip
    [found] = das2.candidates(purchases.attributions(lines_of(tmp_path, rent, *fees)))

    assert (found.net, found.gross, found.threshold) == (3_000_00, 3_600_00, 2_400_00)
    assert found.by_account == {FEES[0]: 3_000_00}
    assert found.lines == (("", 4), ("", 7))
