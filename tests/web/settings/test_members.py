import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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
    page = browser.post(
        address("settings-member-end", mine.public_id), {"end_date": "2099-01-01", "version": 1}
    )
    assert "dernier accès qui permet d’en ouvrir d’autres" in page.content.decode()
    assert Membership.objects.get().end_date is None


def test_the_members_of_another_company_do_not_exist_here(
    browser: Client, company: Company
) -> None:
    other = organisation.company("autre", name="Autre")
    stranger = accounts.membership(other, Role.DIRECTOR, name="Étranger")
    assert "Étranger" not in browser.get(address("settings-members")).content.decode()
    assert browser.get(address("settings-member", stranger.public_id)).status_code == 404


def link_for(browser: Client, membership: Membership) -> str:
    """The path of a new link for a member."""
    page = browser.post(address("settings-member-link", membership.public_id))
    found = re.search(r'value="http://testserver(/invitation/[^"]+)"', page.text)
    assert found
    return found[1]


def test_somebody_invited_chooses_their_password_by_the_link_once(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB | {"password": ""})
    bob = Membership.objects.get(user__email="bob@example.org")
    link = link_for(browser, bob)
    Client().get(link)
    chosen = {"password": BOB["password"], "again": BOB["password"]}
    assert Client().post(link, chosen)["Location"] == "/connexion/"
    assert Client().login(username="bob@example.org", password=BOB["password"])
    assert "Ce lien ne sert plus" in Client().get(link).text
    assert (
        "Dernier lien\u00a0: utilisé" in browser.get(address("settings-member", bob.public_id)).text
    )


def test_a_link_withdrawn_or_replaced_opens_nothing(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB | {"password": ""})
    bob = Membership.objects.get(user__email="bob@example.org")
    first, second = link_for(browser, bob), link_for(browser, bob)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    browser.post(address("settings-member-link-withdraw", bob.public_id))
    assert Client().get(second).status_code == 410
    assert "retiré" in browser.get(address("settings-members")).text


@pytest.mark.rule("ISO-05")
def test_one_company_never_opens_an_account_that_another_uses(browser: Client) -> None:
    other = organisation.company("autre", name="Autre")
    stranger = accounts.membership(other, Role.DIRECTOR, name="Étranger")
    browser.post(address("settings-member-new"), BOB | {"email": stranger.user.email})
    mine = Membership.objects.get(user=stranger.user, company__slug="brevent")
    link = link_for(browser, mine)
    assert "Vous avez déjà un compte" in Client().get(link).text
    Client().post(link, {"password": BOB["password"], "again": BOB["password"]})
    assert Client().login(username=stranger.user.email, password=accounts.PASSWORD)


def test_a_member_is_signed_out_everywhere_by_who_opens_accesses(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB)
    bob = Membership.objects.get(user__email="bob@example.org")
    theirs = Client()
    theirs.force_login(bob.user)
    browser.post(address("settings-member-sign-out", bob.public_id))
    assert theirs.get("/compte/").status_code == 302
    history = browser.get(address("settings-member", bob.public_id)).text
    assert "Sessions terminées" in history


def test_a_change_of_role_is_told_in_the_history(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB)
    bob = Membership.objects.get(user__email="bob@example.org")
    browser.post(address("settings-member-role", bob.public_id), {"role": "auditor", "version": 1})
    bob.refresh_from_db()
    assert bob.role == Role.SITE_MANAGER
    moved = {"role": "auditor", "end_date": "2027-06-30", "version": 1}
    browser.post(address("settings-member-role", bob.public_id), moved)
    bob.refresh_from_db()
    assert bob.role == Role.AUDITOR
    history = browser.get(address("settings-member", bob.public_id)).text
    assert "responsable de site → auditeur" in history


def test_nobody_changes_their_own_rights(browser: Client) -> None:
    mine = Membership.objects.get()
    asked = {"role": "executive", "version": 1}
    page = browser.post(address("settings-member-role", mine.public_id), asked)
    assert "Personne ne change ses propres droits" in page.text
    assert Membership.objects.get().role == Role.DIRECTOR


def test_the_last_director_keeps_a_key_role(browser: Client) -> None:
    mine = Membership.objects.get()
    page = browser.post(
        address("settings-member-end", mine.public_id), {"end_date": "2026-03-31", "version": 1}
    )
    assert "dernier accès qui permet d’en ouvrir d’autres" in page.text
    assert Membership.objects.get().end_date is None


LIST = """nom;adresse;rôle;unité;prestataire;depuis le
Bob Durand;bob@example.org;responsable de site;Lyon;;01/02/2026
Eve Petit;eve@example.org;chef;;;
"""


def test_a_list_invites_those_who_can_be_and_says_what_to_mend(
    browser: Client, group: Group
) -> None:
    file = SimpleUploadedFile("acces.csv", LIST.encode())
    preview = browser.post(address("settings-import", "acces"), {"file": file})["Location"]
    assert "Écrivez l’un de ces rôles" in browser.get(preview).text
    browser.post(preview, {"leave_faulty": "on"})
    bob = Membership.objects.get(user__email="bob@example.org")
    assert (bob.role, Mandate.objects.get().unit) == (Role.SITE_MANAGER, group.lyon)
    assert not bob.user.has_usable_password()
    browser.post(preview, {"leave_faulty": "on"})
    assert Membership.objects.filter(user__email="bob@example.org").count() == 1
