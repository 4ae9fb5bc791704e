"""A director drops a calendar, ticks the rituals, drops it again a week later, and says what became
of the meeting that is gone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import accounts, organisation
from tests.factories import calendars_ics as ics
from tests.journeys.conftest import PHONE, Console, keep_picture, visitor
from tests.journeys.people import overflow, sign_in
from timonerie.domains.rituals.models import RitualOccurrence
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current

WEEK = timedelta(days=7)
LATER = WEEK * ((datetime.now(UTC) - ics.EXPORTED) // WEEK)
"""What makes the calendar of the tests one of these weeks."""
STAMP = ics.EXPORTED + LATER
GONE = (ics.local(2026, 3, 12) + LATER).date()


@pytest.fixture
def alice(live: str) -> Actor:
    company = organisation.company()
    alice = accounts.actor(company)
    with current.company(company.pk):
        organisation.group(alice)
    return alice


@pytest.fixture
def phone(browser: Browser, live: str, console: Console) -> Iterator[Page]:
    context = visitor(browser, live, PHONE)
    page = context.new_page()
    console.listen(page)
    yield page
    context.close()


def drop(page: Page, content: bytes, folder: Path) -> None:
    file = folder / "agenda.ics"
    file.write_bytes(content)
    page.goto("/brevent/rituels/agendas/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Lire l’agenda").click()


@pytest.mark.parametrize("viewport", [(1366, 900), PHONE], indirect=True)
def test_from_a_calendar_to_an_answer(
    page: Page, alice: Actor, tmp_path: Path, viewport: tuple[int, int]
) -> None:
    width = viewport[0]
    sign_in(page, accounts.user_of(alice))
    page.goto("/brevent/rituels/")
    expect(page.locator("main")).to_contain_text("Déposez l’agenda d’un dirigeant")
    keep_picture(page, f"rituals-empty-{width}")

    drop(page, ics.director(later=LATER, stamp=STAMP), tmp_path)
    expect(page.locator("main")).to_contain_text("Ce qui a été jeté")
    keep_picture(page, f"rituals-calendar-{width}")

    page.get_by_role("link", name="Voir les propositions").click()
    for name in ("Codir", "Codir de gestion", "Comité de site Lyon", "Point paie"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    keep_picture(page, f"rituals-proposed-{width}")
    page.get_by_role("button", name="Appliquer aux réunions cochées").click()
    expect(page.get_by_text("4 réunions triées.")).to_be_visible()

    again = ics.director(later=LATER, stamp=STAMP + timedelta(hours=1), without=[GONE])
    drop(page, again, tmp_path)
    page.get_by_role("link", name="Répondre aux questions").click()
    expect(page.locator("main")).to_contain_text("n’est plus dans l’agenda")
    assert overflow(page) <= 0
    keep_picture(page, f"rituals-{width}")

    page.get_by_role("button", name="Annulée").click()
    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("n’est plus dans l’agenda")
    page.get_by_role("link", name="Comité de site Lyon").click()
    expect(page).to_have_url(re.compile("/rituels/[0-9a-f-]{36}/"))
    assert overflow(page) <= 0
    keep_picture(page, f"ritual-{width}")

    with current.company(alice.company_id):
        assert RitualOccurrence.objects.get(state="cancelled").start.date() == GONE


def test_a_refused_calendar_says_why_beside_the_field(
    phone: Page, console: Console, alice: Actor, tmp_path: Path
) -> None:
    console.expect("422")
    sign_in(phone, accounts.user_of(alice))

    drop(phone, ics.calendar(ics.series("Bombe", rule="FREQ=SECONDLY")), tmp_path)

    expect(phone.locator("main")).to_contain_text("se répète sans mesure")
    expect(phone.locator("main")).to_contain_text("code ICS-01")
    assert overflow(phone) <= 0
    keep_picture(phone, "rituals-refused")
