"""The archive: what was written comes back, and one changed byte anywhere is refused."""

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timonerie.foundations.backups import archive, manifest
from timonerie.foundations.backups.archive import Writer
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Head, Manifest

BLOB = "companies/0af1/blobs/ab/" + "ab" * 32
FACTS = "companies/0af1/facts/cases-1.parquet"
PARTS = {
    "database.sqlite3": b"base" * 300,
    BLOB: b"col\n1\n",
    FACTS: b"PAR1" * 130,
    "checkpoints/2026.json": b"{}",
}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A small archive with every kind of part."""
    out = io.BytesIO()
    writer = Writer(out)
    for rank, (name, content) in enumerate(PARTS.items()):
        file = tmp_path / f"part{rank}"
        file.write_bytes(content)
        writer.add(name, file)
    writer.close(
        Manifest(
            product="0.1.0",
            engine="sqlite",
            taken_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
            migrations=["scope.0001_initial"],
            rows={"scope_company": 1},
            heads=[Head("0af1", 12, "c" * 64)],
        )
    )
    path = tmp_path / "timonerie-2026-03-02T090000Z.tar"
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.rule("BAK-01")
def test_an_archive_says_what_is_in_it_and_gives_it_back(whole: Path, tmp_path: Path) -> None:
    found = archive.manifest_of(whole)
    archive.extract(whole, found, tmp_path / "out")

    assert [part.name for part in found.parts] == list(PARTS)
    assert found.rows == {"scope_company": 1}
    for name, content in PARTS.items():
        restored = tmp_path / "out" / name
        assert restored.read_bytes() == content
        assert restored.stat().st_mode & 0o777 == 0o600


def test_an_archive_opens_with_tar_alone(whole: Path) -> None:
    with tarfile.open(whole) as tar:
        names = tar.getnames()

    assert names == ["timonerie.txt", *PARTS, "manifest.json", "seal"]


@pytest.mark.rule("BAK-02")
def test_every_changed_byte_is_refused(whole: Path) -> None:
    content = bytearray(whole.read_bytes())
    let_through = []
    for position in range(len(content)):
        content[position] ^= 1
        whole.write_bytes(content)
        try:
            archive.manifest_of(whole)
        except BackupRefused:
            pass
        else:
            let_through.append(position)
        content[position] ^= 1

    assert let_through == []


@pytest.mark.rule("BAK-02")
def test_what_was_cut_or_lengthened_is_refused(whole: Path) -> None:
    content = whole.read_bytes()
    for length in (0, 1, 511, 512, 5_000, len(content) - 1024, len(content) - 1):
        whole.write_bytes(content[:length])
        with pytest.raises(BackupRefused):
            archive.manifest_of(whole)
    whole.write_bytes(content + b"\0")
    with pytest.raises(BackupRefused):
        archive.manifest_of(whole)


@pytest.mark.rule("BAK-02")
@pytest.mark.parametrize(
    ("target", "named"),
    [
        ("database.sqlite3", "la base de données"),
        (BLOB, "le fichier déposé abababababab…"),
        (FACTS, "le fichier de faits cases-1.parquet"),
        ("checkpoints/2026.json", "«\u00a0checkpoints/2026.json\u00a0»"),
    ],
)
def test_the_refusal_names_the_part(whole: Path, target: str, named: str) -> None:
    with tarfile.open(whole) as tar:
        offset = tar.getmember(target).offset_data
    content = bytearray(whole.read_bytes())
    content[offset] ^= 0x40
    whole.write_bytes(content)

    with pytest.raises(BackupRefused, match=named):
        archive.manifest_of(whole)


@pytest.mark.parametrize(
    "name",
    [
        "../timonerie.sqlite3",
        "/etc/passwd",
        "companies/../../x",
        "companies/./x",
        "companies//x",
        "other/x",
        "companies/a\nb",
    ],
)
def test_a_part_never_leaves_its_folder(name: str) -> None:
    part = f'{{"name": "{name}", "size": 1, "sha256": "{"a" * 64}"}}'.replace("\n", "\\n")
    text = f"""{{"format": 1, "product": "0", "engine": "sqlite", "migrations": [], "rows": {{}},
        "taken_at": "2026-03-02T09:00:00+00:00", "heads": [], "parts": [{part}]}}"""

    with pytest.raises(BackupRefused, match="faux"):
        manifest.read(text.encode())


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"format": 2}', b'{"format": 1}', b"\xff"])
def test_a_bad_manifest_is_refused(text: bytes) -> None:
    with pytest.raises(BackupRefused):
        manifest.read(text)
