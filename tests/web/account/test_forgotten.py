"""A password forgotten: nobody learns who has an account, and links lead to our address only."""

import re

import pytest
from django.core import mail
from django.test import Client
from django_q.conf import Conf
from pytest_django import Settings

from tests.factories import accounts
from tests.web.account.conftest import sign_in
from timonerie.foundations.accounts.models import AccessLink, User

PAGE = "/connexion/oubli/"
ADDRESS = "https://pilote.example.org"
NEW = "quatre chevaux au galop"
FORGED = [
    "evil.test",
    "evil.test:443",
    "testserver.evil.test",
    "testserver@evil.test",
    "testserver:80@evil.test",
    "evil.test#testserver",
    "testserver, evil.test",
    "testserver evil.test",
    "testserver\t.evil.test",
    "TESTSERVER.",
    "testserver:8000",
    "[::1]",
]


@pytest.fixture(autouse=True)
def post_office(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.ADDRESS = "mail.example.org", ADDRESS
    settings.DEFAULT_FROM_EMAIL = "timonerie@example.org"


def ask(email: str, **headers: str) -> str:
    answer = Client(headers=headers).post(PAGE, {"email": email})
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text)


@pytest.mark.rule("AUT-22")
def test_the_answer_is_the_same_whether_or_not_the_account_exists(alice: User) -> None:
    assert ask(alice.email) == ask("nobody@example.org")
    assert [message.to for message in mail.outbox] == [[alice.email]]


@pytest.mark.rule("AUT-22")
def test_the_page_never_looks_the_account_up(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker does: here none runs, and both askers still get the same."""
    monkeypatch.setattr(Conf, "SYNC", False)
    assert ask(alice.email) == ask("nobody@example.org")
    assert mail.outbox == []
    assert not AccessLink.objects.exists()


def test_the_link_sets_a_new_password_once_and_ends_every_session(alice: User) -> None:
    inside = sign_in(alice)
    ask(alice.email)
    link = sent_link()
    Client().post(link, {"password": NEW, "again": NEW})
    assert inside.get("/compte/").status_code == 302
    assert sign_in(alice, password=NEW).get("/compte/").status_code == 200
    assert Client().get(link).status_code == 410


def test_the_link_leaves_the_second_factor_where_it_is(armed: User) -> None:
    ask(armed.email)
    Client().post(sent_link(), {"password": NEW, "again": NEW})
    assert sign_in(armed, password=NEW).get("/compte/").status_code == 302


def test_only_the_hash_of_a_link_is_kept(alice: User) -> None:
    ask(alice.email)
    token = sent_link().split("/")[2]
    [row] = AccessLink.objects.values()
    assert token not in str(row)


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("host", FORGED)
def test_a_forged_host_never_reaches_a_link(alice: User, host: str) -> None:
    Client(headers={"Host": host, "X-Forwarded-Host": "evil.test"}).post(
        PAGE, {"email": alice.email}
    )
    assert all(f"\n{ADDRESS}/invitation/" in message.body for message in mail.outbox)
    assert not any("evil" in str(message.body) for message in mail.outbox)


def test_an_instance_without_mail_says_whom_to_ask(settings: Settings, db: None) -> None:
    settings.EMAIL_HOST = ""
    assert "Demandez un lien d’accès" in Client().get(PAGE).text
    assert ask("alice@example.org") == ask("nobody@example.org")


@pytest.mark.rule("RAT-01")
def test_asking_again_and_again_is_refused_alike(alice: User) -> None:
    for email in (alice.email, "nobody@example.org"):
        for _time in range(5):
            ask(email)
        answer = Client().post(PAGE, {"email": email})
        assert answer.status_code == 429


def test_a_weak_choice_is_refused_beside_its_field(alice: User) -> None:
    ask(alice.email)
    link = sent_link()
    page = Client().post(link, {"password": "court", "again": "court"}).text
    assert 'id="id_password-error"' in page
    assert "diffèrent" in Client().post(link, {"password": NEW, "again": NEW + "x"}).text
    assert alice.check_password(accounts.PASSWORD)


def sent_link() -> str:
    """The path of the link of the last message."""
    found = re.search(rf"{ADDRESS}(/invitation/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]
