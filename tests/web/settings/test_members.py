from django.test import Client
from django.urls import reverse

from tests.factories import accounts, organisation
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Mandate
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope.models import Company

BOB = {
    "name": "Bob Durand",
    "email": "bob@example.org",
    "role": "site_manager",
    "password": "quatre chevaux au galop",
    "start_date": "2026-01-01",
}


def address(route: str, *args: object) -> str:
    return reverse(route, args=["brevent", *args])


def test_an_access_without_a_mandate_is_said_until_it_has_one(
    browser: Client, group: Group
) -> None:
    browser.post(address("settings-member-new"), BOB)
    bob = Membership.objects.get(user__email="bob@example.org")
    page = address("settings-member", bob.public_id)
    assert "Cet accès ne montre rien" in browser.get(page).content.decode()
    browser.post(
        address("settings-mandate-new", bob.public_id),
        {"unit": str(group.lyon.public_id), "start_date": "2026-01-01"},
    )
    assert Mandate.objects.get().unit == group.lyon
    assert "Cet accès ne montre rien" not in browser.get(page).content.decode()


def test_a_weak_password_is_said_beside_its_field(browser: Client) -> None:
    text = browser.post(
        address("settings-member-new"), BOB | {"password": "court"}
    ).content.decode()
    assert 'id="id_password-error"' in text


def test_the_last_director_stays(browser: Client) -> None:
    mine = Membership.objects.get()
    page = browser.post(address("settings-member-end", mine.public_id), {"end_date": "2099-01-01"})
    assert "dernier accès qui permet d’en ouvrir d’autres" in page.content.decode()
    assert Membership.objects.get().end_date is None


def test_the_members_of_another_company_do_not_exist_here(
    browser: Client, company: Company
) -> None:
    other = organisation.company("autre", name="Autre")
    stranger = accounts.membership(other, Role.DIRECTOR, name="Étranger")
    assert "Étranger" not in browser.get(address("settings-members")).content.decode()
    assert browser.get(address("settings-member", stranger.public_id)).status_code == 404
