"""The page of the audit trail: what it tells, to whom, and how it is narrowed."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import accounts
from tests.factories import trails as sample
from tests.factories.organisation import NOW, Group
from tests.web.settings.conftest import SignIn
from timonerie.domains.organisation.operations import people, units
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit import operations, verify_offline
from timonerie.foundations.audit.models import Event, Head
from timonerie.foundations.jobs import planned
from timonerie.foundations.scope.models import Company

PAGE = "/brevent/reglages/piste-audit/"


def _read(browser: Client, **query: str) -> str:
    response = browser.get(reverse("settings-audit", args=["brevent"]), query)
    assert response.status_code == 200
    return response.content.decode()


def test_who_did_what_to_what_is_told_with_its_page(
    browser: Client, group: Group, alice: Actor
) -> None:
    page = _read(browser)
    assert "Unité créée" in page
    assert reverse("settings-unit", args=["brevent", group.lyon.public_id]) in page
    assert "Alice Martin" in page
    assert "code : Lyon" in page.replace("\u00a0", " ")


def test_an_administrator_reads_who_and_what_not_the_details(sign_in: SignIn, group: Group) -> None:
    technician = sign_in(Role.ADMINISTRATOR)
    page = _read(technician)
    assert "Unité créée" in page
    assert "Alice Martin" in page
    assert "rattachée à" not in page
    assert "piste.jsonl" not in page
    for route in ("settings-audit-trail-export", "settings-audit-points-export"):
        assert technician.get(reverse(route, args=["brevent"])).status_code == 403
    for form in ("csv", "xlsx"):
        assert "rattachée" not in str(technician.get(PAGE, {"format": form}))


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.SITE_MANAGER, Role.PROVIDER, Role.AUDITOR])
def test_the_others_do_not_read_it(sign_in: SignIn, role: Role) -> None:
    assert sign_in(role).get(PAGE).status_code == 403


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ({"famille": "person"}, "Personne ajoutée", "Unité créée"),
        ({"famille": "unit"}, "Unité créée", "Personne ajoutée"),
        ({"objet": "person"}, "Personne ajoutée", "Unité créée"),
        ({"texte": "Durand"}, "Personne ajoutée", "Unité créée"),
        ({"texte": "Équipe"}, "Unité créée", "Personne ajoutée"),
        ({"du": "2026-03-02", "au": "2026-03-02"}, "Unité créée", "Aucun événement"),
        ({"du": "2026-03-03"}, "Aucun événement ne correspond", "<td"),
        ({"au": "2026-03-01"}, "Aucun événement ne correspond", "<td"),
    ],
)
def test_filters_stand_in_the_address(
    browser: Client, alice: Actor, query: dict[str, str], seen: str, unseen: str
) -> None:
    units.create(by=alice, at=NOW, kind="site", name="Équipe de nuit")
    people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    page = _read(browser, **query).partition("<main")[2].partition("</form>")[2]
    assert seen in page
    assert unseen not in page


def test_an_author_is_a_filter(browser: Client, alice: Actor, company: Company) -> None:
    bob = sample.somebody(company)
    sample.record(bob, act="indicator.archive")
    units.create(by=alice, at=NOW, kind="site", name="Lyon")
    key = str(accounts.user_of(bob).public_id)
    page = _read(browser, auteur=key)
    assert "Indicateur archivé" in page
    assert "Unité créée" not in page


@pytest.mark.parametrize("query", [{"famille": "x"}, {"objet": "x"}, {"auteur": "x"}])
def test_a_filter_that_names_nothing_is_not_found(browser: Client, query: dict[str, str]) -> None:
    assert browser.get(PAGE, query).status_code == 404


def test_a_day_that_is_none_is_said(browser: Client) -> None:
    assert "field-error" in _read(browser, du="2026-13-45")


def test_a_long_trail_is_turned_page_by_page(browser: Client, alice: Actor) -> None:
    for _rank in range(120):
        sample.record(alice, act="indicator.archive")
    seen: list[int] = []
    query: dict[str, str] = {}
    for size in (50, 50, 22):
        context = browser.get(PAGE, query).context
        rows = context["table"].rows
        assert len(rows) == size
        seen += [row.cells[-1].value for row in rows]
        query = {"apres": str(seen[-1])}
    assert seen == sorted(Event.objects.values_list("seq", flat=True), reverse=True)
    assert not context["next_url"]
    first = browser.get(PAGE, {"tri": "ancien"}).context["table"].rows[0]
    assert first.cells[-1].value == 1


def test_it_is_exported_as_it_is_filtered(browser: Client, alice: Actor, group: Group) -> None:
    people.create(by=alice, at=NOW, name="=Zoé", email="", unit=None)
    answer = browser.get(PAGE, {"format": "csv", "famille": "person"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    header, row = csv.reader(io.StringIO(text), delimiter=";")
    assert header == ["Numéro", "Quand", "Quoi", "Nature", "Identifiant", "Par", "Détail"]
    assert row[2:4] == ["Personne ajoutée", "Personne"]
    assert row[5:] == ["Alice Martin", "nom\u00a0: =Zoé"]
    assert browser.get(PAGE, {"format": "xlsx"}).content.startswith(b"PK")


@pytest.mark.rule("AUD-05")
def test_a_director_takes_the_trail_and_what_verifies_it(
    browser: Client, company: Company, group: Group
) -> None:
    operations.checkpoint(company=company, at=NOW)
    files = {
        name: b"".join(browser.get(f"{PAGE}{name}"))
        for name in ("piste.jsonl", "points-de-controle.jsonl", "verify.py")
    }
    trail, points = (
        [json.loads(line) for line in files[name].splitlines()]
        for name in ("piste.jsonl", "points-de-controle.jsonl")
    )
    assert len(points) == 1
    assert verify_offline.verify(trail, points) == []
    assert b"RFC 6962" in files["verify.py"]


@pytest.mark.rule("AUD-06")
def test_an_erased_value_is_said_erased(browser: Client, alice: Actor) -> None:
    zoe = people.create(by=alice, at=NOW, name="Zoé Durand", email="", unit=None)
    operations.erase(by=alice, at=NOW, kind="person", number=zoe.public_id)
    page = _read(browser, famille="person")
    assert "valeur effacée" in page


def test_the_state_of_the_chain_is_told(
    browser: Client, company: Company, group: Group, django_capture_on_commit_callbacks: object
) -> None:
    assert "aucun pour l’instant" in _read(browser)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        planned.start_hourly()
    page = _read(browser)
    assert "intacte, " in page
    assert "aucun pour l’instant" not in page


def test_an_altered_trail_is_told(
    browser: Client, company: Company, alice: Actor, django_capture_on_commit_callbacks: object
) -> None:
    sample.record(alice, act="indicator.archive")
    Head.objects.update(seq=99)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        planned.start_hourly()
    page = _read(browser)
    assert "La piste a été altérée" in page
    assert "fin de chaîne manquante" in page
