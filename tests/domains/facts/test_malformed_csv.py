"""The malformed corpus, text files: each input by name, with the verdict it must get."""

import os
import resource
from pathlib import Path

import pytest

from tests.domains.facts import files
from timonerie.domains.facts.rules import rows
from timonerie.foundations.documents.connectors import FileRefused, Options, clean_name, open_file

CASE = files.mapped({"case": "dossier", "amount": "montant"})

REFUSED: dict[str, tuple[bytes, str, int | None]] = {
    "01 empty file": (b"", "FIC-01", None),
    "02 only a byte order mark": (b"\xef\xbb\xbf", "FIC-01", None),
    "04 workbook named csv": (b"PK\x03\x04" + b"x" * 50, "FIC-03", None),
    "10 UTF-8 and cp1252 lines": (
        "dossier;montant\né;1\n".encode() + "è;2\n".encode("cp1252"),
        "ENC-02",
        3,
    ),
    "11 UTF-16LE without its mark": ("dossier;montant\nA;1\n".encode("utf-16-le"), "ENC-03", None),
    "12 NUL in the middle": (b"dossier;montant\nA;1\nB;\x002\n", "CSV-01", 3),
    "13 cell of 200,000 characters": (
        b"dossier;montant\nA;1\nB;" + b"x" * 200_000 + b"\n",
        "CSV-02",
        3,
    ),
    "13 quoted cell of 40,000 characters": (
        b'dossier;montant\nA;"' + b"x" * 40_000 + b'"\n',
        "CSV-02",
        2,
    ),
    "14 quote never closed": (b'dossier;montant\nA;1\nB;"2\nC;3\n', "CSV-03", 3),
    "14 quote never closed in a long file": (
        b'dossier;montant\nA;1\nB;"2\n' + b"C;3\n" * 100_000,
        "CSV-03",
        3,
    ),
    "16 duplicate header": (b"dossier;montant;montant\nA;1;2\n", "CSV-05", 1),
    "16 duplicate header after NFKC": ("dossier;ﬁn;fin\nA;1;2\n".encode(), "CSV-05", 1),
    "18 comma as delimiter and decimal mark": (
        b"dossier,montant\nA,12,50\nB,3,10\nC,4,99\n",
        "CSV-06",
        1,
    ),
    "18 two delimiters that fit": (b"dossier;a,montant\n1;2,3\n4;5,6\n", "CSV-06", 1),
    "12 NUL in UTF-16": ("dossier;montant\nA;\0\n".encode("utf-16"), "CSV-01", 2),
    "10 cp1252 byte without meaning": (b"dossier;montant\n\x81;1\n", "ENC-02", 2),
    "UTF-16 cut in two": ("dossier;montant\nA;1".encode("utf-16")[:-1], "ENC-02", None),
    "13 line of a million characters": (
        b"dossier;montant\nA;" + b'"x";' * 300_000 + b"\n",
        "CSV-02",
        2,
    ),
    "header of blanks": (b" ; \nA;1\n", "FIC-01", 1),
    "201 columns": (";".join(map(str, range(201))).encode() + b"\n", "CSV-07", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_structural_fault_refuses_the_whole_file(name: str, tmp_path: Path) -> None:
    content, code, line = REFUSED[name]
    path = files.text_file(tmp_path, content)

    with pytest.raises(FileRefused) as refused:
        files.read_all(path)

    assert (refused.value.code, refused.value.line) == (code, line)
    assert refused.value.remedy.endswith((".", "»"))


def test_03_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "envoi.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 20_000_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_inblock

    with pytest.raises(FileRefused, match="FIC-02"):
        open_file(path, path.name)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_inblock - before < 1_000


def test_05_web_page_named_xlsx_is_refused_with_how_to_save_it(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "<html><table><tr><td>A</td></tr></table>", "envoi.xlsx")

    with pytest.raises(FileRefused, match="FIC-03") as refused:
        open_file(path, path.name)

    assert "Classeur Excel (.xlsx)" in refused.value.remedy


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


def test_unknown_extension_is_refused(tmp_path: Path) -> None:
    path = files.text_file(tmp_path, "dossier;montant\nA;1\n", "envoi.exe")

    with pytest.raises(FileRefused, match="FIC-03"):
        open_file(path, path.name)


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
