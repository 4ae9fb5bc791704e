import re

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


def test_somebody_invited_chooses_their_password_by_the_link_once(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB | {"password": ""})
    bob = Membership.objects.get(user__email="bob@example.org")
    page = browser.get(address("settings-member", bob.public_id)).text
    link = re.search(r"http://testserver(/invitation/[^<]+)", page)
    assert link
    theirs = Client()
    form = theirs.get(link[1], follow=True)
    chosen = {"new_password1": BOB["password"], "new_password2": BOB["password"]}
    theirs.post(form.redirect_chain[-1][0], chosen)
    assert theirs.login(username="bob@example.org", password=BOB["password"])
    assert "Ce lien ne sert plus" in Client().get(link[1], follow=True).text
    assert "/invitation/" not in browser.get(address("settings-member", bob.public_id)).text


def test_one_company_never_opens_an_account_that_another_uses(browser: Client) -> None:
    other = organisation.company("autre", name="Autre")
    stranger = accounts.membership(other, Role.DIRECTOR, name="Étranger")
    stranger.user.set_unusable_password()
    stranger.user.save()
    browser.post(address("settings-member-new"), BOB | {"email": stranger.user.email})
    mine = Membership.objects.get(user=stranger.user, company__slug="brevent")
    assert "/invitation/" not in browser.get(address("settings-member", mine.public_id)).text


def test_a_change_of_role_is_told_in_the_history(browser: Client) -> None:
    browser.post(address("settings-member-new"), BOB)
    bob = Membership.objects.get(user__email="bob@example.org")
    browser.post(address("settings-member-role", bob.public_id), {"role": "auditor", "version": 1})
    bob.refresh_from_db()
    assert bob.role == Role.AUDITOR
    history = browser.get(address("settings-member", bob.public_id)).text
    assert "responsable de site → auditeur" in history


def test_the_last_director_keeps_a_key_role(browser: Client) -> None:
    mine = Membership.objects.get()
    page = browser.post(
        address("settings-member-role", mine.public_id), {"role": "auditor", "version": 1}
    )
    assert "dernier accès qui permet d’en ouvrir d’autres" in page.text
    assert Membership.objects.get().role == Role.DIRECTOR


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
