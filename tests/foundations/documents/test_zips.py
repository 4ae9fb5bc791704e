"""An archive whose every file is received: what it holds, and what is refused whole."""

import zipfile
from pathlib import Path

import pytest

from timonerie.foundations.documents.connectors import zips
from timonerie.foundations.documents.connectors.base import FileRefused


def archive(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "envoi.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def unpacked(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    where = folder / "unpacked"
    where.mkdir()
    told = zips.every({"path": str(archive(folder, files))}, where, lambda rank: None)
    return {one["name"]: (where / one["file"]).read_bytes() for one in told["files"]}


def test_every_file_comes_out_whole_without_what_a_system_leaves(tmp_path: Path) -> None:
    sent = {"mars/fec.txt": b"1", "dsn.dsn": b"2", "__MACOSX/._dsn.dsn": b"3", ".DS_Store": b"4"}
    assert unpacked(tmp_path, sent) == {"fec.txt": b"1", "dsn.dsn": b"2"}


def test_two_files_of_one_name_in_two_folders_both_come_out(tmp_path: Path) -> None:
    path = archive(tmp_path, {"01/paie.dsn": b"janvier", "02/paie.dsn": b"fevrier"})
    where = tmp_path / "unpacked"
    where.mkdir()
    told = zips.every({"path": str(path)}, where, lambda rank: None)
    assert [(where / one["file"]).read_bytes() for one in told["files"]] == [b"janvier", b"fevrier"]


@pytest.mark.rule("FIL-07", "FIL-11")
@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "ZIP-09"),
        ({"__MACOSX/a": b""}, "ZIP-09"),
        ({f"{rank}.csv": b"" for rank in range(zips.MOST_FILES + 1)}, "ZIP-09"),
        ({"a.csv": b"", "autre.zip": b""}, "ZIP-02"),
        ({"../a.csv": b""}, "ZIP-03"),
        ({"a.csv": b"0" * 50_000_000}, "ZIP-01"),
        ({"a\u202e.csv": b""}, "FIC-04"),
    ],
)
def test_a_doubtful_archive_is_refused_whole(
    tmp_path: Path, files: dict[str, bytes], code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        unpacked(tmp_path, files)
    assert refused.value.code == code


@pytest.mark.rule("FIL-07", "FIL-11")
def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "envoi.zip"
    path.write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(FileRefused) as refused:
        zips.every({"path": str(path)}, tmp_path, lambda rank: None)
    assert refused.value.code == "ZIP-06"
