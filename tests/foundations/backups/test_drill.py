"""A restore drill: backed up, restored elsewhere, and everything is there."""

import sqlite3
import subprocess
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.instances import Instance
from timonerie.foundations.backups import archive
from timonerie.foundations.backups.archive import Writer
from timonerie.foundations.backups.manifest import Head, Manifest

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SIGNED_IN = """
from timonerie.foundations.accounts.sessions import SessionStore
session = SessionStore(); session["x"] = 1; session.save()
from django.utils import timezone
from timonerie.foundations.accounts import actors
from timonerie.foundations.jobs import operations
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
company = Company.objects.get()
with current.company(company.pk):
    Job.objects.get_or_create(kind="x", key="en route", defaults={"created_at": timezone.now()})
print("1")
"""
STATE = """
from timonerie.foundations.accounts.models import Session, User
from timonerie.foundations.audit.models import Event
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.jobs.models import Job
from timonerie.domains.facts.queries import live
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
with current.company(Company.objects.get().pk):
    print(json.dumps({
        "sessions": Session.objects.count(),
        "users": list(User.objects.values_list("email", flat=True)),
        "cases": int(live.table().count().to_pyarrow().as_py()),
        "jobs": sorted(set(Job.objects.values_list("state", flat=True))),
        "waiting": Restoration.objects.filter(confirmed_at=None).count(),
        "last_act": Event.objects.latest("seq").act,
    }))
"""


@pytest.mark.rule("BAK-01", "BAK-02", "BAK-03")
def test_a_restored_instance_holds_everything_and_nobody_is_signed_in(
    source: Instance, another: Callable[[], Instance], tmp_path: Path
) -> None:
    source.python(SIGNED_IN)
    file = source.run("backup", "--to", tmp_path / "kept", "--json").json["file"]
    before = source.python(STATE)
    restored = another()

    source.run("backup", "verify", file)
    done = restored.run("restore", file, "--json").json

    after = restored.python(STATE)
    assert before["sessions"] == 1
    assert after == before | {
        "sessions": 0,
        "jobs": ["failed"],
        "waiting": 1,
        "last_act": "company.restored",
    }
    assert done["companies"] == 1
    restored.run("audit", "verify")
    assert restored.faults() == []
    assert not (restored.data / "restoring").exists()


@pytest.mark.rule("BAK-03")
def test_a_full_instance_is_never_written_over(source: Instance, backup: Path) -> None:
    before = source.python(STATE)

    said = source.run("restore", backup, code=2).err

    assert "contient déjà des données" in said
    assert source.python(STATE) == before


@pytest.mark.rule("BAK-03")
def test_files_of_somebody_are_never_written_over(
    backup: Path, another: Callable[[], Instance]
) -> None:
    target = another()
    (target.data / "companies").mkdir()
    (target.data / "companies" / "notes.txt").write_text("à moi")

    assert "contient déjà des fichiers" in target.run("restore", backup, code=2).err
    assert (target.data / "companies" / "notes.txt").read_text() == "à moi"


@pytest.mark.rule("BAK-02", "BAK-03")
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    source: Instance, backup: Path, another: Callable[[], Instance], tmp_path: Path
) -> None:
    damaged, target = tmp_path / backup.name, another()
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        blob = next(member for member in tar if "/blobs/" in member.name)
    content[blob.offset_data + 3] ^= 1
    damaged.write_bytes(content)

    assert "le fichier déposé" in source.run("backup", "verify", damaged, code=1).err
    assert "le fichier déposé" in target.run("restore", damaged, code=2).err
    assert not (target.data / "companies").exists()


def _resealed(
    backup: Path, target: Path, change: Callable[[Manifest], None], *, base: bytes = b""
) -> Path:
    """The same backup with another manifest, or another database, properly closed."""
    manifest, parts = archive.manifest_of(backup), target.parent / "parts"
    archive.extract(backup, manifest, parts)
    if base:
        (parts / manifest.database.name).write_bytes(base)
    change(manifest)
    with target.open("wb") as out:
        writer = Writer(out)
        for part in manifest.parts:
            writer.add(part.name, parts / part.name)
        writer.close(manifest)
    return target


