"""The connection drops while a site sends its flash: it is kept on the phone, and arrives once."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.factories import figures, flashes
from tests.factories.figures import Measured
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, sign_in
from timonerie.domains.reporting.models import Flash
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")

OFFLINE = "ERR_INTERNET_DISCONNECTED|Failed to load resource"


@pytest.fixture
def measured(live: str) -> Measured:
    return figures.measured()


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    console.expect(OFFLINE)
    yield page
    context.close()


def write(phone: Page) -> None:
    phone.get_by_label("Premier fait").fill("Deux départs au montage")
    phone.get_by_label("Chiffre 1").fill("Commandes")
    phone.get_by_label("Valeur").first.fill("1 250")
    phone.get_by_label("Un besoin").fill("Un intérimaire")


def count(measured: Measured) -> int:
    with current.company(measured.company.pk):
        return Flash.objects.count()


def test_a_dropped_flash_arrives_once(phone: Page, measured: Measured) -> None:
    manager = measured.member(Role.SITE_MANAGER, unit=measured.group.lyon)
    sign_in(phone, manager)
    phone.goto(f"/{measured.slug}/flash/sites/{measured.group.lyon.public_id}/")
    write(phone)
    expect(phone.get_by_role("status").first).to_contain_text("Gardé sur ce téléphone")
    assert overflow(phone) <= 0

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Envoyer le flash").click()
    expect(phone.get_by_role("status").first).to_contain_text("Pas de réseau")
    phone.get_by_role("button", name="Envoyer le flash").click()
    expect(phone.get_by_role("status").first).to_contain_text("Pas de réseau")
    keep_picture(phone, "flash-offline")
    assert count(measured) == 0

    phone.context.set_offline(False)
    expect(phone.get_by_text("Deux départs au montage")).to_be_visible()
    expect(phone.get_by_role("heading", name="Versions")).to_be_visible()
    assert count(measured) == 1
    phone.goto(f"/{measured.slug}/flash/sites/{measured.group.lyon.public_id}/")
    expect(phone.get_by_text("Le flash envoyé")).to_be_visible()
    assert overflow(phone) <= 0


def test_a_lost_answer_and_a_reload_file_nothing_twice(phone: Page, measured: Measured) -> None:
    with current.company(measured.company.pk):
        made = flashes.link(measured.alice, measured.group.lyon, at=timezone.now())
    address = f"/flash-du-site/{made.token}/"
    phone.goto(address)
    write(phone)
    lost = {"times": 0}

    def lose(route: Route, request: Request) -> None:
        """The server gets it, and its answer never comes back."""
        if request.method == "POST" and not lost["times"]:
            lost["times"] += 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route(f"**{address}", lose)
    phone.get_by_role("button", name="Envoyer le flash").click()
    expect(phone.get_by_role("status").first).to_contain_text("Pas de réseau")
    assert count(measured) == 1
    phone.reload()
    expect(phone.get_by_text("Le flash de la semaine est envoyé")).to_be_visible()
    assert count(measured) == 1


def test_what_was_written_is_found_again_after_a_reload(phone: Page, measured: Measured) -> None:
    with current.company(measured.company.pk):
        made = flashes.link(measured.alice, measured.group.lyon, at=timezone.now())
    phone.goto(f"/flash-du-site/{made.token}/")
    phone.context.set_offline(True)
    write(phone)
    phone.get_by_role("button", name="Envoyer le flash").click()
    expect(phone.get_by_role("status").first).to_contain_text("Pas de réseau")
    phone.context.set_offline(False)
    phone.goto("about:blank")
    phone.goto(f"/flash-du-site/{made.token}/")
    expect(phone.get_by_text("Le flash de la semaine est envoyé")).to_be_visible()
    expect(phone.get_by_text("Deux départs au montage")).to_be_visible()
    assert count(measured) == 1
