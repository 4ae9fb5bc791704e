"""The malformed corpus, text files: each input by name, with the verdict it must get."""

import os
import resource
from pathlib import Path

import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules import rows
from timonerie.foundations.documents.connectors import FileRefused, Options, clean_name, open_file

CASE = files.mapped({"case": "dossier", "amount": "montant"})


def test_03_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "envoi.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 20_000_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_inblock

    with pytest.raises(FileRefused, match="FIC-02"):
        open_file(path, path.name)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_inblock - before < 1_000


@pytest.mark.parametrize("content", ["dossier\né\n".encode("cp1252"), "dossier\né".encode()[:-1]])
@pytest.mark.parametrize("announced", ["UTF-8", "utf8"])
def test_announced_utf8_that_is_not_is_refused(
    content: bytes, announced: str, tmp_path: Path
) -> None:
    path = files.text_file(tmp_path, content)

    with pytest.raises(FileRefused, match="ENC-02") as refused:
        files.read_all(path, Options(encoding=announced))

    assert refused.value.line == 2


def test_announced_cp1252_with_a_byte_without_meaning_is_refused(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, b"dossier\n\x81\n")

    with pytest.raises(FileRefused, match="ENC-02"):
        files.read_all(path, Options(encoding="cp1252"))


def test_announced_delimiter_is_the_one_read(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier,montant\nA,12,50\n")

    assert files.read_all(path, Options(delimiter=","))[0] == (2, ["A", "12", "50"])


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    assert files.read_all(files.text_file(tmp_path, "dossier\nA\n")) == [(2, ["A"])]


def test_06_path_in_a_name_is_cut_with_a_notice() -> None:
    name, notices = clean_name("../../etc/x.csv")

    assert name == "x.csv"
    assert [notice.code for notice in notices] == ["FIC-05"]


@pytest.mark.parametrize("name", ["envoi\u202evsc.csv", "envoi\0.csv", "envoi\n.csv"])
def test_07_name_with_an_invisible_character_is_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="FIC-04"):
        clean_name(name)


def test_08_long_or_reserved_name_is_cleaned_with_a_notice() -> None:
    long, notices = clean_name("x" * 296 + ".csv")

    assert (len(long), long[-4:], len(notices)) == (150, ".csv", 1)
    assert len(clean_name("x" * 300)[0]) == 150
    assert clean_name("CON.csv")[0] == "_CON.csv"
    assert clean_name("incidents-2026.csv") == ("incidents-2026.csv", [])


def test_09_cp1252_without_announcement_is_read_with_a_notice(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;libellé\nA;à l’été 5 €\n".encode("cp1252"))

    grid = open_file(path, path.name)

    assert grid.header == ("dossier", "libellé")
    assert list(grid.rows) == [(2, ["A", "à l’été 5 €"])]
    assert [notice.code for notice in grid.notices] == ["ENC-01"]


def test_announced_encoding_is_read_without_a_notice(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;libellé\nA;5 €\n".encode("iso-8859-15"))

    grid = open_file(path, path.name, Options(encoding="ISO-8859-15"))

    assert list(grid.rows) == [(2, ["A", "5 €"])]
    assert grid.notices == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_with_or_without_its_mark_is_read(encoding: str, tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;libellé\nA;été\n".encode(encoding))

    assert files.read_all(path) == [(2, ["A", "été"])]


@pytest.mark.parametrize("line", ["B;2;3", "B"])
def test_15_row_of_another_width_is_rejected_and_the_others_kept(line: str, tmp_path: Path) -> None:
    path = files.text_file(tmp_path, f"dossier;montant\nA;1\n{line}\nC;3\n")

    reading = files.read(path, CASE)

    assert [(r.line, r.code) for r in reading.rejects] == [(3, "CSV-04")]
    assert reading.events["case"].to_pylist() == ["A", "C"]
    assert (reading.rows, reading.rejected) == (3, 1)


def test_17_header_in_another_spelling_is_mapped_with_a_notice(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, " DOSSIER  ;Montánt\nA;1\n")

    reading = files.read(path, CASE)

    assert reading.events["case"].to_pylist() == ["A"]
    assert [notice.code for notice in reading.notices] == ["MAP-02", "MAP-02"]


def test_column_that_the_file_lacks_is_named(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;total\nA;1\n")

    with pytest.raises(FileRefused, match="MAP-01") as refused:
        files.read(path, CASE)

    assert refused.value.column == "montant"


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n", "\r\r\n"])
def test_19_every_line_end_is_read(end: str, tmp_path: Path) -> None:
    path = files.text_file(tmp_path, end.join(["dossier;montant", "A;1", "B;2", ""]))

    assert [cells for _, cells in files.read_all(path)] == [["A", "1"], ["B", "2"]]


def test_20_newline_inside_quotes_stays_in_its_cell(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, 'dossier;note\nA;"un\ndeux"\nB;trois\n')

    assert files.read_all(path) == [(2, ["A", "un\ndeux"]), (4, ["B", "trois"])]


def test_21_one_row_above_a_million_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timonerie.foundations.documents.connectors.csv.MAX_ROWS", 1_000)
    path = files.text_file(tmp_path, "dossier;n\n" + "A;1\n" * 1_001)

    with pytest.raises(FileRefused, match="CSV-07") as refused:
        files.read_all(path)

    assert refused.value.line == 1_002


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_delimiter_is_recognised(mark: str, tmp_path: Path) -> None:
    table = "\n".join(mark.join(row) for row in (["dossier", "note"], ["A", "b c"], ["B", ""]))

    assert files.read_all(files.text_file(tmp_path, table)) == [(2, ["A", "b c"]), (3, ["B", ""])]


def test_rejects_beyond_the_list_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MAX_LISTED", 3)
    path = files.text_file(tmp_path, "dossier;montant\n" + "A;x\n" * 10)

    reading = files.read(path, CASE)

    assert (len(reading.rejects), reading.unlisted, reading.rejected) == (3, 7, 10)
