"""A role that opens much asks for a second factor, and opens nothing without it."""

import re

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts, organisation
from tests.web.account.conftest import code, sign_in
from timonerie.foundations.accounts import standing
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User

pytestmark = pytest.mark.rule("AUT-21")


def test_four_roles_cannot_do_without() -> None:
    strict = {role for role in Role if standing.must_have_second_factor(role)}
    assert strict == {Role.ADMINISTRATOR, Role.DIRECTOR, Role.EXECUTIVE, Role.PROVIDER}


def test_a_director_without_one_is_led_to_their_account_whatever_they_open(alice: User) -> None:
    client = sign_in(alice)
    for page in ("/brevent/", "/brevent/reglages/", "/brevent/donnees/"):
        assert client.get(page)["Location"] == "/compte/"
    assert "Ajoutez un deuxième facteur" in client.get("/compte/").text


def test_the_api_refuses_a_director_without_one_in_words(alice: User) -> None:
    answer = sign_in(alice).get("/api/brevent/units")
    assert answer.status_code == 403
    assert answer.json()["code"] == "second-factor"
    assert "/compte/" in answer.json()["remedy"]


def test_a_site_manager_does_as_they_like(db: None) -> None:
    company = organisation.company("brevent")
    client = sign_in(accounts.membership(company, Role.SITE_MANAGER).user)
    assert client.get("/brevent/").status_code == 200


def test_the_demo_asks_nobody(alice: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert sign_in(alice).get("/brevent/").status_code == 200


def test_an_application_is_added_by_its_code_and_gives_recovery_codes(alice: User) -> None:
    client = sign_in(alice)
    page = client.get("/compte/codes/").text
    assert 'src="data:image/svg+xml' in page
    seed = shown(page)
    assert "Ce code ne convient pas" in client.post("/compte/codes/", {"code": "000000"}).text
    answer = client.post("/compte/codes/", {"code": pyotp.TOTP(seed).at(timezone.now())})
    assert len(re.findall(r"<code>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}</code>", answer.text)) == 10
    assert client.get("/brevent/").status_code == 200


@pytest.mark.rule("SEC-04")
def test_the_seed_on_the_screen_stands_nowhere_in_the_session(alice: User) -> None:
    client = sign_in(alice)
    seed = shown(client.get("/compte/codes/").text)
    assert seed not in str(dict(client.session.items()))


def test_a_factor_taken_away_closes_the_company_again(armed: User) -> None:
    client = sign_in(armed)
    client.post("/connexion/code/", {"code": code()})
    client.post("/compte/codes/retirer/")
    assert client.get("/brevent/")["Location"] == "/compte/"


@pytest.mark.rule("SES-01")
def test_a_change_of_factor_ends_the_other_sessions(armed: User) -> None:
    other = Client()
    other.force_login(armed)
    client = Client()
    client.force_login(armed)
    client.post("/compte/codes/retirer/")
    assert other.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


def shown(page: str) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    return found[1].replace(" ", "")
