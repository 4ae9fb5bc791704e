"""The meeting with a provider: both sides, three promises written, one sheet to sign."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import accounts, contracts, cycles, levels, obligations, voices
from tests.factories import commitments as factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_commitments import three
from tests.web.pages.test_provider_files import text
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.organisation.models import Unit
from timonerie.domains.reporting.operations import cycle_runs, replies
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.accounts.enums import Role
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


def lived(measured: Measured) -> None:
    """Three months of pay with Nova: Lyon always late with its variables, Nantes once."""
    alice = measured.alice
    cycle = cycles.payroll(alice, "Lyon", "Nantes", provider=measured.nova)
    cycle_runs.open_due(by=alice, at=cycles.on(5, 31))
    for run in cycle.runs.select_related("site"):
        month, name = run.period_start.month, run.site.name if run.site else ""
        is_late = name == "Lyon" or month == 4
        cycles.do(alice, run, "inputs", cycles.on(month, 28 if is_late else 12))
        redone = 8 if name == "Lyon" else 4
        cycles.do(alice, run, "payslips", cycles.on(month, 28), items=50, redone=redone)


IN_JUNE = NOW + timedelta(days=91)


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_follows_a_late_step_is_told_on_the_side_that_did_it(
    measured: Measured, room: str
) -> None:
    lived(measured)
    with time_machine.travel(IN_JUNE, tick=False):
        shown = plain(text(browse(accounts.user_of(measured.alice)).get(room)))
    assert "Ce que suivent leurs reprises et leurs retards" in shown
    # 24 at Lyon and 4 at Nantes, of 36.
    assert "78 % des bulletins repris suivent des variables reçues en retard" in shown
    assert "28 sur 36" in shown
    assert "Lyon 24 sur 24, Nantes 4 sur 12" in shown


def test_who_runs_one_site_is_told_of_no_other(measured: Measured, room: str) -> None:
    lived(measured)
    manager = measured.member(Role.SITE_MANAGER, unit=Unit.objects.get(name="Nantes"))
    with time_machine.travel(IN_JUNE, tick=False):
        shown = plain(text(browse(manager).get(room)))
    assert "Ce que suivent leurs reprises" in shown
    assert "Lyon" not in shown


def test_their_reply_stands_beside_what_was_measured_and_asked(
    browser: Client, measured: Measured, room: str
) -> None:
    contract = contracts.signed(measured.alice, "Infogérance", provider=measured.nova)
    claim = levels.claimed(contract, title="Tickets résolus")
    about = replies.claim_of(claim)
    assert "Demander leur réponse" in text(browser.get(room))
    voices.replied(measured.alice, about, text="Deux sites étaient fermés")
    shown = text(browser.get(room))
    assert "Deux sites étaient fermés" in shown
    assert "Demander leur réponse" not in shown


def test_their_side_of_a_missed_level_is_asked_for_then_read(
    browser: Client, measured: Measured, room: str
) -> None:
    level = levels.promised(levels.signed(measured.alice))
    levels.measure(NOW)
    [told] = [one for one in sections(measured, Side.THEIRS) if one.finding.startswith("0 niveau")]
    line = told.lines[0]
    assert line.key is not None
    assert line.key.start is not None
    assert line.ask_url.endswith(f"niveaux/{level.public_id}/demander/?debut={line.key.start}")
    assert browser.get(line.ask_url).status_code == 200
    about = replies.level_of(level, period_kind="month", period_start=line.key.start)
    voices.replied(measured.alice, about, text="Vos pièces sont arrivées le 12")
    assert "Vos pièces sont arrivées le 12" in text(browser.get(room))


def test_a_withdrawn_reply_says_so_on_the_screen(
    browser: Client, measured: Measured, room: str
) -> None:
    contract = contracts.signed(measured.alice, "Infogérance", provider=measured.nova)
    about = replies.claim_of(levels.claimed(contract, title="Tickets résolus"))
    said = replies.say(by=measured.alice, at=NOW, about=about, text="Deux sites étaient fermés")
    replies.withdraw(by=measured.alice, at=NOW, reply=said, version=said.version)
    shown = text(browser.get(room))
    assert "Deux sites étaient fermés" not in shown
    assert "réponse retirée" in shown
