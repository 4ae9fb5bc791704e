"""From the phone of a site to the link of its provider: the passage closes, the sentence moves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, figures
from tests.factories import cycles as made
from tests.factories.figures import Measured
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, sign_in
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.reporting.models import Cycle, CycleRun
from timonerie.foundations.accounts.enums import Role
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
def phones(browser: Browser, live: str, console: Console) -> Iterator[tuple[Page, Page]]:
    """That of a site manager, and that of the provider, who has no account here."""
    contexts = [visitor(browser, live, PHONE) for _who in range(2)]
    pages = [one.new_page() for one in contexts]
    for one in pages:
        console.listen(one)
    yield pages[0], pages[1]
    for context in contexts:
        context.close()


def last_month_but_two_steps(measured: Measured) -> CycleRun:
    """Every step of last month is done, but for the two that hand over: both are late by now."""
    at = timezone.now()
    start = (timezone.localdate(at).replace(day=1) - timedelta(days=1)).replace(day=1)
    cycle: Cycle = made.payroll(
        measured.alice, "Lyon", provider=measured.nova, start_date=start, at=at
    )
    run = made.run(cycle, "Lyon", start)
    for key in ("control", "approval", "transfer", "dsn"):
        made.do(measured.alice, run, key, at)
    return run


def make_link(director: Page, address: str) -> str:
    director.goto(address)
    director.get_by_role("link", name="Faire un lien").click()
    director.get_by_label("Destinataire").fill("Pôle paie")
    director.get_by_role("button", name="Faire le lien").click()
    shown = director.get_by_label("Lien d’étapes", exact=True)
    expect(shown).to_have_value(re.compile("/etape/"))
    return urlsplit(shown.input_value()).path


def test_a_passage_goes_from_a_phone_to_a_link_and_the_sentence_changes(
    director: Page, phones: tuple[Page, Page], measured: Measured
) -> None:
    site, provider = phones
    with current.company(measured.company.pk):
        run = last_month_but_two_steps(measured)
        manager = accounts.membership(measured.company, Role.SITE_MANAGER, name="Bruno Petit")
        mandates.grant(
            by=measured.alice,
            at=timezone.now(),
            membership=manager,
            start_date=timezone.localdate(),
            unit=measured.group.lyon,
        )
    page = f"/{measured.slug}/cycles/{run.cycle.public_id}/"
    path = make_link(director, page)
    director.goto(page)
    expect(director.locator("main")).not_to_contain_text("suivent des variables")

    sign_in(site, manager.user)
    site.goto(f"/{measured.slug}/cycles/passages/{run.public_id}/")
    assert overflow(site) <= 0
    site.get_by_role("button", name="C’est fait : Remise des variables").click()
    expect(site.get_by_text("L’étape est faite.")).to_be_visible()
    expect(site.locator(".is-held")).to_contain_text("Bulletins")
    keep_picture(site, "cycle-run-phone")

    provider.goto(path)
    assert overflow(provider) <= 0
    form = provider.locator("form.panel", has_text="Bulletins").first
    form.locator("summary").click()
    form.get_by_label("Nombre remis").fill("40")
    form.get_by_label("Dont reprises").fill("12")
    keep_picture(provider, "cycle-by-link")
    form.get_by_role("button", name="C’est fait").click()
    expect(provider.get_by_text("C’était la dernière étape")).to_be_visible()
    assert overflow(provider) <= 0

    director.goto(page)
    expect(director.locator("main")).to_contain_text(
        re.compile(r"100\s% des bulletins repris suivent des variables reçues en retard")
    )
    keep_picture(director, "cycle")
    with current.company(measured.company.pk):
        assert CycleRun.objects.get(pk=run.pk).state == "closed"


def test_three_gestures_begin_a_cycle(director: Page, measured: Measured) -> None:
    director.goto(f"/{measured.slug}/cycles/")
    director.get_by_role("link", name="Choisir un modèle").click()
    director.get_by_role("link", name="Choisir : Paie du mois").click()
    director.get_by_label("Prestataire", exact=True).select_option(label="Nova")
    director.get_by_label("Lyon", exact=True).check()
    director.get_by_role("button", name="Commencer ce cycle").click()
    expect(director.get_by_text("Le cycle est commencé", exact=False)).to_be_visible()
    expect(director.locator("main")).to_contain_text("Remise des variables")
    keep_picture(director, "cycle-begun")
    director.goto(f"/{measured.slug}/cycles/")
    expect(director.locator("main")).to_contain_text("À qui la main")
    keep_picture(director, "cycles")
