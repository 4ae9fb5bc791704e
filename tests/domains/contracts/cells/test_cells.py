"""Free cells of lists of contracts: understood whole, or asked."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules import cells
from timonerie.domains.contracts.rules.cell_questions import CODES
from timonerie.domains.contracts.rules.cells import FIELDS, Understood


def read(name: str) -> list[dict[str, Any]]:
    file = Path(__file__).parent / name
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["cell"]
    return found


CORPUS, HELD_OUT = read("corpus.toml"), read("held_out.toml")


def understood(cell: dict[str, Any]) -> Understood:
    return cells.read(cell["text"], column=cell.get("column", ""))


def test_there_are_enough_cells_to_believe_in() -> None:
    assert len({(cell.get("column"), cell["text"]) for cell in CORPUS}) == len(CORPUS) >= 150
    assert len(HELD_OUT) == 60


@pytest.mark.parametrize("cell", CORPUS, ids=[f"{c.get('column', '')}|{c['text']}" for c in CORPUS])
def test_a_cell_gives_its_fields_and_its_questions(cell: dict[str, Any]) -> None:
    found = understood(cell)

    assert found.fields == cell.get("fields", {})
    assert sorted(each.code for each in found.questions) == sorted(cell.get("asks", []))


def test_nothing_is_guessed_in_cells_that_were_set_aside() -> None:
    """Of the fields given none is wrong, nine in ten of those expected are given, and where
    one is missing there is a question."""
    given_, expected, missed = 0, 0, 0
    for cell in HELD_OUT:
        wanted, found = cell.get("fields", {}), understood(cell)
        assert found.fields.items() <= wanted.items(), cell["text"]
        assert found.questions or not (cell.get("asks") or found.fields != wanted), cell["text"]
        given_ += len(found.fields)
        expected += len(wanted)
    missed = expected - given_
    assert missed <= expected / 10


@given(st.text(max_size=80), st.sampled_from(["", "Préavis", "Durée", "Montant", "Échéance"]))
def test_any_text_is_read_without_a_fault(text: str, column: str) -> None:
    found = cells.read(text, column=column)

    assert set(found.fields) <= set(FIELDS)
    assert {each.code for each in found.questions} <= set(CODES)


@given(st.sampled_from(CORPUS), st.sampled_from(["environ", "ou bien", "sauf Lyon", "?"]))
def test_a_word_of_doubt_never_adds_a_field(cell: dict[str, Any], doubt: str) -> None:
    found = cells.read(f"{cell['text']} {doubt}", column=cell.get("column", ""))

    assert set(found.fields) <= set(cell.get("fields", {}))


@given(st.sampled_from(CORPUS))
def test_letter_case_spaces_and_apostrophes_do_not_matter(cell: dict[str, Any]) -> None:
    text = cell["text"].upper().replace("'", "’").replace(" ", "\u00a0")

    found = cells.read(text, column=cell.get("column", ""))

    assert found.fields == cell.get("fields", {})


def test_a_very_long_cell_is_asked_rather_than_read() -> None:
    [question] = cells.read("tacite 12 mois " * 500).questions

    assert question.code == "not_understood"
