"""What is entered after a month is closed, what surrounds the spend, what cannot be told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.engine.fec import invoices, ledgers
from tests.factories import fec
from tests.factories.fec_files import Entry, Line
from timonerie.engine.fec import after_closing, context, unmeasurable

BOOK = fec.book()
SALES = ("70700000", "Ventes")


def test_entries_validated_after_their_month_are_told(tmp_path: Path) -> None:
    found = after_closing.find(ledgers.read(tmp_path, BOOK).lines)

    [late] = found.late
    assert (late.month, late.closed_on, late.entries) == (date(2025, 3, 1), date(2025, 4, 10), 3)
    assert late.last_validated == date(2025, 6, 20)
    assert found.reason == ""


def test_lines_after_the_closing_of_the_year_are_told(tmp_path: Path) -> None:
    after = invoices.invoice("F1", date(2026, 1, 2), 10_00)
    lines = ledgers.read(tmp_path, [*BOOK, after]).lines
    found = after_closing.find(lines, closing=date(2025, 12, 31))

    assert found.after_year == (("", lines.num_rows), ("", lines.num_rows + 1))


@pytest.mark.parametrize(("valid", "reason"), [(None, "blank"), (date(2026, 3, 31), "single")])
def test_without_dates_of_validation_it_is_not_measured(
    valid: date | None, reason: str, tmp_path: Path
) -> None:
    lines = ledgers.read(tmp_path, [replace(one, valid=valid) for one in BOOK]).lines

    assert after_closing.find(lines).reason == reason
    assert ("after_closing", reason) in {(one.code, one.reason) for one in unmeasurable.of(lines)}


def test_entries_validated_one_by_one_close_nothing(tmp_path: Path) -> None:
    lines = ledgers.read(tmp_path, [replace(one, valid=one.day) for one in BOOK]).lines

    assert after_closing.find(lines).reason == "one_by_one"


def test_a_silent_month_has_no_result_and_keeps_its_treasury(tmp_path: Path) -> None:
    def sale(day: date) -> Entry:
        return Entry("VE", day, "V", "Vente", (Line(invoices.BANK, 9_00), Line(SALES, 0, 9_00)))

    spent = invoices.payment("F1", date(2025, 1, 9), 2_00, fee=1_00)
    entries = [sale(date(2025, 1, 5)), spent, sale(date(2025, 3, 5))]
    months = context.by_month(ledgers.read(tmp_path, entries).lines).to_pylist()

    assert [one["result"] for one in months] == [8_00, None, 9_00]
    assert [one["treasury"] for one in months] == [6_00, 6_00, 15_00]


@pytest.mark.parametrize(
    ("entries", "code", "reason"),
    [
        ([invoices.invoice("F1", date(2025, 1, 5), 1)], "payment_delays", "no_lettering"),
        ([invoices.invoice("F1", date(2025, 1, 5), 1, letter="A")], "payment_delays",
         "no_lettering_date"),
        ([invoices.invoice("", date(2025, 1, 5), 1)], "third_parties", "all_blank"),
        ([invoices.invoice("", date(2025, 1, 5), 1), invoices.invoice("F1", date(2025, 1, 5), 1)],
         "third_parties", "some_blank"),
        ([replace(one, piece_day=one.day) for one in BOOK], "entry_delay", "same_dates"),
        ([Entry("OD", date(2025, 1, 5), "P", "L", (Line(SALES),))], "providers",
         "no_supplier_account"),
    ],
)  # fmt: skip
def test_what_a_file_cannot_tell_is_said_with_the_reason(
    entries: list[Entry], code: str, reason: str, tmp_path: Path
) -> None:
    found = unmeasurable.of(ledgers.read(tmp_path, entries).lines)

    assert (code, reason) in {(one.code, one.reason) for one in found}


def test_a_sound_year_can_tell_everything(tmp_path: Path) -> None:
    assert unmeasurable.of(ledgers.read(tmp_path, BOOK).lines) == ()
