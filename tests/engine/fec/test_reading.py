"""The same entries, however their software wrote them; what cannot be read is refused by name."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from tests.engine.fec import ledgers
from tests.factories import fec
from tests.factories.fec_files import HEADER, SIDED, rows, written
from timonerie.engine.fec import reading, texts
from timonerie.engine.fec.shapes import Reading, Unreadable

LINES = rows(fec.book()[:120])
Cells = tuple[str, ...]


def changed(place: int, change: Callable[[str], str], *, lines: list[Cells] = LINES) -> list[Cells]:
    return [(*cells[:place], change(cells[place]), *cells[place + 1 :]) for cells in lines]


def sided(debit: str, credit: str) -> bytes:
    def of(cells: Cells) -> Cells:
        at_debit = cells[11] != "0,00"
        amount = cells[11] if at_debit else cells[12]
        return (*cells[:11], amount, debit if at_debit else credit, *cells[13:])

    return written(map(of, LINES), header=SIDED)


def reordered() -> bytes:
    order = [3, 0, 1, 2, *range(4, 18)]
    names = tuple(HEADER[rank] for rank in order)
    return written([tuple(cells[rank] for rank in order) for cells in LINES], header=names)


def with_extra() -> bytes:
    more = ("DateRglt", "ModeRglt", "NatOp", "IdClient", "Analytique")
    lines = [(*cells, "", "VIR", "", "", "LYON") for cells in LINES]
    return written(lines, header=(*HEADER, *more))


def padded() -> bytes:
    wide = changed(4, lambda text: text.ljust(12), lines=changed(10, lambda text: f"{text:<60}"))
    for place in (11, 12):
        wide = changed(place, lambda text: text.rjust(13, "0"), lines=wide)
    return written(wide, separator="|")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return ledgers.read(tmp_path_factory.mktemp("plain"), written(LINES))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(written(LINES, separator="|"), id="pipe"),
        pytest.param(written(LINES, separator=";"), id="semicolon"),
        pytest.param(written(LINES, encoding="utf-8-sig"), id="with a mark of UTF-8"),
        pytest.param(written(LINES, encoding="iso-8859-15"), id="ISO 8859-15"),
        pytest.param(written(LINES, encoding="utf-16"), id="UTF-16"),
        pytest.param(written(LINES, end="\n"), id="line feed"),
        pytest.param(written(LINES, end="\r"), id="carriage return"),
        pytest.param(written(LINES, end="\r\r\n"), id="two carriage returns"),
        pytest.param(written(LINES, end="|\n", separator="|"), id="closing separator"),
        pytest.param(written(LINES, header=tuple(map(str.upper, HEADER))), id="upper case"),
        pytest.param(written(LINES) + b"\r\n\r\n\x1a", id="blank lines and a mark of end"),
        pytest.param(written(LINES, end="\r").replace(b"\r", b"\n", 1), id="two kinds of ends"),
        pytest.param(reordered(), id="another order"),
        pytest.param(with_extra(), id="extra columns"),
        pytest.param(padded(), id="padded"),
        pytest.param(sided("D", "C"), id="amount and side"),
        pytest.param(sided("+1", "-1"), id="amount and sign"),
        pytest.param(written(changed(11, lambda text: text.replace(",", "."))), id="decimal dots"),
        pytest.param(written([(*cells[:16],) for cells in LINES]), id="cut after the last value"),
    ],
)
def test_the_same_entries_are_read(content: bytes, plain: Reading, tmp_path: Path) -> None:
    found = ledgers.read(tmp_path, content)

    assert found.rejected == ()
    assert same(found.lines).equals(same(plain.lines))


def same(lines: pa.Table) -> pa.Table:
    """Without what the cash-basis columns add."""
    return lines.drop_columns(["payment_date", "payment_mode"]).combine_chunks()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-15", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\r\n"])
def test_blocks_cut_anywhere_change_nothing(
    encoding: str, end: str, plain: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "BLOCK", 997)
    found = ledgers.read(tmp_path, written(LINES, encoding=encoding, end=end))

    assert found.lines.equals(plain.lines)
    assert found.fingerprint == plain.fingerprint
    assert (found.profile.stray_bytes, found.profile.encoding[:5]) == (0, encoding[:5])


def test_a_profile_says_how_the_file_is_written(tmp_path: Path) -> None:
    content = written(LINES, separator="|", encoding="cp1252", end="|\r\r\n")
    profile = ledgers.read(tmp_path, content.replace(b"JournalCode", b"journalcode")).profile

    assert (profile.separator, profile.line_ends) == ("pipe", "crcrlf")
    assert (profile.encoding, profile.closing_separator) == ("iso-8859-15", True)
    assert profile.renamed == ("journalcode",)
    assert (profile.name_siren, profile.lines) == (fec.SIREN, len(LINES))


def test_a_stray_byte_is_kept_counted_and_placed(tmp_path: Path) -> None:
    content = written(LINES).replace("Énergie".encode(), b"\xc9nergie", 1)
    found = ledgers.read(tmp_path, content)

    [line] = found.profile.stray_lines
    [row] = [row for row in found.lines.to_pylist() if row["line"] == line]
    assert found.profile.encoding == "utf-8"
    assert found.profile.stray_bytes == 1
    assert "Énergie" in f"{row['auxiliary_label']} {row['label']}"


def test_an_unreadable_line_is_set_aside_and_listed(tmp_path: Path) -> None:
    lines = [*LINES]
    lines[7] = (*lines[7][:3], "20251345", *lines[7][4:])
    found = ledgers.read(tmp_path, written(lines))

    [rejected] = found.rejected
    assert (rejected.line, rejected.column, rejected.value) == (9, "EcritureDate", "20251345")
    assert ledgers.findings(found)["FEC-11"].lines == (9,)
    assert found.lines.num_rows == len(LINES) - 1
    assert 9 not in found.lines.column("line").to_pylist()


@pytest.mark.parametrize(("last", "reason"), [("", "amount"), ("EUR", "width")])
def test_a_separator_in_a_text_sets_its_line_aside(last: str, reason: str, tmp_path: Path) -> None:
    lines = [*LINES]
    lines[3] = (*lines[3][:10], "Loyer\tjanvier", *lines[3][11:17], last)
    [rejected] = ledgers.read(tmp_path, written(lines)).rejected

    assert (rejected.line, rejected.reason) == (5, reason)


@pytest.mark.rule("FIL-05", "FIL-06", "FIL-11")
@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"", "FEC-13", "vide"),
        (b"\xef\xbb\xbf", "FEC-13", "vide"),
        (written([]), "FEC-13", "en-tête"),
        (written([cells[:17] for cells in LINES], header=HEADER[:17]), "FEC-01", "Idevise"),
        (b"date;site\n01/01/2026;Lyon\n", "FEC-01", "aucune colonne"),
        (written(LINES, encoding="cp500"), "FEC-12", "EBCDIC"),
        (written(changed(11, lambda text: "?")), "FEC-10", "ligne 2, colonne « Debit »"),
        (written(changed(3, lambda text: "13/2025")), "FEC-10", "13/2025"),
        (written(changed(3, lambda text: "13/2025")[:1]), "FEC-10", "1 sur 1"),
    ],
)
def test_what_cannot_be_read_is_refused(
    content: bytes, code: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable) as refused:
        ledgers.read(tmp_path, content)

    assert refused.value.code == code
    assert told in refused.value.sentence.replace("\u00a0", " ")


def test_how_far_the_reading_is_gets_told(tmp_path: Path) -> None:
    path, told = tmp_path / fec.name(), list[int]()
    path.write_bytes(written(LINES))
    reading.read(path, tell=told.append)

    assert told[-1] == len(LINES)
