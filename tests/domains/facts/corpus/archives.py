"""Rows 51 to 56: ZIP archives."""

import stat
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.domains.facts.corpus.entries import Entry, Make

GOOD = b"dossier;valeur\nA;1\n"
Member = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*members: Member) -> Make:
    """An archive of these members, in their order."""

    def make(folder: Path) -> Path:
        path = folder / "envoi.zip"
        with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")
            for member, data in members:
                archive.writestr(member, data)
        return path

    return make


def changed(make: Make, change: Callable[[bytes], bytes]) -> Make:
    """The bytes of an archive, damaged."""

    def again(folder: Path) -> Path:
        path = make(folder)
        path.write_bytes(change(path.read_bytes()))
        return path

    return again


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def other_local_name(data: bytes) -> bytes:
    """The first header of a member says another name than the directory."""
    return data.replace(b"envoi.csv", b"autre.csv", 1)


def other_local_size(data: bytes) -> bytes:
    """The member says it is longer than the directory does."""
    return data[:22] + (9_999).to_bytes(4, "little") + data[26:]


def overlapping(data: bytes) -> bytes:
    """Both members of the directory point at the bytes of the first."""
    second = data.rindex(b"PK\x01\x02")
    return data[: second + 42] + bytes(4) + data[second + 46 :]


def locked(data: bytes) -> bytes:
    directory = data.index(b"PK\x01\x02")
    return data[: directory + 8] + b"\x01" + data[directory + 9 :]


def _entry(row: int, what: str, make: Make, code: str, says: str = "Décompressez") -> Entry:
    return Entry(row, what, make, code, says=says)


def _names(*names: str | zipfile.ZipInfo) -> Sequence[Entry]:
    return [
        _entry(53, f"name {number}", zipped((name, GOOD)), "ZIP-03")
        for number, name in enumerate(names, 1)
    ]


ARCHIVES = (
    _entry(51, "ratio 1,000", zipped(("envoi.csv", b"0" * 20_000_000)), "ZIP-01"),
    _entry(51, "too many members", zipped(*((f"{n}.csv", b"") for n in range(2_001))), "ZIP-01"),
    _entry(52, "nested archive", zipped(("dedans.zip", b"PK\x05\x06" + bytes(18))), "ZIP-02"),
    _entry(52, "nested gzip", zipped(("envoi.csv.gz", b"\x1f\x8b")), "ZIP-02"),
    *_names("../x.csv", "/x.csv", "C:\\x.csv", "..\\x.csv", "a/../../x.csv"),
    _entry(54, "symbolic link", zipped((link("envoi.csv"), b"/etc/passwd")), "ZIP-04"),
    _entry(55, "names by case", zipped(("a.csv", GOOD), ("A.CSV", GOOD)), "ZIP-05"),
    _entry(55, "names by form", zipped(("é.csv", GOOD), ("e\u0301.csv", GOOD)), "ZIP-05"),
    _entry(55, "name twice", zipped(("a.csv", GOOD), ("a.csv", GOOD)), "ZIP-05"),
    _entry(56, "other name in the header",
           changed(zipped(("envoi.csv", GOOD)), other_local_name), "ZIP-06"),
    _entry(56, "other size in the header",
           changed(zipped(("envoi.csv", GOOD)), other_local_size), "ZIP-06"),
    _entry(56, "members that overlap",
           changed(zipped(("a.csv", GOOD), ("b.csv", GOOD)), overlapping), "ZIP-06"),
    _entry(56, "truncated", changed(zipped(("a.csv", GOOD)), lambda data: data[:-10]), "ZIP-06"),
    _entry(56, "two files", zipped(("a.csv", GOOD), ("b.csv", GOOD)), "ZIP-07", "un par un"),
    _entry(56, "locked", changed(zipped(("a.csv", GOOD)), locked), "ZIP-08"),
    Entry(56, "one file alone",
          zipped(("dossier/envoi.csv", GOOD), ("__MACOSX/._envoi.csv", b"x"))),
)  # fmt: skip
