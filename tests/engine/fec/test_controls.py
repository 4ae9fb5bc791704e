"""What a control finds, in a year made up for it: one thing wrong each time, and no other."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.engine.fec import ledgers
from tests.factories import fec
from tests.factories.fec_files import Entry, Line, rows, written
from tests.repository import typography
from timonerie.engine.fec.rules import reasons, rules
from timonerie.engine.fec.shapes import Severity

BOOK = fec.book()
LINES = rows(BOOK)
Cells = tuple[str, ...]


def cells(*changes: tuple[int, int, str]) -> list[Cells]:
    """The lines of the year with some cells replaced: rank of the line, of the column, text."""
    lines = [list(one) for one in LINES]
    for line, column, text in changes:
        lines[line][column] = text
    return [tuple(one) for one in lines]


def everywhere(column: int, change: Callable[[Cells], str]) -> list[Cells]:
    return [(*one[:column], change(one), *one[column + 1 :]) for one in LINES]


def without_entry(rank: int) -> list[Cells]:
    return [one for one in LINES if one[2] != f"{rank:06}"]


def constant_numbers() -> list[Cells]:
    return everywhere(2, lambda one: "0")


def before_the_year() -> list[Cells]:
    entry = replace(BOOK[50], day=date(2023, 6, 1), piece_day=date(2023, 6, 1))
    return rows([*BOOK[:50], entry, *BOOK[51:]])


def both_sides() -> list[Cells]:
    """A line of 1 euro more on both sides keeps its balance."""
    debit = f"{float(LINES[40][11].replace(',', '.')) + 1:.2f}".replace(".", ",")
    credit = f"{float(LINES[40][12].replace(',', '.')) + 1:.2f}".replace(".", ",")
    return cells((40, 11, debit), (40, 12, credit))


def negative() -> list[Cells]:
    """A debit written as a negative credit."""
    rank = next(rank for rank, one in enumerate(LINES) if one[11] != "0,00")
    return cells((rank, 11, "0,00"), (rank, 12, f"-{LINES[rank][11]}"))


def nothing() -> list[Cells]:
    zero = Entry("OD", date(2025, 12, 31), "ZERO", "Rien", (Line(fec.BANK),))
    return rows([*BOOK, replace(zero, valid=date(2026, 1, 10))])


@pytest.mark.parametrize(
    ("lines", "code", "count"),
    [
        pytest.param(cells((5, 12, "1,00")), "FEC-14", 1, id="a wrong amount"),
        pytest.param(without_entry(300), "FEC-03", 1, id="a number left out"),
        pytest.param(constant_numbers(), "FEC-23", 5, id="a constant number"),
        pytest.param(before_the_year(), "FEC-04", len(BOOK[50].lines), id="before the year"),
        pytest.param(everywhere(15, lambda one: ""), "FEC-05", len(LINES), id="not validated"),
        pytest.param(everywhere(15, lambda _: "20260331"), "FEC-17", len(LINES), id="one day"),
        pytest.param(everywhere(9, lambda one: one[3]), "FEC-18", len(LINES), id="same dates"),
        pytest.param(cells((9, 8, "")), "FEC-15", 1, id="no reference of a piece"),
        pytest.param(both_sides(), "FEC-08", 1, id="debit and credit"),
        pytest.param(negative(), "FEC-09", 1, id="negative"),
        pytest.param(nothing(), "FEC-25", 1, id="nothing on a line"),
        pytest.param(cells((9, 4, "FOURN")), "FEC-16", 1, id="an account without digits"),
        pytest.param([*LINES, LINES[2], LINES[3]], "FEC-21", 2, id="lines twice"),
        pytest.param(cells((60, 15, "20241201")), "FEC-28", 1, id="validated before"),
        pytest.param(cells((60, 9, "hier")), "FEC-27", 1, id="an unreadable date of a piece"),
    ],
)
def test_one_thing_wrong_is_found(
    lines: list[Cells], code: str, count: int, tmp_path: Path
) -> None:
    found = ledgers.findings(ledgers.read(tmp_path, written(lines)))

    assert found[code].count == count
    assert found[code].severity is rules()[code].severity


def test_a_number_for_each_line_separates_nothing(tmp_path: Path) -> None:
    lines = [(*one[:2], str(rank), *one[3:]) for rank, one in enumerate(LINES)]
    found = ledgers.read(tmp_path, written(lines))

    assert set(ledgers.findings(found)) == {"FEC-23"}
    sound = ledgers.everything(ledgers.read(tmp_path, BOOK))["providers"]
    told = ledgers.everything(found)["providers"]
    assert [asdict(one) for one in told.rows] == [asdict(one) for one in sound.rows]


def test_a_sound_year_has_nothing_to_say(tmp_path: Path) -> None:
    assert ledgers.findings(ledgers.read(tmp_path, BOOK)) == {}


def test_an_unbalanced_entry_is_told_with_its_gap(tmp_path: Path) -> None:
    rank = next(rank for rank, one in enumerate(LINES) if one[12] == "0,00" and one[0] == "AC")
    found = ledgers.findings(ledgers.read(tmp_path, written(cells((rank, 11, "0,01")))))

    [told] = found["FEC-02"].params["entries"]
    assert told["number"] == LINES[rank][2]
    assert told["gap"] == 1 - round(float(LINES[rank][11].replace(",", ".")) * 100)
    assert rank + 2 in found["FEC-02"].lines
    assert found["FEC-14"].params == {"journal": "", "gap": told["gap"]}


def test_the_missing_numbers_are_named(tmp_path: Path) -> None:
    lines = [one for one in LINES if one[2] not in ("000300", "000301", "000400")]
    found = ledgers.findings(ledgers.read(tmp_path, written(lines)))

    assert found["FEC-03"].count == 3
    assert found["FEC-03"].params["missing"] == ["300 – 301", "400"]


@pytest.mark.parametrize(
    ("name", "known", "code", "params"),
    [
        ("732829321FEC20251231.txt", {}, "FEC-07", {"siren": "732829321", "reason": "key"}),
        (fec.name(), {"siren_known": frozenset({"552100554"})}, "FEC-07",
         {"siren": fec.SIREN, "reason": "unknown"}),
        ("export 2025.txt", {}, "FEC-19", {"name": "export 2025.txt"}),
        ("732829320FEC20221231.txt", {}, "FEC-20",
         {"first": "2025-01-01", "last": "2025-12-31", "since": "2022-01-01", "to": "2022-12-31"}),
    ],
)  # fmt: skip
def test_a_name_that_does_not_fit_is_said(
    name: str, known: dict[str, Any], code: str, params: dict[str, str], tmp_path: Path
) -> None:
    found = ledgers.findings(ledgers.read(tmp_path, BOOK, name=name), **known)

    assert set(found) == {code}
    assert found[code].params == params


def test_the_same_entries_in_another_order_are_known(tmp_path: Path) -> None:
    first = ledgers.read(tmp_path, BOOK)
    again = ledgers.read(tmp_path, written(LINES[::-1], separator="|", encoding="iso-8859-15"))
    other = ledgers.read(tmp_path, written(cells((5, 10, "Autre libellé"))))
    known = frozenset({first.fingerprint})

    told = ledgers.findings(again, fingerprints_known=known, fingerprint=again.fingerprint)
    assert told["FEC-06"].count == 1
    assert "FEC-06" not in ledgers.findings(
        other, fingerprints_known=known, fingerprint=other.fingerprint
    )


def test_two_years_in_one_file_are_said(tmp_path: Path) -> None:
    year = timedelta(days=365)
    later = [replace(one, day=one.day + year, valid=(one.valid or one.day) + year) for one in BOOK]
    found = ledgers.findings(ledgers.read(tmp_path, [*BOOK, *later]))

    assert found["FEC-26"].count == 24


def test_every_code_says_its_rule_its_source_and_what_to_do() -> None:
    for code, rule in rules().items():
        assert code.startswith("FEC-")
        assert rule.severity in Severity
        assert len(rule.title) > 10
        assert rule.rule.endswith(".")
        assert rule.remedy.endswith(".")
        assert [typography.faults(one) for one in (rule.title, rule.rule, rule.remedy)] == [[]] * 3
    assert all(one.endswith(".") and not typography.faults(one) for one in reasons().values())


def test_the_guide_holds_every_code_as_the_product_tells_it() -> None:
    guide = (ROOT / "docs" / "guide" / "fec.md").read_text(encoding="utf-8")
    effects = {"refuse": "fichier refusé", "anomaly": "anomalie", "remark": "remarque"}

    for code, one in rules().items():
        cells = (code, effects[one.severity], one.title, one.rule, one.remedy)
        row = f"| {' | '.join(cells)} |"
        assert typography.mend_markdown(row) in guide