@pytest.mark.rule("BAK-03")
def test_a_backup_of_a_later_version_is_refused(
    backup: Path, another: Callable[[], Instance], tmp_path: Path
) -> None:
    later = _resealed(
        backup, tmp_path / "later.tar", lambda it: it.migrations.append("scope.9999_later")
    )

    assert "version plus récente" in another().run("restore", later, code=2).err


@pytest.mark.rule("BAK-02")
def test_a_table_that_lost_a_row_is_seen(source: Instance, backup: Path, tmp_path: Path) -> None:
    more = _resealed(backup, tmp_path / "more.tar", lambda it: it.rows.update(accounts_user=2))

    assert (
        "accounts_user a 1 lignes, au lieu de 2" in source.run("backup", "verify", more, code=1).err
    )


@pytest.mark.rule("BAK-02")
def test_a_trail_that_was_cut_is_seen(source: Instance, backup: Path, tmp_path: Path) -> None:
    def forget(manifest: Manifest) -> None:
        head = manifest.heads[0]
        manifest.heads = [Head(head.company, head.seq + 1, "f" * 64)]

    cut = _resealed(backup, tmp_path / "cut.tar", forget)

    assert "n’est pas celui du manifeste" in source.run("backup", "verify", cut, code=1).err


@pytest.mark.rule("BAK-02")
def test_a_fact_file_that_is_missing_is_seen(
    source: Instance, backup: Path, tmp_path: Path
) -> None:
    def lose(manifest: Manifest) -> None:
        manifest.parts = [part for part in manifest.parts if "/facts/cases-" not in part.name]

    less = _resealed(backup, tmp_path / "less.tar", lose)

    assert "fichiers de faits ne sont pas ceux" in source.run("backup", "verify", less, code=1).err


@pytest.mark.engine("sqlite")
@pytest.mark.rule("BAK-02")
def test_a_database_that_breaks_inside_is_seen(
    source: Instance, backup: Path, tmp_path: Path
) -> None:
    archive.extract(backup, archive.manifest_of(backup), tmp_path / "out")
    base = tmp_path / "out" / "database.sqlite3"
    with closing(sqlite3.connect(base)) as found:
        found.execute("PRAGMA foreign_keys=OFF")
        found.execute("DELETE FROM documents_blob")
        found.commit()
    broken = _resealed(backup, tmp_path / "broken.tar", lambda it: None, base=base.read_bytes())

    assert "nomme des lignes absentes" in source.run("backup", "verify", broken, code=1).err


@pytest.mark.rule("SEC-02")
def test_the_secret_key_stays_out_unless_asked(source: Instance, tmp_path: Path) -> None:
    (source.data / "secret_key").write_text("the key of this instance")
    without = source.run("backup", "--to", tmp_path / "a", "--json").json["file"]
    given = source.run("backup", "--to", tmp_path / "b", "--with-secret-key", "--json").json["file"]

    assert b"the key of this instance" not in Path(without).read_bytes()
    assert b"the key of this instance" in Path(given).read_bytes()


@pytest.mark.rule("BAK-01")
def test_a_backup_is_private_and_only_the_last_ones_are_kept(
    source: Instance, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"timonerie-2026-01-0{day}T010000Z.tar").write_bytes(b"old")
    (folder / "other.tar").write_bytes(b"not ours")

    file = Path(source.run("backup", "--to", folder, "--keep", 2, "--json").json["file"])

    assert file.stat().st_mode & 0o777 == 0o600
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["other.tar", "timonerie-2026-01-03T010000Z.tar", file.name]


@pytest.mark.rule("BAK-04")
def test_a_backup_goes_through_a_pipe(
    source: Instance, another: Callable[[], Instance], tmp_path: Path
) -> None:
    """What age or gpg would be given, and give back."""
    piped = tmp_path / "piped.tar"
    with piped.open("wb") as out:
        command = [*source.program, "backup", "--to", "-"]
        subprocess.run(command, env=source.environment, cwd=ROOT, stdout=out, check=True)

    target = another()
    target.run("restore", piped)
    assert target.faults() == []
