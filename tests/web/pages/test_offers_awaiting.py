"""What is asked of today's page: offers that came, links about to end; what a page costs."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import offers
from tests.factories.figures import NOW, Measured
from tests.factories.offers import Asking
from timonerie.domains.sourcing.operations import offer_replies
from timonerie.domains.sourcing.operations.offer_links import Made
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asking(measured: Measured) -> Asking:
    with current.company(measured.company.pk):
        return offers.asking(measured.alice)


def invited(measured: Measured, asking: Asking, bidder: str, days: int) -> Made:
    with current.company(measured.company.pk):
        return offers.invited(measured.alice, asking, bidder, days=days)


def sent(measured: Measured, asking: Asking, made: Made) -> None:
    with current.company(measured.company.pk):
        given = offers.answers(asking)
        offer_replies.save(link=made.link, at=NOW, version=1, given=given)
        made.link.offer.refresh_from_db()
        version = made.link.offer.version
        offer_replies.send(link=made.link, at=NOW, version=version)


def today(browser: Client, measured: Measured) -> str:
    found = browser.get(f"/{measured.slug}/").content.decode()
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def test_an_offer_that_came_is_to_be_read_until_somebody_notes_it(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    made = invited(measured, asking, "Clarté", 21)
    assert "Offre reçue" not in today(browser, measured)
    sent(measured, asking, made)
    assert "Offre reçue de Clarté" in today(browser, measured)
    with current.company(measured.company.pk):
        made.link.offer.refresh_from_db()
        offers.marked(measured.alice, asking, made.link.offer)
    assert "Offre reçue" not in today(browser, measured)


def test_a_link_that_ends_within_a_week_without_an_offer_is_told(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    invited(measured, asking, "Orion", 21)
    assert "pas encore remis" not in today(browser, measured)
    late = invited(measured, asking, "Clarté", 5)
    found = today(browser, measured)
    assert "Clarté n’a pas encore remis son offre" in found
    assert "son lien se ferme le 07/03/2026" in found
    sent(measured, asking, late)
    assert "pas encore remis" not in today(browser, measured)


def test_twenty_offers_ask_no_more_questions_than_two(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    def cost() -> list[int]:
        found = []
        for path in ("", "comparer/", "lignes/"):
            address = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/{path}"
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            found.append(len(queries))
        return found

    with current.company(measured.company.pk):
        for name in ("Un", "Deux"):
            offers.typed(measured.alice, asking, name)
    cost()
    few = cost()
    with current.company(measured.company.pk):
        for rank in range(18):
            offers.typed(measured.alice, asking, f"Candidat {rank}")
    assert cost() == few
    assert max(few) <= 20
