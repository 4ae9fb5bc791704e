"""The malformed corpus, values: what rejects a row, what is read, what is read with a doubt."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import Reading

AMOUNT = files.mapped({"case": "dossier", "amount": "valeur"})
DATE = files.mapped({"case": "dossier", "received": "valeur"})
NAME = files.mapped({"case": "dossier", "site": "valeur"})

READ_AMOUNTS = {
    "25 no-break space": ("1\u00a0234,56", "1234.56"),
    "25 narrow no-break space": ("1\u202f234,56", "1234.56"),
    "25 plain space": ("1 234,56", "1234.56"),
    "26 French points": ("1.234,56", "1234.56"),
    "decimal point": ("1234.56", "1234.56"),
    "negative": ("-5", "-5.00"),
    "euro sign": ("12,50 €", "12.50"),
    "half a cent": ("0,005", "0.01"),
}
REJECTED_DATES = {
    "year 1899": ("31/12/1899", "DAT-01"),
    "year 2201": ("2201-01-01", "DAT-01"),
    "words": ("hier", "DAT-01"),
}


def _read(value: str, mapping: Mapping, folder: Path) -> Reading:
    table = f'dossier;valeur\nA;"{value}"\n'
    return files.read(files.text_file(folder, table), mapping)


@pytest.mark.parametrize("name", READ_AMOUNTS)
def test_amount_in_a_known_form_is_read(name: str, tmp_path: Path) -> None:
    value, expected = READ_AMOUNTS[name]

    reading = _read(value, AMOUNT, tmp_path)

    assert reading.events["amount"].to_pylist() == [Decimal(expected)]


@pytest.mark.parametrize("name", REJECTED_DATES)
def test_date_that_does_not_stand_rejects_its_row(name: str, tmp_path: Path) -> None:
    value, code = REJECTED_DATES[name]

    assert files.codes(_read(value, DATE, tmp_path)) == [code]


def test_34_hour_that_exists_twice_is_the_first_with_a_notice(tmp_path: Path) -> None:
    reading = _read("2026-10-25T02:30", DATE, tmp_path)

    assert reading.events["received_at"].to_pylist() == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    assert [(n.code, n.line, n.count) for n in reading.notices] == [("DAT-05", 2, 1)]


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1", "@SUM(A1)", "=1+1"])
def test_35_formula_in_a_text_is_text(text: str, tmp_path: Path) -> None:
    assert _read(text, NAME, tmp_path).events["site"].to_pylist() == [text]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "javascript:alert(1)"])
def test_36_markup_in_a_text_is_text(text: str, tmp_path: Path) -> None:
    assert _read(text, NAME, tmp_path).events["site"].to_pylist() == [text]


def test_37_invisible_characters_are_removed_with_a_notice(tmp_path: Path) -> None:
    reading = _read("Ly\u200bon\u202e", NAME, tmp_path)

    assert reading.events["site"].to_pylist() == ["Lyon"]
    assert [notice.code for notice in reading.notices] == ["TXT-01"]


def test_37_heaped_accents_are_kept(tmp_path: Path) -> None:
    text = "Z\u0335\u0321a\u0334lgo"

    assert _read(text, NAME, tmp_path).events["site"].to_pylist() == [text]


def test_row_without_its_case_is_rejected(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;valeur\n;Lyon\n?;Lyon\nA;Lyon\n")

    reading = files.read(path, files.mapped({"case": "dossier"}, missing=["?"]))

    assert files.codes(reading) == ["CLE-01", "CLE-01"]
    assert reading.events["case"].to_pylist() == ["A"]


def test_every_fault_of_a_row_is_listed_and_the_row_counted_once(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;reçu;montant\nA;31/04/2025;1e9\n")

    reading = files.read(
        path, files.mapped({"case": "dossier", "received": "reçu", "amount": "montant"})
    )

    assert files.codes(reading) == ["NUM-01", "DAT-01"]
    assert reading.rejected == 1
