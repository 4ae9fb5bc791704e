"""After a payroll file came in, was refused, or killed its reader: nobody of it is anywhere.

The number, the name, the account and the employee number of one person are looked for in every
table, in the trail, in the logs, and in every file of the data folder and of the temporary one.
"""

import logging
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.conftest import ROOT
from tests.domains.facts.workforce import dying_readers
from tests.factories import accounts, dsn, organisation
from tests.instances import instance
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.operations import workforce
from timonerie.domains.organisation.operations import legal
from timonerie.foundations.audit import trails
from timonerie.foundations.documents import confinement
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.rule("SEC-05")]

MARCH = date(2025, 3, 1)
SOUND = dsn.group().file(MARCH)
BROKEN = SOUND.replace(f"S21.G00.30.002,'{dsn.NAME}'".encode(), dsn.NAME.encode())


@pytest.fixture
def company(
    db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Company:
    """Readers are children as in production, and uploads have a folder of their own."""
    settings.CONFINES_READING = True
    monkeypatch.setattr(confinement, "_IMPORTS", f"{confinement._IMPORTS}:{ROOT}")
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    # The server puts the file on the disk before any page sees it, as it does for a large one.
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    return organisation.company()


@pytest.fixture
def client(company: Company) -> Iterator[Client]:
    with current.company(company.pk):
        alice = accounts.actor(company)
        legal.add_entity(by=alice, at=organisation.NOW, name="Brévent", siren=dsn.SIREN)
        browser = Client()
        browser.force_login(accounts.user_of(alice))
        yield browser


def drop(client: Client, data: bytes) -> str:
    file = SimpleUploadedFile("paie.dsn", data)
    answer = client.post("/brevent/effectifs/deposer/", {"file": file}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def traces(company: Company, folder: Path, logged: str) -> list[str]:
    """Where a canary is found."""
    places = {"logs": logged.encode(), "trail": b"".join(trails.lines(company))}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            places[table] = repr(cursor.fetchall()).encode()
    places |= {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return [
        f"{place}: {canary}"
        for place, content in places.items()
        for canary in dsn.CANARIES
        if canary.encode() in content
    ]


def test_the_search_finds_what_is_there(client: Client, company: Company, tmp_path: Path) -> None:
    """Otherwise finding nothing would mean nothing."""
    (tmp_path / "data" / "left").write_bytes(SOUND)

    assert len(traces(company, tmp_path, dsn.NIR)) == len(dsn.CANARIES) + 1


@pytest.mark.parametrize(
    ("data", "said"),
    [(SOUND, "sont lues"), (BROKEN, "DSN-03"), (SOUND[:-40], "DSN-03")],
    ids=["accepted", "a name without its rubrique", "cut"],
)
def test_nobody_is_kept_of_a_file_read_or_refused(
    client: Client,
    company: Company,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    data: bytes,
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)

    page = drop(client, data)

    assert said in page
    assert not any(canary in page for canary in dsn.CANARIES)
    assert traces(company, tmp_path, caplog.text) == []
    assert list(confinement.workshop().iterdir()) == []
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    ("reader", "code"), [(dying_readers.killed, "FIC-06"), (dying_readers.failing, "FIC-08")]
)
def test_nobody_is_kept_of_a_file_that_stopped_its_reader(
    client: Client,
    company: Company,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    reader: object,
    code: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    name = getattr(reader, "__name__", "")
    monkeypatch.setattr(workforce, "WORK", f"{dying_readers.__name__}.{name}")

    page = drop(client, SOUND)

    assert code in page
    assert traces(company, tmp_path, caplog.text) == []
    assert list(confinement.workshop().iterdir()) == []
    assert not PayrollDeclaration.objects.exists()


@pytest.mark.engine("sqlite")
def test_nobody_is_in_the_backup_nor_in_the_folder_of_an_instance(tmp_path: Path) -> None:
    """Through the command, with the processes of a real instance; the file stays its owner's."""
    file = tmp_path / "paie.dsn"
    file.write_bytes(SOUND)
    with instance(tmp_path / "data") as one:
        one.run("init", "--company", "brevent")
        named = ("--company", "brevent", "--create-entities", "--json")
        assert one.run("workforce", file, *named).json["status"] == "accepted"
        backup = Path(one.run("backup", "--to", tmp_path / "kept", "--json").json["file"])
        trail = tmp_path / "kept" / "trail.jsonl"
        one.run("audit", "export", "--company", "brevent", "--output", trail)
        with tarfile.open(backup) as archive:
            for rank, member in enumerate(archive):
                content = archive.extractfile(member)
                (tmp_path / "kept" / f"part{rank}").write_bytes(content.read() if content else b"")

    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert len(kept) > 5
    found = [path for path in kept for c in dsn.CANARIES if c.encode() in path.read_bytes()]
    assert found == []
    assert file.read_bytes() == SOUND
