"""The sheets of a list, read whole, before anybody says which line gives the titles."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import contract_lists
from timonerie.foundations.documents.connectors import grids
from timonerie.foundations.documents.connectors.base import FileRefused


def sheets(tmp_path: Path, content: bytes, name: str, *, most: int = 100) -> list[dict[str, Any]]:
    path = tmp_path / "received"
    path.write_bytes(content)
    asked = {"path": str(path), "name": name, "most": most}
    found: list[dict[str, Any]] = grids.sheets(asked, tmp_path, lambda rows: None)["sheets"]
    return found


def test_every_sheet_that_holds_something_is_read_with_its_lines(tmp_path: Path) -> None:
    book = contract_lists.xlsx({"Titre": [("Contrats",)], "Vide": [], "Liste": [("",), ("a", "b")]})
    found = sheets(tmp_path, book, "contrats.xlsx")
    assert [one["name"] for one in found] == ["Titre", "Liste"]
    assert found[1]["lines"] == [[2, ["a", "b"]]]


def test_titles_above_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    content = "Contrats 2026\nmis à jour en mars\nObjet,Tiers,Fin\nPaie,Nova,31/12/2026\n".encode()
    [found] = sheets(tmp_path, content, "contrats.csv")
    assert found["lines"][2:] == [
        [3, ["Objet", "Tiers", "Fin"]],
        [4, ["Paie", "Nova", "31/12/2026"]],
    ]


def test_two_columns_of_one_title_are_read(tmp_path: Path) -> None:
    [found] = sheets(tmp_path, b"Date;Date\n1;2\n", "contrats.csv")
    assert found["lines"][0] == [1, ["Date", "Date"]]


def test_no_more_lines_are_read_than_asked_and_one(tmp_path: Path) -> None:
    [found] = sheets(tmp_path, b"a;b\n" * 50, "contrats.csv", most=10)
    assert len(found["lines"]) == 11


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "contrats.csv", "FIC-01"),
        (b"%PDF-1.7", "contrats.xlsx", "FIC-03"),
        (b"PK\x03\x04 cut", "contrats.xlsx", "XLS-06"),
        (b"a;b\x00\n1;2\n", "contrats.csv", "CSV-01"),
    ],
)
def test_what_is_no_list_is_refused_by_its_code(
    tmp_path: Path, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        sheets(tmp_path, content, name)
    assert refusal.value.code == code
