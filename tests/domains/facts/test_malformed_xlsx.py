"""The malformed corpus, workbooks: each input by name, with the verdict it must get."""

import resource
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.foundations.documents.connectors import FileRefused, Options, open_file

PLAIN: list[list[Any]] = [["dossier", "montant"], ["A", 12.5]]
CASE = files.mapped({"case": "dossier", "amount": "montant"})
OTHER = files.mapped({"case": "dossier", "site": "montant"})


def _refusal(path: Path, mapping: Mapping = CASE) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        files.read(path, mapping)
    return refused.value


def test_41_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    path = files.with_member(
        files.workbook(tmp_path, PLAIN),
        files.SHEET,
        lambda content: content.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>"),
    )

    assert path.stat().st_size < 200_000
    assert _refusal(path).code == "XLS-02"


@pytest.mark.parametrize("cap", ["xlsx.MAX_SHEETS", "xlsx.MAX_CELL"])
def test_caps_refuse_the_workbook(
    cap: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"timonerie.foundations.documents.connectors.{cap}", 0)

    assert _refusal(files.workbook(tmp_path, PLAIN)).code == "XLS-02"


def test_42_sheet_that_claims_all_the_cells_holds_what_it_holds(tmp_path: Path) -> None:
    path = files.with_member(
        files.workbook(tmp_path, PLAIN),
        files.SHEET,
        lambda content: content.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'),
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert files.read_all(path) == [(2, ["A", "12.5"])]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


@pytest.mark.parametrize(
    ("member", "content"),
    [
        (files.SHEET, b"<worksheet>"),
        (
            files.SHEET,
            b'<worksheet><row r="1"><c r="1A"><v>1</v></c></row></worksheet>',
        ),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships>"),
        ("xl/_rels/workbook.xml.rels", "<!DOCTYPE r><r/>".encode("utf-16")),
        (files.SHEET, "<!DOCTYPE r><r/>".encode("utf-16")),
        ("xl/workbook.xml", b"<workbook/>"),
    ],
)
def test_46_broken_part_is_refused(member: str, content: bytes, tmp_path: Path) -> None:
    path = files.with_member(files.workbook(tmp_path, PLAIN), member, lambda _: content)

    assert _refusal(path).code in ("XLS-01", "XLS-06", "FIC-01")


def _computed(value: Any) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, PLAIN[0])
        sheet.write(1, 0, "A")
        sheet.write_formula(1, 1, "=B9*2", None, value)

    return fill


@pytest.mark.parametrize("value", ["", "#REF!", 12.5], ids=["no value", "error", "computed"])
def test_48_amount_from_a_formula_is_refused_with_its_cell(value: Any, tmp_path: Path) -> None:
    refused = _refusal(files.made_workbook(tmp_path, _computed(value)))

    assert (refused.code, refused.line, refused.column) == ("XLS-08", 2, "montant")
    assert "B2" in refused.remedy


def test_48_text_from_a_formula_is_read_by_its_kept_value(tmp_path: Path) -> None:
    path = files.made_workbook(tmp_path, _computed("Lyon"))

    assert files.read(path, OTHER).events["site"].to_pylist() == ["Lyon"]


def test_48_error_in_a_column_that_is_not_mapped_does_not_matter(tmp_path: Path) -> None:
    path = files.made_workbook(tmp_path, _computed("#REF!"))

    assert files.read(path, files.mapped({"case": "dossier"})).rejected == 0


def _dated(serial: float) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dossier", "reçu"])
        sheet.write(1, 0, "A")
        sheet.write_number(1, 1, serial, book.add_format({"num_format": "dd/mm/yyyy"}))

    return fill


def test_49_number_sixty_is_a_number(tmp_path: Path) -> None:
    path = files.workbook(tmp_path, [["dossier", "montant"], ["A", 60]])

    assert files.read_all(path) == [(2, ["A", "60"])]


def test_49_dates_of_the_1904_system_are_converted(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["dossier", "reçu"])
        sheet.write(1, 0, "A")
        sheet.write_datetime(1, 1, date(2026, 3, 2), book.add_format({"num_format": "dd/mm/yyyy"}))

    path = files.made_workbook(tmp_path, fill, options={"date_1904": True})

    reading = files.read(path, files.mapped({"case": "dossier", "received": "reçu"}))

    assert reading.events["received_at"].to_pylist() == [datetime(2026, 3, 1, 23, tzinfo=UTC)]


def test_50_merged_and_hidden_parts_are_listed(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Mars")
        sheet.write_row(0, 0, ["dossier", "montant", "note"])
        sheet.write_row(1, 0, ["A", 1])
        sheet.write_row(2, 0, ["B", 2])
        sheet.merge_range("C2:C3", "même note")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        book.add_worksheet("Secret").hide()
        book.add_worksheet("Avril")

    grid = open_file(files.made_workbook(tmp_path, fill), "envoi.xlsx")

    assert [cells[:2] for _, cells in grid.rows] == [["A", "1"], ["B", "2"]]
    assert {notice.code for notice in grid.notices} == {"XLS-10"}
    told = " ".join(notice.message for notice in grid.notices)
    for words in ("Secret", "Avril", "C2:C3", "1 ligne(s) masquée(s)", "colonnes sont masquées"):
        assert words in told


def test_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Mars").write_row(0, 0, ["a"])
        second = book.add_worksheet("Avril & mai")
        second.write_row(0, 0, ["dossier"])
        second.write_row(1, 0, ["A"])

    path = files.made_workbook(tmp_path, fill)

    assert files.read_all(path, Options(sheet="Avril & mai")) == [(2, ["A"])]
    with pytest.raises(FileRefused, match="XLS-11"):
        files.read_all(path, Options(sheet="Juin"))


def test_sheet_below_a_blank_margin_keeps_its_lines(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(2, 0, ["dossier", "montant"])
        sheet.write_row(5, 0, ["A", 1])

    assert files.read_all(files.made_workbook(tmp_path, fill)) == [(6, ["A", "1"])]


def test_empty_workbook_is_refused(tmp_path: Path) -> None:
    assert _refusal(files.workbook(tmp_path, [])).code == "FIC-01"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5, "5"),
        (0.1 + 0.2, "0.3"),
        (1234.56, "1234.56"),
        (123456789012, "123456789012"),
        (0.00001, "0.00001"),
        (True, "TRUE"),
        (datetime(2016, 2, 29, 1, 16), "2016-02-29 01:16:00"),  # noqa: DTZ001 - as in a cell
        (" x ", "x"),
        (timedelta(hours=36), "1.5"),
        (time(12, 30), "12:30:00"),
    ],
)
def test_cell_reads_as_a_text_file_would_write_it(cell: Any, text: str, tmp_path: Path) -> None:
    path = files.workbook(tmp_path, [["dossier", "valeur"], ["A", cell]])

    assert files.read_all(path) == [(2, ["A", text])]
