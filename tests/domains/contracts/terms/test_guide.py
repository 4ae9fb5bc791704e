"""The cases that the guide works out by hand are those that the rules give."""

from datetime import date, datetime
from pathlib import Path

import pytest

from timonerie.domains.contracts.rules import clause_files
from timonerie.domains.contracts.rules.terms import timeline

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "termes.md"
HEADER = "| cas | contrat |"


def rows() -> list[list[str]]:
    """The cells of the table, a line each."""
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    start = next(rank for rank, line in enumerate(lines) if line.startswith(HEADER))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def day(text: str) -> date | None:
    return None if text == "—" else datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007


@pytest.mark.parametrize("row", rows(), ids=[row[0] for row in rows()])
def test_a_case_of_the_guide_has_the_dates_worked_out_by_hand(row: list[str]) -> None:
    _name, contract, seen, *expected, _by_hand = row
    on = day(seen)
    assert on is not None
    clauses = clause_files.read(contract.strip("`").replace("; ", "\n"))

    found = timeline(clauses, on=on)

    term = found.term or found.terms[-1]
    assert [term.end, term.notice_by, term.decide_by] == [day(text) for text in expected]


def test_the_guide_works_out_every_kind_of_case() -> None:
    assert len(rows()) >= 19
