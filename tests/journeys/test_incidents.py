"""A provider declares by a link on a phone; a director qualifies it and finds it on its page."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, figures
from tests.factories.figures import Measured
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, sign_in
from timonerie.domains.facts.models import Incident
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")


@pytest.fixture
def measured(live: str) -> Measured:
    return figures.measured()


@pytest.fixture
def director(page: Page, measured: Measured) -> Page:
    sign_in(page, accounts.user_of(measured.alice))
    return page


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    """Somebody of the provider, who has no account here."""
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    yield page
    context.close()


def make_link(director: Page, measured: Measured) -> str:
    """Made on screen; the path of its address, shown once."""
    director.goto(f"/{measured.slug}/incidents/")
    director.get_by_role("link", name="Faire un lien de déclaration").click()
    director.get_by_label("Destinataire").fill("Accueil de Nova")
    director.get_by_label("Pour le prestataire").select_option(label="Nova")
    director.get_by_role("button", name="Faire le lien").click()
    shown = director.get_by_label("Lien de déclaration", exact=True)
    expect(shown).to_have_value(re.compile("/declarer/"))
    path = urlsplit(shown.input_value()).path
    director.get_by_role("link", name="J’ai copié le lien").click()
    expect(director.locator("main")).to_contain_text("Rien pour l’instant")
    return path


def test_from_the_phone_of_a_provider_to_its_page(
    director: Page, phone: Page, measured: Measured
) -> None:
    path = make_link(director, measured)

    phone.goto(path)
    assert overflow(phone) <= 0
    phone.get_by_label("Ce qui s’est passé").fill("Serveur de fichiers arrêté")
    phone.get_by_label("En une ligne de plus").fill("Lyon et Grenoble, depuis huit heures")
    phone.get_by_label("C’est grave", exact=False).check()
    phone.get_by_role("button", name="Déclarer").click()
    expect(phone.get_by_text("C’est dit")).to_be_visible()
    expect(phone.locator(".declared")).to_contain_text("Serveur de fichiers arrêté")
    assert overflow(phone) <= 0
    keep_picture(phone, "incident-declared")

    director.goto(f"/{measured.slug}/")
    line = director.locator(".decision", has_text="Serveur de fichiers arrêté")
    line.get_by_role("link", name=re.compile("Qualifier")).click()
    director.get_by_role("link", name="Qualifier", exact=True).click()
    director.get_by_label("Cause", exact=False).first.select_option(label="outil")
    director.get_by_label("De quel côté").select_option(label="chez le prestataire")
    director.get_by_label("Lyon", exact=True).check()
    director.get_by_label("Grenoble", exact=True).check()
    director.get_by_label("Coût", exact=False).fill("1250,50")
    director.get_by_role("button", name="Enregistrer").click()
    expect(director.get_by_text("L’incident est enregistré.")).to_be_visible()
    expect(director.locator(".thread")).to_contain_text("Incident qualifié")
    keep_picture(director, "incident")

    with current.company(measured.company.pk):
        one, nova = Incident.objects.get(), measured.nova
        assert (one.provider, one.cause, one.cost, one.severity) == (
            nova, "tool", 125050, "major",
        )  # fmt: skip
        assert set(one.sites.values_list("unit__name", flat=True)) == {"Lyon", "Grenoble"}

    director.goto(f"/{measured.slug}/prestataires/{nova.public_id}/")
    section = director.locator("section", has=director.get_by_role("heading", name="Incidents"))
    section.get_by_role("link", name="Serveur de fichiers arrêté").click()
    expect(director).to_have_url(re.compile(f"/incidents/{one.public_id}/$"))

    phone.reload()
    expect(phone.locator(".declared")).not_to_contain_text("1 250")


def test_a_revoked_link_opens_nothing(
    director: Page, phone: Page, measured: Measured, console: Console
) -> None:
    console.expect("410")
    path = make_link(director, measured)
    director.get_by_role("link", name="Révoquer").click()
    director.get_by_role("button", name="Révoquer le lien").click()
    expect(director.locator(".page-lead")).to_contain_text("révoqué")
    phone.goto(path)
    expect(phone.get_by_text("Ce lien ne sert plus")).to_be_visible()
    expect(phone.get_by_role("button", name="Déclarer")).to_have_count(0)
