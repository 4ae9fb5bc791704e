"""« Mon compte » in a browser: a second factor, passkeys, sessions, a proof, a provider."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings

from tests.factories import accounts, organisation
from tests.identity import provider
from tests.journeys import axe, people
from tests.journeys.conftest import DESKTOP, PHONE, Console, keep_picture
from timonerie.foundations.accounts.models import AccessLink, CodeGenerator, Passkey, Session, User

CODE = "Code à six chiffres"


@pytest.fixture
def alice(live: str, settings: Settings) -> User:
    """She directs a company that asks for a second factor; she has none yet."""
    settings.SECOND_FACTOR, settings.ADDRESS = True, live
    return accounts.membership(organisation.company("brevent", name="Brévent")).user


@pytest.fixture
def authenticator(page: Page) -> Iterator[CDPSession]:
    """A device that keeps passkeys, and whose owner always answers."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield session
    session.detach()


@pytest.mark.rule("AUT-21")
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_a_director_adds_an_application_and_comes_in_with_it(
    page: Page, alice: User, viewport: tuple[int, int]
) -> None:
    kind = "phone" if viewport == PHONE else "desktop"
    people.sign_in(page, alice)
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()
    expect(page.get_by_text("Ajoutez un deuxième facteur", exact=True)).to_be_visible()
    _look(page, f"account-{kind}")
    page.get_by_role("link", name="Ajouter une application").click()
    seed = page.locator("code").inner_text().replace(" ", "")
    _look(page, f"account-codes-{kind}")
    page.get_by_label(CODE).fill(pyotp.TOTP(seed).at(timezone.now()))
    page.get_by_role("button", name="Ajouter l’application").click()
    expect(page.locator(".codes code")).to_have_count(10)
    recovery = page.locator(".codes code").first.inner_text()
    _look(page, f"account-recovery-{kind}")
    page.get_by_role("link", name="Je les ai gardés").click()
    expect(page.get_by_text("Il vous en reste 10 sur 10.")).to_be_visible()
    page.goto("/brevent/")
    expect(page.locator(".company-name").first).to_contain_text("Brévent")
    page.context.clear_cookies()
    _password(page, alice)
    expect(page.get_by_role("heading", name="Deuxième facteur")).to_be_visible()
    _look(page, f"login-code-{kind}")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Entrer").click()
    expect(page.locator("main.page")).to_be_visible()


@pytest.mark.rule("AUT-21")
def test_a_passkey_is_added_and_opens_the_account_alone(
    page: Page, alice: User, authenticator: CDPSession
) -> None:
    people.sign_in(page, alice)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Ordinateur du bureau")
    _look(page, "account-passkey")
    page.get_by_role("button", name="Ajouter la clé").click()
    expect(page.locator(".codes code")).to_have_count(10)
    assert Passkey.objects.get().name == "Ordinateur du bureau"
    page.context.clear_cookies()
    page.goto("/connexion/?next=/brevent/reglages/")
    _look(page, "login")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("heading", name="Réglages")).to_be_visible()
    assert Passkey.objects.get().used_at is not None


@pytest.mark.rule("AUT-21")
def test_a_passkey_is_the_second_factor_and_the_proof(
    page: Page, alice: User, authenticator: CDPSession
) -> None:
    people.sign_in(page, alice)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_role("button", name="Ajouter la clé").click()
    page.get_by_role("link", name="Je les ai gardés").click()
    page.context.clear_cookies()
    _password(page, alice)
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.locator("main.page")).to_be_visible()
    _grow_old()
    page.goto("/brevent/reglages/acces/nouveau/")
    _look(page, "account-proof")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_role("heading", name="Ouvrir un accès")).to_be_visible()


@pytest.mark.rule("AUT-21")
def test_a_device_that_gives_no_key_is_said_and_nothing_opens(
    page: Page, alice: User, authenticator: CDPSession
) -> None:
    page.goto("/connexion/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    expect(page.get_by_text("Aucune clé d’accès n’a répondu")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_a_link_is_made_copied_and_used(
    page: Page, alice: User, settings: Settings, viewport: tuple[int, int]
) -> None:
    settings.SECOND_FACTOR = False
    bob = accounts.membership(alice.memberships.get().company, name="Bob Durand")
    people.sign_in(page, alice)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/brevent/reglages/acces/{bob.public_id}/")
    page.get_by_role("button", name="Faire un lien d’accès").click()
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_text("Lien copié")).to_be_visible()
    _look(page, "member-link-phone" if viewport == PHONE else "member-link")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.get_by_label("Lien d’accès").input_value()
    page.context.clear_cookies()
    page.goto(link)
    _look(page, "invitation")
    page.get_by_label("Nouveau mot de passe").fill("quatre chevaux au galop")
    page.get_by_label("Encore une fois").fill("quatre chevaux au galop")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()
    assert AccessLink.objects.get().used_at is not None


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], indirect=True)
def test_my_sessions_fit_the_screen(
    page: Page, alice: User, settings: Settings, viewport: tuple[int, int]
) -> None:
    settings.SECOND_FACTOR = False
    people.sign_in(page, alice)
    page.context.clear_cookies()
    people.sign_in(page, alice)
    page.goto("/brevent/")
    page.locator(".menu-end summary").click()
    page.get_by_role("link", name="Mon compte").click()
    page.get_by_role("link", name="Voir mes sessions").click()
    _look(page, "sessions-phone" if viewport == PHONE else "sessions")
    page.get_by_role("button", name="Terminer toutes les autres sessions").click()
    expect(page.get_by_text(re.compile("1 autre session"))).to_be_visible()
    assert Session.objects.filter(user=alice).count() == 1


def test_a_provider_of_identity_opens_the_account(
    page: Page, live: str, settings: Settings, tmp_path: Path, console: Console
) -> None:
    # Its own pages want a font from outside, where nothing goes, and have no icon.
    page.route(re.compile("^https:"), lambda route: route.fulfill(body="", content_type="text/css"))
    console.expect("favicon")
    settings.ADDRESS = live
    company = organisation.company("brevent", name="Brévent")
    alice = accounts.user(email="alice@example.org")
    alice.memberships.create(company=company, role="site_manager", start_date=accounts.LONG_AGO)
    back = f"{live}/connexion/par/maison/retour/"
    with provider.running(tmp_path, back=back) as house:
        settings.IDENTITY_PROVIDERS = house.tables
        page.goto("/connexion/")
        _look(page, "login-provider")
        page.get_by_role("link", name="Entrer avec Compte de la maison").click()
        page.get_by_placeholder("Enter any login").fill(alice.email)
        page.get_by_placeholder("and password").fill("any")
        page.get_by_role("button", name="Sign-in").click()
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("main.page")).to_be_visible()
    assert alice.identities.get().issuer == house.issuer
    assert not CodeGenerator.objects.exists()


def _password(page: Page, user: User) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse").fill(user.email)
    page.get_by_label("Mot de passe", exact=False).first.fill(accounts.PASSWORD)
    page.locator("main .btn-primary").click()


def _grow_old() -> None:
    """The last proof of every session is eleven minutes old."""
    for row in Session.objects.all():
        store = row.get_session_store_class()(row.session_key)
        store["proved_at"] -= 11 * 60
        store.save()


def _look(page: Page, name: str) -> None:
    """A picture, nothing wider than the window, and nothing that axe finds."""
    page.wait_for_load_state()
    keep_picture(page, name)
    assert people.overflow(page) <= 0
    assert axe.faults(page) == []
