"""The pages of what a reader follows from other instances: theirs alone, never said fresher."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.domains.portfolio.summaries import KEY, OTHER_KEY, sealed, summary
from tests.factories import accounts, organisation
from tests.web.pages.conftest import browse
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.rules import fingerprints
from timonerie.domains.portfolio.rules.documents import Summary
from timonerie.foundations.accounts.models import User


@pytest.fixture
def executive(db: None) -> User:
    return accounts.membership(organisation.company("solo", name="Papeterie Solo")).user


def fresh(**changes: Any) -> Summary:
    now = timezone.now()
    given = {"issued_at": now, "expires_at": now + timedelta(days=90)} | changes
    return summary(changes.pop("key_of", KEY), **given)


def add(client: Client, document: Summary | None = None) -> Any:
    content = sealed(document or fresh()).model_dump_json().encode()
    file = SimpleUploadedFile("resume.json", content)
    return client.post("/portefeuille/ajouter/", {"file": file})


def test_a_file_joins_the_portfolio_with_the_words_of_its_key(executive: User) -> None:
    client = browse(executive)
    answer = add(client)
    page = client.get(answer.headers["Location"]).content.decode()
    for word in fingerprints.words(summary().key):
        assert word in page
    assert "81 %" in page.replace("\u00a0", " ")
    portfolio = client.get("/").content.decode()
    assert "Verrerie Solane" in portfolio
    assert "autre instance" in portfolio
    assert 'href="https://autre.example/solane/"' in portfolio
    assert "Nova : Respect du niveau de service à 81" in portfolio.replace("\u00a0", " ")
    assert "2 sites sur 3" in portfolio


def test_what_is_followed_is_its_reader_s_alone(executive: User) -> None:
    add(browse(executive))
    one = FollowedSummary.objects.get()
    colleague = browse(accounts.user())
    assert "Verrerie" not in colleague.get("/portefeuille/").content.decode()
    assert colleague.get(f"/portefeuille/{one.public_id}/").status_code == 404
    for gesture in ("actualiser", "retirer"):
        path = f"/portefeuille/{one.public_id}/{gesture}/"
        assert colleague.post(path).status_code == 404
    assert "Verrerie" not in browse(executive).get("/solo/").content.decode()


def test_what_was_refused_is_said_and_the_last_good_one_is_shown_with_its_age(
    executive: User,
) -> None:
    client = browse(executive)
    issued = timezone.now() - timedelta(days=3)
    add(client, fresh(issued_at=issued))
    FollowedSummary.objects.update(fault=Fault.OTHER_KEY)
    page = client.get("/").content.decode().replace("\u00a0", " ")
    assert "La clé de l’autre instance a changé" in page
    assert "il y a 3 jours" in page
    assert "Respect du niveau de service" in page


def test_a_summary_that_expired_meanwhile_is_said_so_without_being_asked(executive: User) -> None:
    client = browse(executive)
    add(client)
    one = FollowedSummary.objects.get()
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    FollowedSummary.objects.update(document={**(one.document or {}), "expires_at": past})
    assert "Ce résumé a expiré" in client.get("/").content.decode()


def test_a_withdrawn_summary_leaves_no_figure(executive: User) -> None:
    client = browse(executive)
    add(client)
    FollowedSummary.objects.update(fault=Fault.WITHDRAWN, document=None)
    page = client.get("/").content.decode()
    assert "La société a retiré ce résumé" in page
    assert "Respect du niveau" not in page


def test_removing_takes_the_line_away(executive: User) -> None:
    client = browse(executive)
    add(client)
    one = FollowedSummary.objects.get()
    client.post(f"/portefeuille/{one.public_id}/retirer/")
    assert "Verrerie" not in client.get("/portefeuille/").content.decode()


def test_the_form_says_what_is_wrong_and_keeps_nothing(executive: User) -> None:
    client = browse(executive)
    forged = SimpleUploadedFile("a.json", sealed(summary(), OTHER_KEY).model_dump_json().encode())
    cases: list[tuple[dict[str, Any], str]] = [
        ({}, "l’un des deux"),
        ({"link": "https://exemple.fr/"}, "Ce n’est pas un lien de résumé"),
        ({"file": forged}, "La signature n’est pas la bonne"),
        (
            {"link": f"https://127.0.0.1/resumes/{summary().id}/#{'s' * 43}"},
            "n’a pas le droit d’appeler",
        ),
    ]
    for given, sentence in cases:
        page = client.post("/portefeuille/ajouter/", given)
        assert page.status_code == 200
        assert sentence in page.content.decode()
    assert not FollowedSummary.objects.exists()


def test_a_visitor_is_led_to_the_door(db: None) -> None:
    for path in ("/portefeuille/", "/portefeuille/ajouter/"):
        assert Client().get(path).headers["Location"].startswith("/connexion/")
