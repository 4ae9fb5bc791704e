"""What an hour holds for one reader: files that leave, files that come in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.factories import accounts
from timonerie.foundations.accounts.models import User

EXPORT = "/brevent/reglages/acces/export.csv"

pytestmark = pytest.mark.rule("RAT-01")


@pytest.fixture
def reader(alice: User, settings: Settings) -> Client:
    """Alice; her hour holds two files each way."""
    settings.SECOND_FACTOR = False
    settings.TRIES_AN_HOUR = {**settings.TRIES_AN_HOUR, "export": 2, "import": 2}
    client = Client()
    client.force_login(alice)
    return client


def test_files_that_leave_are_counted_by_reader_and_pages_are_not(reader: Client) -> None:
    answers = [reader.get(EXPORT) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 3000
    assert "Trop d’essais" in answers[-1].text
    assert reader.get("/brevent/reglages/acces/").status_code == 200


def test_files_still_leave_when_they_cannot_be_counted(reader: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_ratewindow RENAME TO gone")
    assert reader.get(EXPORT).status_code == 200


def test_files_that_come_in_are_counted_on_the_page_and_in_the_api_together(
    reader: Client,
) -> None:
    for _time in range(2):
        file = SimpleUploadedFile("a.csv", b"a;b\n1;2\n")
        sent = reader.post("/api/brevent/batches", {"file": file, "source": "paie"})
        assert sent.status_code == 202
    file = SimpleUploadedFile("a.csv", b"a;b\n1;2\n")
    refused = reader.post("/api/brevent/batches", {"file": file, "source": "paie"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many")
    file = SimpleUploadedFile("a.csv", b"a;b\n1;2\n")
    page = reader.post("/brevent/donnees/nouveau/", {"file": file, "source": "paie"})
    assert page.status_code == 429


def test_the_files_of_somebody_else_are_counted_apart(reader: Client, alice: User) -> None:
    for _time in range(3):
        reader.get(EXPORT)
    other = Client()
    other.force_login(accounts.membership(alice.memberships.get().company).user)
    assert other.get(EXPORT).status_code == 200
