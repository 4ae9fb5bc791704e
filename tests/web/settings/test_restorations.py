"""After a restoration: the direction is told until one of them confirms; old links are void."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import accounts
from tests.web.settings.conftest import SignIn
from timonerie.foundations.accounts import links
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import LinkState, Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.backups import finishing
from timonerie.foundations.backups.models import Restoration
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("BAK-03")

TAKEN = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
BACK = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TODAY = reverse("today", args=["brevent"])
PAGE = reverse("settings-restoration", args=["brevent"])
SAID = "Les données viennent d’une sauvegarde"


@pytest.fixture
def restored(alice: Actor) -> None:
    finishing.finish(taken_at=TAKEN, at=BACK, erased=())


def test_a_director_is_told_until_one_confirms(
    restored: None, alice: Actor, sign_in: SignIn
) -> None:
    browser, other = Client(), sign_in(Role.DIRECTOR)
    browser.force_login(accounts.user_of(alice))
    assert SAID in browser.get(TODAY).text
    assert "1er mars 2026" in browser.get(PAGE).text

    one = Restoration.objects.get()
    browser.post(reverse("settings-restoration-confirm", args=["brevent", one.public_id]))

    assert SAID not in other.get(TODAY).text
    assert "Rien à confirmer" in other.get(PAGE).text
    one.refresh_from_db()
    assert one.confirmed_by == "Alice Martin"
    assert Event.objects.latest("seq").act == "restoration.confirmed"


def test_who_opens_no_access_is_not_told(restored: None, sign_in: SignIn) -> None:
    browser = sign_in(Role.EXECUTIVE)

    assert SAID not in browser.get(TODAY).text
    assert browser.get(PAGE).status_code == 403


def test_everybody_is_signed_out(browser: Client) -> None:
    assert browser.get(TODAY).status_code == 200

    finishing.finish(taken_at=TAKEN, at=BACK, erased=())

    assert browser.get(TODAY).status_code == 302


def test_a_second_run_says_nothing_twice(restored: None) -> None:
    finishing.finish(taken_at=TAKEN, at=BACK, erased=())

    assert Restoration.objects.count() == 1
    assert Event.objects.filter(act="company.restored").count() == 1


def test_a_link_given_before_the_restoration_is_void(browser: Client) -> None:
    company = Company.objects.get()
    invited = accounts.membership(company, Role.EXECUTIVE).user
    links.invite(user=invited, company=company, at=timezone.now())
    finishing.finish(taken_at=TAKEN, at=timezone.now(), erased=())
    last = links.last_of(company)[invited.pk]
    assert links.state(last, at=timezone.now()) == LinkState.WITHDRAWN
