"""The missions of direction, from the letter to the hand-over pack."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories import missions as factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.test_provider_files import text
from timonerie.domains.contracts.models import Mission
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), current.company(measured.company.pk):
        yield


def test_a_mission_is_said_then_followed(browser: Client, measured: Measured) -> None:
    home = f"/{measured.slug}/missions/"
    assert "Aucune mission n’est notée" in text(browser.get(home))
    told = {
        "title": "Direction financière",
        "provider": measured.nova.public_id,
        "start_date": "2025-09-01",
        "delegation": "Achats courants",
        "delegation_cents": "5 000",
    }
    shown = text(browser.post(f"{home}nouvelle/", told, follow=True))
    assert "5 000 €" in shown
    here = f"{home}{Mission.objects.get().public_id}/"
    due = {"title": "Budget 2026", "due_date": "2026-02-15"}
    assert "en retard" in text(browser.post(f"{here}livrables/nouveau/", due, follow=True))
    days = {"site": measured.group.lyon.public_id, "month": "2026-02", "days": "3,5"}
    assert "à confirmer" in text(browser.post(f"{here}presences/nouvelle/", days, follow=True))
    hours = {**days, "days": "3,25"}
    assert "demi-journées" in text(browser.post(f"{here}presences/nouvelle/", hours))
    row = Mission.objects.get().presences.get()
    said = {"version": row.version, "days": "3"}
    confirmed = browser.post(f"{home}presences/{row.public_id}/", said, follow=True)
    assert "Alice" in text(confirmed)
    listed = text(browser.get(f"/{measured.slug}/prestataires/{measured.nova.public_id}/missions/"))
    assert "Direction financière" in listed


def test_a_pack_is_downloaded(browser: Client, measured: Measured) -> None:
    mission = factory.held(measured.alice, measured.nova)
    answer = browser.get(f"/{measured.slug}/missions/{mission.public_id}/passation.pdf")
    assert answer.content.startswith(b"%PDF")
    assert "passation-direction-financiere" in answer.headers["Content-Disposition"]
