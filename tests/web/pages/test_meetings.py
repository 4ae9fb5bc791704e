"""The meeting with a provider: both sides, three promises written, one sheet to sign."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import accounts, contracts, levels, obligations
from tests.factories import commitments as factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_commitments import three
from tests.web.pages.test_provider_files import text
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.scope import current
from timonerie.web.meetings import registry
from timonerie.web.meetings.shapes import Asked, Section

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), current.company(measured.company.pk):
        yield


@pytest.fixture
def room(measured: Measured) -> str:
    return f"/{measured.slug}/prestataires/{measured.nova.public_id}/reunion/"


def sections(measured: Measured, side: Side) -> list[Section]:
    asked = Asked(measured.alice, measured.company, measured.nova, NOW.date())
    return [one for one in registry.sections(asked) if one.side == side]


def test_an_empty_meeting_says_what_is_not_known(browser: Client, room: str) -> None:
    shown = text(browser.get(room))
    assert "Aucun niveau de service n’est écrit" in shown
    assert "Rien de promis n’est en cours" in shown
    assert "Aucun contrat ne le dit" in shown


def test_three_promises_are_written_and_printed(
    browser: Client, measured: Measured, room: str
) -> None:
    post = factory.post(measured.alice)
    told = three(measured, **{"ligne-3-holder": str(post.public_id)})
    answer = browser.post(room, told)
    assert answer.status_code == 302
    assert "imprimer=1" in answer.headers["Location"]
    sheet = browser.get(answer.headers["Location"])
    shown = text(sheet)
    for part in (
        "Livrer les bulletins corrigés",
        "20 mars 2026",
        "DAF",
        "Nom, date et signature",
        measured.company.name,
    ):
        assert part in shown
    assert b"data-prints" in sheet.content
    assert b"data-prints" not in browser.get(f"{room}feuille/").content
    ours = Commitment.objects.get(seat=post)
    assert (ours.to_provider, ours.origin_kind) == (measured.nova, "meeting")
    assert "Réunion du" in text(browser.get(f"/{measured.slug}/engagements/{ours.public_id}/"))
    # Both sides stand on the page afterwards.
    assert [line.text for line in sections(measured, Side.THEIRS)[0].lines] == [
        "Livrer les bulletins corrigés",
        "Nommer un suppléant",
    ]
    assert [line.text for line in sections(measured, Side.OURS)[0].lines] == [ours.what]


def test_the_sheet_of_another_day_has_nothing_to_sign(browser: Client, room: str) -> None:
    assert "Rien n’a été promis ce jour-là" in text(browser.get(f"{room}feuille/?jour=2026-01-05"))
    assert browser.get(f"{room}feuille/?jour=hier").status_code == 404


def test_a_promise_that_cannot_stand_keeps_what_was_typed(
    browser: Client, measured: Measured, room: str
) -> None:
    told = three(measured, **{"ligne-2-promised_for": "2026-01-01"})
    shown = text(browser.post(room, told))
    assert "Ligne 2" in shown
    assert not Commitment.objects.exists()


def test_levels_and_what_is_owed_stand_on_their_side(measured: Measured) -> None:
    contract = contracts.signed(measured.alice, "Infogérance", provider=measured.nova)
    levels.claimed(contract, title="Tickets résolus")
    said: dict[str, Any] = {"anchor": "month", "day": 25}
    obligations.obligation(measured.alice, contract, **said)
    theirs = {one.title: one for one in sections(measured, Side.THEIRS)}
    ours = {one.title: one for one in sections(measured, Side.OURS)}
    assert "Avoirs et pénalités à régler" in theirs
    assert theirs["Avoirs et pénalités à régler"].lines[0].text == "Tickets résolus"
    told = [line for one in ours.values() for line in one.lines]
    told += [line for one in theirs.values() for line in one.lines]
    assert all(line.url for line in told)


def test_what_is_overdue_comes_first_with_how_often_it_was_put_off(
    measured: Measured, room: str
) -> None:
    late = factory.made(measured.alice, measured.nova, what="La plus ancienne")
    factory.made(measured.alice, measured.nova, promised_for=date(2026, 6, 1), what="En juin")
    factory.put_off(measured.alice, late)
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        shown = text(browse(accounts.user_of(measured.alice)).get(room))
    assert shown.index("La plus ancienne") < shown.index("En juin")
    assert "repoussé 1 fois" in shown
