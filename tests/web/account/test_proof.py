"""What asks for a recent proof of identity, and how one comes back to it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts
from timonerie.foundations.accounts.models import Membership, User

EXPORT = "/brevent/reglages/acces/export.csv"
NEW = "/brevent/reglages/acces/nouveau/"
BOB = {
    "name": "Bob",
    "email": "bob@example.org",
    "role": "executive",
    "password": "",
    "start_date": "2026-01-01",
}
LIST = "nom;adresse;rôle\nBob Durand;bob@example.org;direction\n"

pytestmark = pytest.mark.rule("AUT-23")


@pytest.fixture
def late(alice: User, settings: Settings) -> Iterator[Client]:
    """Alice, whose session opened eleven minutes ago."""
    settings.SECOND_FACTOR = False
    client = Client()
    client.force_login(alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        yield client


def prove(client: Client, address: str) -> str:
    answer = client.post(address, {"password": accounts.PASSWORD, **_next(address)})
    return answer["Location"]


def _next(address: str) -> dict[str, str]:
    return {"next": address.partition("next=")[2].replace("%2F", "/").replace("%3F", "?")}


@pytest.mark.parametrize("page", [EXPORT, NEW, "/brevent/reglages/unites/?format=csv"])
def test_a_page_that_wants_a_proof_leads_to_it_and_back(late: Client, page: str) -> None:
    led = late.get(page)["Location"]
    assert led.startswith("/compte/preuve/?next=")
    before = late.session.session_key
    assert prove(late, led).partition("?")[0] == page.partition("?")[0]
    assert late.session.session_key != before
    assert late.get(page).status_code == 200


def test_rights_given_by_a_list_want_a_proof_as_those_given_by_hand(late: Client) -> None:
    to = "/brevent/reglages/importer/acces/"
    led = late.get(to)["Location"]
    assert led.startswith("/compte/preuve/?next=")
    file = SimpleUploadedFile("acces.csv", LIST.encode())
    assert late.post(to, {"file": file})["Location"].startswith("/compte/preuve/?next=")
    prove(late, led)
    file.seek(0)
    preview = late.post(to, {"file": file})["Location"]
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert late.post(preview)["Location"].startswith("/compte/preuve/?next=")
        assert not Membership.objects.filter(user__email="bob@example.org").exists()
    late.post(preview)
    assert Membership.objects.filter(user__email="bob@example.org").exists()


def test_a_list_that_gives_no_right_asks_for_none(late: Client) -> None:
    assert late.get("/brevent/reglages/importer/unites/").status_code == 200


def test_a_page_that_carries_nothing_away_opens_without(late: Client) -> None:
    assert late.get("/brevent/reglages/unites/").status_code == 200


def test_a_wrong_password_proves_nothing(late: Client) -> None:
    late.post("/compte/preuve/", {"password": "not mine at all", "next": EXPORT})
    assert late.get(EXPORT).status_code == 302


def test_a_proof_is_worth_ten_minutes(late: Client) -> None:
    late.post("/compte/preuve/", {"password": accounts.PASSWORD, "next": EXPORT})
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        assert late.get(EXPORT).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert late.get(EXPORT).status_code == 302


def test_a_form_sent_too_late_survives_outside_the_address(late: Client) -> None:
    fields = {name: value for name, value in BOB.items() if name != "password"}
    led = late.post(NEW, fields)["Location"]
    assert "bob" not in led
    page = late.get(prove(late, led))
    [form] = re.findall(rf'action="{NEW}">(.*?)</form>', page.text, re.S)
    kept = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    kept.pop("csrfmiddlewaretoken")
    assert kept == fields
    late.post(NEW, kept)
    assert Membership.objects.filter(user__email="bob@example.org").exists()


@pytest.mark.parametrize(
    "secret", [{"password": "quatre chevaux au galop"}, {"file": SimpleUploadedFile("a", b"b")}]
)
def test_a_password_or_a_file_is_kept_nowhere_and_the_reader_is_told(
    late: Client, secret: dict[str, object]
) -> None:
    led = late.post(NEW, BOB | secret)["Location"]
    assert "galop" not in str(dict(late.session.items()))
    back = late.get(prove(late, led), follow=True)
    assert "Refaites votre demande" in back.text
    assert not Membership.objects.filter(user__email="bob@example.org").exists()


def test_the_way_back_leads_nowhere_else(late: Client) -> None:
    for forged in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        data = {"password": accounts.PASSWORD, "next": forged}
        assert late.post("/compte/preuve/", data)["Location"] == "/compte/"


def test_changing_a_factor_wants_a_proof(late: Client) -> None:
    for page in ("/compte/codes/", "/compte/mot-de-passe/", "/compte/cles/nouvelle/"):
        assert late.get(page)["Location"].startswith("/compte/preuve/")
