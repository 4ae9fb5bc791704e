"""How long a session lasts, where somebody is signed in, and what ends the others."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.factories import accounts, organisation
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Session, User

MINUTES = timedelta(minutes=1)
NEW = "quatre chevaux au galop"

pytestmark = pytest.mark.rule("SES-01")


def browse(user: User, *, agent: str = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0") -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post("/connexion/", {"username": user.email, "password": accounts.PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


@pytest.mark.parametrize(
    ("role", "minutes"), [(Role.DIRECTOR, 30), (Role.PROVIDER, 30), (Role.SITE_MANAGER, 120)]
)
def test_a_session_left_idle_ends(db: None, role: Role, minutes: int) -> None:
    client = browse(accounts.membership(organisation.company("brevent"), role).user)
    with time_machine.travel(timezone.now() + (minutes - 1) * MINUTES, tick=False):
        assert is_in(client)
    with time_machine.travel(timezone.now() + (2 * minutes - 1) * MINUTES, tick=False):
        assert not is_in(client)


def test_a_session_lasts_twelve_hours_however_much_it_is_used(db: None) -> None:
    client = browse(accounts.membership(organisation.company("brevent"), Role.SITE_MANAGER).user)
    start = timezone.now()
    for minutes in range(100, 720, 100):
        with time_machine.travel(start + minutes * MINUTES, tick=False):
            assert is_in(client)
    with time_machine.travel(start + 721 * MINUTES, tick=False):
        assert not is_in(client)


def test_a_role_taken_on_meanwhile_shortens_the_session(db: None) -> None:
    company = organisation.company("brevent")
    membership = accounts.membership(company, Role.SITE_MANAGER)
    client = browse(membership.user)
    membership.role = Role.EXECUTIVE
    membership.save()
    client.get("/brevent/")
    with time_machine.travel(timezone.now() + 31 * MINUTES, tick=False):
        assert not is_in(client)


def test_my_sessions_are_told_in_words_and_end_one_by_one(alice: User) -> None:
    here, there = browse(alice), browse(alice, agent="Mozilla/5.0 (iPhone) Safari/605.1")
    page = here.get("/compte/sessions/").text
    assert "Firefox, Windows" in page
    assert "Safari, iPhone" in page
    other = Session.objects.exclude(pk=here.session.session_key).get()
    assert other.session_key not in page
    here.post(f"/compte/sessions/{other.public_id}/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_nobody_ends_the_session_of_somebody_else(alice: User) -> None:
    here, theirs = browse(alice), browse(accounts.user())
    other = Session.objects.get(pk=theirs.session.session_key)
    assert here.post(f"/compte/sessions/{other.public_id}/").status_code == 404
    assert is_in(theirs)


def test_all_the_others_end_at_once(alice: User) -> None:
    here, others = browse(alice), [browse(alice) for _time in range(2)]
    here.post("/compte/sessions/autres/")
    assert [is_in(one) for one in (here, *others)] == [True, False, False]


def test_a_new_password_ends_the_others_and_renews_this_one(alice: User) -> None:
    here, there = browse(alice), browse(alice)
    before = here.session.session_key
    here.post(
        "/compte/mot-de-passe/", {"current": accounts.PASSWORD, "password": NEW, "again": NEW}
    )
    assert here.session.session_key != before
    assert (is_in(here), is_in(there)) == (True, False)
    assert not Session.objects.exclude(pk=here.session.session_key).filter(user=alice).exists()


@pytest.mark.rule("AUT-06")
def test_an_account_closed_is_out_at_its_next_page(alice: User) -> None:
    client = browse(alice)
    alice.is_active = False
    alice.save()
    assert not is_in(client)


def test_another_company_is_another_key_and_the_same_one_is_not(alice: User) -> None:
    other = organisation.company("autre", name="Autre")
    alice.memberships.create(company=other, role=Role.EXECUTIVE, start_date=accounts.LONG_AGO)
    client = browse(alice)
    keys = []
    for slug in ("brevent", "brevent", "autre"):
        client.get(f"/{slug}/")
        keys.append(client.session.session_key)
    assert keys[0] == keys[1] != keys[2]


def test_using_a_session_writes_at_most_once_a_minute(alice: User) -> None:
    client = browse(alice)
    before = Session.objects.get(pk=client.session.session_key).used_at
    client.get("/compte/")
    assert Session.objects.get(pk=client.session.session_key).used_at == before
    with time_machine.travel(timezone.now() + 2 * MINUTES, tick=False):
        client.get("/compte/")
    assert Session.objects.get(pk=client.session.session_key).used_at != before


@pytest.mark.rule("SEC-03")
def test_a_session_stays_when_the_key_of_the_instance_changes(
    alice: User, settings: Settings
) -> None:
    client = browse(alice)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    assert is_in(client)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "other" * 20, []
    assert not is_in(client)
