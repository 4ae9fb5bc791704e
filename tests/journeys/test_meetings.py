"""The screen turned to the provider: three promises typed in the room, printed at once."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.factories import accounts, organisation
from tests.factories import commitments as factory
from tests.journeys.conftest import PHONE, keep_picture
from tests.journeys.hands import Hand
from tests.journeys.people import overflow, sign_in
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current

WORDS = ("Livrer les bulletins corrigés", "Nommer un suppléant", "Rendre le rapport de février")
COUNTS_PRINTS = "window.printed = 0; window.print = () => { window.printed += 1 }"


@pytest.fixture
def alice(live: str) -> Actor:
    company = organisation.company()
    alice = accounts.actor(company)
    with current.company(company.pk):
        nova = providers.create(by=alice, at=organisation.NOW, name="Nova")
        past = {"made_on": date(2026, 1, 5), "promised_for": date(2026, 2, 10)}
        factory.made(alice, nova, what="Rétablir la sauvegarde", **past)
        factory.made(
            alice, seat=factory.post(alice), to_provider=nova, what="Envoyer les variables"
        )
    return alice


@pytest.mark.parametrize("viewport", [(1366, 900), PHONE], indirect=True)
def test_three_promises_are_typed_then_printed(
    page: Page, alice: Actor, viewport: tuple[int, int]
) -> None:
    with current.company(alice.company_id):
        nova = Provider.objects.get()
    page.add_init_script(COUNTS_PRINTS)
    sign_in(page, accounts.user_of(alice))
    page.goto(f"/brevent/prestataires/{nova.public_id}/reunion/")
    main = page.locator("main")
    expect(main).to_contain_text("Rétablir la sauvegarde")
    expect(main).to_contain_text("Envoyer les variables")
    assert overflow(page) <= 0
    keep_picture(page, f"meeting-{viewport[0]}")

    hand, soon = Hand(page), date.today() + timedelta(days=20)  # noqa: DTZ011 - the browser's own
    for line, words in zip(page.locator(".pledge-line").all(), WORDS, strict=True):
        line.get_by_label("Ce qui est promis").fill(words)
        line.get_by_label("Pour le").fill(soon.isoformat())
        hand.gestures += 2
    hand.press("Noter et imprimer")
    assert hand.gestures < 10

    expect(page).to_have_url(re.compile("/reunion/feuille/"))
    for words in WORDS:
        expect(main).to_contain_text(words)
    page.wait_for_function("window.printed === 1")
    assert overflow(page) <= 0
    keep_picture(page, f"meeting-sheet-{viewport[0]}")
    # One sheet of A4, both sides' names with room to sign.
    page.emulate_media(media="print")
    expect(main.get_by_text("Nom, date et signature")).to_have_count(2)
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages == 1
    with current.company(alice.company_id):
        assert Commitment.objects.filter(origin_kind="meeting", provider=nova).count() == 3
