"""A disk without room, seen from the doors: they say so, and leave nothing partial."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from tests import dying
from tests.factories import accounts, facts, organisation
from timonerie.cli import main
from timonerie.domains.facts.models import ImportBatch, Source
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event
from timonerie.foundations.backups import creation
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

SAID = "Plus de place sur le disque"
TODAY = reverse("today", args=["brevent"])


@pytest.fixture
def company(emptied: None) -> Iterator[Company]:
    founded = organisation.company()
    with current.company(founded.pk):
        yield founded


@pytest.fixture
def alice(company: Company) -> Actor:
    return accounts.actor(company)


@pytest.fixture
def browser(alice: Actor) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(accounts.user_of(alice))
    return client


@contextmanager
def full_disk() -> Iterator[None]:
    with dying.watching([(os, "fsync")]) as steps:
        steps.always = dying.full_disk
        yield


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("envoi.csv", facts.content([facts.event("A")]))


def test_a_page_says_so_and_the_service_reads_on(browser: Client) -> None:
    address = reverse("import-new", args=["brevent"])
    with full_disk():
        page = browser.post(address, {"source": "outil", "file": _file()})
        reading = browser.get(TODAY)

    assert (page.status_code, reading.status_code) == (507, 200)
    assert SAID in page.text
    assert not ImportBatch.objects.exists()


def test_the_api_says_so(browser: Client) -> None:
    address = "/api/brevent/batches"
    with full_disk():
        answer = browser.post(address, {"source": "outil", "file": _file()})

    assert answer.status_code == 507
    assert answer.json()["code"] == "full"


def test_a_command_says_so_and_a_backup_leaves_nothing(company: Company, data_dir: Path) -> None:
    with full_disk():
        done = CliRunner().invoke(main, ["backup"])

    assert done.exit_code == 2
    assert "il n’en reste rien" in done.stderr
    assert [path for path in (data_dir / "backups").rglob("*") if path.is_file()] == []
    assert list(data_dir.glob("work-*")) == []
    assert creation.create(at=facts.NOW).exists()


def _bring_for_ever(by: Actor) -> None:
    for rank in range(1000):
        facts.read(by, [facts.event("A")], source=f"source {rank}")


@pytest.mark.engine("sqlite")
def test_a_database_without_room_mends_itself(browser: Client, alice: Actor) -> None:
    """SQLite's own refusal: the file may not grow."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        before = Event.objects.count()
        with pytest.raises(OperationalError, match="disk is full"):
            _bring_for_ever(alice)
        assert browser.get(TODAY).status_code == 200
        cursor.execute("PRAGMA max_page_count=1073741823")

    assert Source.objects.count() <= Event.objects.count() - before
    facts.bring(alice, [facts.event("A")], source="revenue")
    assert facts.told().keys() == {"A"}
