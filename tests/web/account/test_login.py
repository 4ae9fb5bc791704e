"""The door: what opens it, how often it may be tried, and what it says."""

import pytest
from django.db import connection
from django.test import Client

from tests.factories import accounts
from tests.web.account.conftest import code, sign_in
from timonerie.foundations.accounts import factors
from timonerie.foundations.accounts.models import User


def test_a_password_alone_opens_the_account_of_who_has_no_second_factor(alice: User) -> None:
    assert sign_in(alice).get("/compte/").status_code == 200


@pytest.mark.rule("AUT-21")
def test_a_password_alone_opens_nothing_of_who_has_one(armed: User) -> None:
    client = sign_in(armed)
    assert client.get("/compte/")["Location"].startswith("/connexion/")
    assert client.post("/connexion/code/", {"code": "000000"}).status_code == 200
    assert client.post("/connexion/code/", {"code": code()})["Location"] == "/"
    assert client.get("/brevent/").status_code == 200


@pytest.mark.rule("AUT-21")
def test_the_same_code_never_opens_two_sessions(armed: User) -> None:
    spent = code()
    assert sign_in(armed).post("/connexion/code/", {"code": spent}).status_code == 302
    answer = sign_in(armed).post("/connexion/code/", {"code": spent})
    assert "il a déjà servi" in answer.text


def test_a_recovery_code_opens_once_and_says_how_many_are_left(armed: User) -> None:
    [one, *_rest] = factors.draw_recovery_codes(by=armed)
    client = sign_in(armed)
    client.post("/connexion/code/", {"code": one})
    assert "Il vous en reste 9" in client.get("/compte/").text
    assert sign_in(armed).post("/connexion/code/", {"code": one}).status_code == 200


def test_the_page_of_the_code_is_closed_to_who_gave_no_password(db: None) -> None:
    assert Client().get("/connexion/code/")["Location"] == "/connexion/"


@pytest.mark.rule("SES-01")
def test_a_session_that_somebody_prepared_is_not_the_one_that_opens(alice: User) -> None:
    client = Client()
    prepared = client.session
    prepared["planted"] = True
    prepared.save()
    client.post("/connexion/", {"username": alice.email, "password": accounts.PASSWORD})
    opened = client.session.session_key
    assert opened is not None
    assert opened != prepared.session_key
    assert len(opened) == 43


@pytest.mark.rule("RAT-01")
def test_an_account_is_closed_for_an_hour_after_ten_wrong_passwords(alice: User) -> None:
    for rank in range(10):
        try_from(f"198.51.{rank}.7", alice.email)
    answer = try_from("198.51.99.7", alice.email, password=accounts.PASSWORD)
    assert answer == 429


@pytest.mark.rule("RAT-01")
def test_a_network_is_closed_for_an_hour_after_twenty_wrong_passwords(alice: User) -> None:
    for rank in range(20):
        try_from(f"198.51.100.{rank}", f"nobody{rank}@example.org")
    assert try_from("198.51.100.99", alice.email, password=accounts.PASSWORD) == 429
    assert try_from("198.51.101.99", alice.email, password=accounts.PASSWORD) == 302


@pytest.mark.rule("RAT-01")
def test_a_forged_header_makes_nobody_another_visitor(alice: User) -> None:
    for rank in range(20):
        try_from("198.51.100.1", f"nobody{rank}@example.org", forged=f"203.0.{rank}.1")
    assert try_from("198.51.100.1", alice.email, forged="203.0.99.1") == 429


def test_right_passwords_are_not_counted(alice: User) -> None:
    for _time in range(25):
        assert try_from("198.51.100.1", alice.email, password=accounts.PASSWORD) == 302


@pytest.mark.rule("RAT-01")
def test_nobody_comes_in_when_tries_cannot_be_counted_and_pages_still_open(alice: User) -> None:
    inside = sign_in(alice)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_ratewindow RENAME TO gone")
    answer = Client().post("/connexion/", {"username": alice.email, "password": accounts.PASSWORD})
    assert answer.status_code == 503
    assert "Les connexions sont fermées" in answer.text
    assert Client().get("/invitation/anything/").status_code == 503
    assert inside.get("/compte/").status_code == 200


def try_from(address: str, email: str, *, password: str = "wrong", forged: str = "") -> int:
    headers = {"X-Forwarded-For": forged} if forged else {}
    answer = Client(REMOTE_ADDR=address, headers=headers).post(
        "/connexion/", {"username": email, "password": password}
    )
    return answer.status_code
