"""A reader chooses their language, on the sign-in page or in their menu, and keeps it."""

import pytest
from django.test import Client

from tests.factories import accounts, organisation
from timonerie.foundations.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return accounts.user_of(accounts.actor(organisation.company()))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_sign_in_page_speaks_as_the_browser_asks() -> None:
    page = Client().get("/connexion/", headers={"accept-language": "en-GB,en;q=0.8"})
    assert '<html lang="en">' in page.text
    assert "Sign in" in page.text


def test_the_sign_in_page_speaks_french_to_a_browser_that_asks_for_neither() -> None:
    assert "Se connecter" in Client().get("/connexion/", headers={"accept-language": "de"}).text


def test_a_choice_before_signing_in_is_kept_by_the_browser() -> None:
    client = Client()
    answer = client.post("/langue/", {"language": "en", "next": "/connexion/"})
    assert answer.headers["Location"] == "/connexion/"
    assert "Sign in" in client.get("/connexion/").text


def test_a_choice_once_signed_in_is_kept_with_the_account(alice: User) -> None:
    signed_in(alice).post("/langue/", {"language": "en", "next": "/brevent/"})
    elsewhere = signed_in(alice).get("/brevent/", headers={"accept-language": "fr"})
    assert "Settings" in elsewhere.text
    assert "Réglages" not in elsewhere.text


def test_an_error_speaks_the_reader_s_language(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    assert "This page does not exist" in signed_in(alice).get("/ailleurs/").text


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org", ""])
def test_a_choice_never_leads_out_of_the_product(address: str) -> None:
    answer = Client().post("/langue/", {"language": "en", "next": address})
    assert answer.headers["Location"] == "/"


def test_a_language_that_nobody_speaks_here_is_refused(alice: User) -> None:
    assert signed_in(alice).post("/langue/", {"language": "xx"}).status_code == 400
    assert User.objects.get(pk=alice.pk).language == "fr"


def test_a_language_chosen_on_the_sign_in_page_is_kept_once_signed_in(alice: User) -> None:
    alice.set_password("quatre chevaux au galop")
    alice.save()
    client = Client()
    client.post("/langue/", {"language": "en", "next": "/connexion/"})
    client.post("/connexion/", {"username": alice.email, "password": "quatre chevaux au galop"})
    assert User.objects.get(pk=alice.pk).language == "en"


def test_each_language_is_named_in_itself() -> None:
    page = Client().get("/connexion/").text
    assert ">Français</button>" in page
    assert ">English</button>" in page
