"""Promises on the screen: noted three at a time, said kept in a click, put off with a reason."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import accounts, clear
from tests.factories import commitments as factory
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_provider_files import text
from timonerie.domains.commitments.enums import Outcome
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.commitments.operations.said import Origin
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.web.calendar_feeds.registry import Reader, events

pytestmark = pytest.mark.slow

PAST: dict[str, Any] = {"made_on": date(2026, 1, 5), "promised_for": date(2026, 2, 10)}


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[None]:
    with time_machine.travel(NOW, tick=False), current.company(measured.company.pk):
        yield
        assert clear.faults() == [], "the trail names somebody in clear"


@pytest.fixture
def home(measured: Measured) -> str:
    return f"/{measured.slug}/engagements/"


def three(measured: Measured, **parts: str) -> dict[str, str]:
    """Three promises as a form sends them; the last two lines leave who promises blank."""
    return {
        "ligne-1-what": "Livrer les bulletins corrigés",
        "ligne-1-holder": str(measured.nova.public_id),
        "ligne-1-promised_for": "2026-03-20",
        "ligne-2-what": "Nommer un suppléant",
        "ligne-2-promised_for": "2026-03-31",
        "ligne-3-what": "Rendre le rapport de février",
        "ligne-3-promised_for": "2026-03-13",
        **parts,
    }


def test_three_are_noted_at_once(browser: Client, measured: Measured, home: str) -> None:
    assert "Aucun engagement n’est noté" in text(browser.get(home))
    shown = text(browser.post(f"{home}nouveaux/", three(measured), follow=True))
    assert "3 engagements notés" in shown
    found = Commitment.objects.order_by("promised_for")
    assert [(one.provider, one.promised_for) for one in found] == [
        (measured.nova, date(2026, 3, 13)),
        (measured.nova, date(2026, 3, 20)),
        (measured.nova, date(2026, 3, 31)),
    ]


def test_a_faulty_line_is_said_under_its_field_and_nothing_is_written(
    browser: Client, measured: Measured, home: str
) -> None:
    told = three(measured, **{"ligne-2-promised_for": "", "ligne-3-promised_for": "2026-01-01"})
    answer = text(browser.post(f"{home}nouveaux/", told))
    assert "Donnez la date promise" in answer
    assert "Une ligne est à corriger" in answer
    told = three(measured, **{"ligne-3-promised_for": "2026-01-01"})
    answer = text(browser.post(f"{home}nouveaux/", told))
    assert "Ligne 3" in answer
    assert "avant le jour de la promesse" in answer
    told = three(measured, **{"ligne-1-holder": ""})
    assert "Dites qui promet" in text(browser.post(f"{home}nouveaux/", told))
    assert "au moins une promesse" in text(browser.post(f"{home}nouveaux/", {"unit": ""}))
    assert not Commitment.objects.exists()


def test_it_is_kept_in_one_click_and_opened_again_in_another(
    browser: Client, measured: Measured, home: str
) -> None:
    row = factory.made(measured.alice, measured.nova)
    here = f"{home}{row.public_id}/"
    assert "Tenu aujourd’hui" in text(browser.get(here))
    told = {"version": "1", "on": NOW.date().isoformat()}
    assert "tenu à temps" in text(browser.post(f"{here}tenu/", told, follow=True))
    row.refresh_from_db()
    opened = browser.post(f"{here}rouvrir/?version={row.version}", follow=True)
    assert "de nouveau en cours" in text(opened)
    assert Commitment.objects.get().is_open


def test_the_first_date_stands_beside_the_new_one(
    browser: Client, measured: Measured, home: str
) -> None:
    row = factory.made(measured.alice, measured.nova)
    here = f"{home}{row.public_id}/"
    told = {"version": "1", "day": "2026-03-30", "reason": "Panne de leur outil"}
    shown = text(browser.post(f"{here}promettre/", told, follow=True))
    for part in ("Promis pour le 20 mars 2026", "10 jours après", "Panne de leur outil"):
        assert part in shown
    stale = text(browser.post(f"{here}non-tenu/", {"version": "1", "reason": "Non"}))
    assert "modifié" in stale
    missed = {"version": "2", "reason": "Jamais reçu"}
    assert "non tenu" in text(browser.post(f"{here}non-tenu/", missed, follow=True))
    assert Commitment.objects.get().outcome == Outcome.MISSED


def test_dropping_says_why(browser: Client, measured: Measured, home: str) -> None:
    row = factory.made(measured.alice, measured.nova)
    here = f"{home}{row.public_id}/abandonner/"
    assert "obligatoire" in text(browser.post(here, {"version": "1", "reason": ""}))
    told = {"version": "1", "reason": "Plus besoin"}
    assert "Plus besoin" in text(browser.post(here, told, follow=True))


def test_several_are_kept_together_then_undone(
    browser: Client, measured: Measured, home: str
) -> None:
    rows = [factory.made(measured.alice, measured.nova) for _one in range(3)]
    assert "Cochez d’abord" in text(browser.post(f"{home}tenus/", {"choisi": "x"}, follow=True))
    chosen = {"choisi": [str(one.public_id) for one in rows[:2]]}
    shown = text(browser.post(f"{home}tenus/", chosen, follow=True))
    assert "2 engagements notés tenus" in shown
    assert "Vous venez de noter 2 engagements tenus" in shown
    assert Commitment.objects.filter(outcome=Outcome.KEPT).count() == 2
    assert "Vous venez de noter" not in text(browser.get(home))
    browser.post(f"{home}rouverts/", chosen)
    assert not Commitment.objects.filter(outcome=Outcome.KEPT).exists()


def test_the_list_filters_by_the_address_and_goes_out_as_a_file(
    browser: Client, measured: Measured, home: str
) -> None:
    lyon = measured.group.lyon
    factory.made(measured.alice, measured.nova, what="Pour Lyon", unit=lyon)
    factory.made(measured.alice, measured.nova, what="Partout", **PAST)
    assert "1 en retard" in text(browser.get(home))
    shown = text(browser.get(f"{home}?engagements.filtre.site=Lyon"))
    assert "Pour Lyon" in shown
    assert "Partout" not in shown
    answer = browser.get(f"{home}?format=csv&table=engagements")
    assert "Pour Lyon" in answer.content.decode("utf-8-sig")


def test_a_share_has_its_fraction_and_three_that_ended(
    browser: Client, measured: Measured, home: str
) -> None:
    for rank in range(3):
        row = factory.made(measured.alice, measured.nova, what=f"Promesse {rank}")
        assert "trop peu pour un taux" in text(browser.get(home))
        commitments.keep(by=measured.alice, at=NOW, commitment=row, on=NOW.date())
    shown = text(browser.get(home))
    assert "3 sur 3" in shown
    assert "100 %" in shown
    nova = f"/{measured.slug}/prestataires/{measured.nova.public_id}/engagements/"
    assert "3 sur 3 tenus à temps (100 %)" in text(browser.get(nova))


def test_a_name_is_read_by_nobody_but_its_manager(
    browser: Client, measured: Measured, home: str
) -> None:
    bob = accounts.actor(measured.company, Role.DIRECTOR, name="Bob Roux")
    head = factory.post(measured.alice, "DG", held_by=measured.alice)
    daf = factory.post(measured.alice, "DAF du groupe", held_by=bob, manager=head)
    row = factory.made(measured.alice, seat=daf)
    other = browse(accounts.user_of(accounts.actor(measured.company, name="Chloé Petit")))
    for address in (home, f"{home}{row.public_id}/"):
        assert "Bob Roux" in text(browser.get(address))
        shown = text(other.get(address))
        assert "DAF du groupe" in shown
        assert "Bob Roux" not in shown


def test_what_is_late_is_on_the_first_page_mine_first(browser: Client, measured: Measured) -> None:
    mine = factory.post(measured.alice, "DG", held_by=measured.alice)
    factory.made(measured.alice, measured.nova, what="Promesse de Nova", **PAST)
    factory.made(measured.alice, seat=mine, what="Ma promesse", **PAST)
    shown = text(browser.get(f"/{measured.slug}/"))
    assert 0 < shown.index("Ma promesse") < shown.index("Promesse de Nova")
    assert "en retard de" in shown


def test_it_is_found_by_its_words(browser: Client, measured: Measured) -> None:
    factory.made(measured.alice, measured.nova, what="Clore le litige du four")
    assert "Clore le litige" in text(browser.get(f"/{measured.slug}/recherche/?q=litige"))


def test_its_last_day_is_in_the_calendar_under_one_key(measured: Measured) -> None:
    row = factory.made(measured.alice, measured.nova, what="Livrer")
    reader = Reader(measured.alice, measured.company, NOW.date())

    def told() -> list[tuple[str, date, str]]:
        found = [one for one in events(reader) if one.key.startswith("commitment-")]
        return [(one.key, one.day, one.text) for one in found]

    [(key, day, _text)] = told()
    assert day == row.promised_for
    again = factory.put_off(measured.alice, row)
    [(same, later, said)] = told()
    assert (same, later) == (key, again.day)
    assert "première date" in said
    commitments.keep(by=measured.alice, at=NOW, commitment=row, on=NOW.date())
    assert told() == []


BORN = Origin(kind="challenge", public_id=None, label="Délais de la paie", path="/x/")


def test_a_provider_reads_what_it_promised_and_what_it_is_promised(
    measured: Measured, home: str
) -> None:
    alice, nova = measured.alice, measured.nova
    zoe = accounts.actor(measured.company, name="Zoé Lambert")
    post = factory.post(alice, held_by=zoe)
    other = providers.create(by=alice, at=NOW, name="Orion")
    late = factory.made(alice, nova, what="Rendre les clés", origin=BORN, **PAST)
    factory.made(alice, seat=post, to_provider=nova, what="Envoyer les variables")
    factory.made(alice, seat=post, what="Préparer un remplaçant")
    factory.made(alice, other, what="Livrer ailleurs")
    client = browse(measured.member(Role.PROVIDER, provider=nova))
    shown = text(client.get(home))
    for what in ("Rendre les clés", "Envoyer les variables", "DAF"):
        assert what in shown
    for what in ("Préparer un remplaçant", "Livrer ailleurs", zoe.name, BORN.label, "Noter des"):
        assert what not in shown
    today = text(client.get(f"/{measured.slug}/"))
    assert "Rendre les clés" in today
    assert "Voir l’engagement" in today
    assert "Rendre les clés" in text(
        client.get(f"/{measured.slug}/prestataires/{nova.public_id}/engagements/")
    )
    assert client.post(f"{home}{late.public_id}/tenu/", {"version": 1}).status_code == 403


def test_what_we_wrote_of_a_promise_is_not_told_to_who_made_it(
    measured: Measured, home: str
) -> None:
    row = factory.made(measured.alice, measured.nova, origin=BORN)
    factory.put_off(measured.alice, row)
    here = f"{home}{row.public_id}/"
    client = browse(measured.member(Role.PROVIDER, provider=measured.nova))
    shown, ours = text(client.get(here)), text(browse(accounts.user_of(measured.alice)).get(here))
    for words in ("Congés", BORN.label, "Né de"):
        assert words in ours
        assert words not in shown
    assert "Promis à nouveau" in shown
    searched = f"/{measured.slug}/recherche/?q=d%C3%A9lais"
    assert row.what not in text(client.get(searched))


def test_an_auditor_reads_those_of_their_mandate_and_none_of_their_challenges(
    measured: Measured, home: str
) -> None:
    row = factory.made(measured.alice, measured.nova, origin=BORN)
    factory.put_off(measured.alice, row)
    client = browse(measured.member(Role.AUDITOR, provider=measured.nova))
    shown = text(client.get(f"{home}{row.public_id}/"))
    assert "Congés" in shown
    assert BORN.label not in shown
    # Nothing is theirs to decide.
    assert row.what not in text(client.get(f"/{measured.slug}/"))
    narrowed = browse(measured.member(Role.AUDITOR, unit=measured.group.nantes))
    assert narrowed.get(f"{home}{row.public_id}/").status_code == 404
