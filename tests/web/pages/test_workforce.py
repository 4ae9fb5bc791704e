"""The workforce on screen: what is known, what is missing, and what nobody is told."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import accounts, dsn, organisation, workforce
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import mandates
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONTHS = dsn.months(3)
HOME = "/brevent/effectifs/"


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Iterator[Actor]:
    with current.company(company.pk):
        yield accounts.actor(company)


@pytest.fixture
def browser(alice: Actor) -> Client:
    return browse(accounts.user_of(alice))


def manager(alice: Actor, company: Company, site: str) -> Client:
    membership = accounts.membership(company, Role.SITE_MANAGER)
    mandates.grant(
        by=alice,
        at=organisation.NOW,
        membership=membership,
        start_date=date(2020, 1, 1),
        unit=Unit.objects.get(name=site),
    )
    return browse(membership.user)


def text(client: Client, address: str = HOME) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return str(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def rows(client: Client, address: str = HOME) -> dict[str, Any]:
    """The table of a page: its cells by the name of each row."""
    table = client.get(address).context["table"]
    return {str(row.cells[0].text): [str(cell.text) for cell in row.cells] for row in table.rows}


def post(client: Client, data: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("paie.dsn", data)
    return client.post(f"{HOME}deposer/", {"file": file, **more}, follow=True)


def test_an_empty_page_says_what_to_drop(browser: Client) -> None:
    assert "Déposez le fichier que la paie envoie chaque mois" in text(browser)


def test_a_file_is_dropped_read_and_thrown_away(browser: Client) -> None:
    answer = post(browser, workforce.GROUP.file(MONTHS[0]), creates_entities="on")

    assert "4 déclarations sont lues, et le fichier est effacé." in answer.content.decode()
    assert "4 lieux de travail ne sont pas encore des sites" in text(browser).replace("&#x27;", "’")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "DSN-01"), (b"dossier;date\n", "DSN-03"), (workforce.GROUP.file(MONTHS[0]), "DSN-05")],
)
def test_a_refused_file_says_why_beside_the_field(browser: Client, data: bytes, code: str) -> None:
    answer = post(browser, data)

    assert code in answer.context["form"].errors["file"][0]
    assert not PayrollDeclaration.objects.exists()


def test_the_same_file_again_says_so(browser: Client, alice: Actor) -> None:
    workforce.drop(alice, workforce.GROUP.file(MONTHS[0]))

    answer = post(browser, workforce.GROUP.file(MONTHS[0]))

    assert "Ce fichier était déjà compté" in answer.content.decode()


def test_places_are_linked_in_one_form(browser: Client, alice: Actor) -> None:
    workforce.drop(alice, workforce.GROUP.file(MONTHS[0]))
    sirets = {one.siret: "creer" for one in dsn.PLACES[:3]} | {dsn.PLACES[3].siret: "laisser"}

    answer = browser.post(f"{HOME}sites/", sirets, follow=True)

    assert "3 lieux de travail sont maintenant des sites" in answer.content.decode()
    assert sorted(Unit.objects.sites().values_list("name", flat=True)) == [
        "Grenoble",
        "Lyon",
        "Nantes",
    ]


def test_each_site_has_its_line_and_the_whole_its_coverage(browser: Client, alice: Actor) -> None:
    workforce.of_group(alice, MONTHS)

    truth = workforce.GROUP.truth(dsn.PLACES[0], MONTHS[-1])
    assert rows(browser)["Lyon"][1] == str(truth.heads)
    assert "Fin mars 2025 · 4 sites sur 4" in text(browser)


def test_a_missing_month_is_missing_and_not_zero(browser: Client, alice: Actor) -> None:
    workforce.of_group(alice, MONTHS)
    lone = dsn.file(workforce.GROUP.told(dsn.PLACES[0], date(2025, 4, 1)))
    workforce.drop(alice, lone)

    found = rows(browser)

    assert found["Nantes"][1:2] + found["Nantes"][-1:] == ["—", "donnée manquante"]
    assert "1 site sur 4" in text(browser)


def test_a_site_manager_reads_their_site_and_no_declaration(alice: Actor, company: Company) -> None:
    workforce.of_group(alice, MONTHS)
    reader = manager(alice, company, "Nantes")

    assert list(rows(reader)) == ["Nantes"]
    assert "Déposer une DSN" not in text(reader)
    assert rows(reader, f"{HOME}declarations/") == {}
    declaration = PayrollDeclaration.objects.first()
    assert declaration is not None
    assert reader.get(f"{HOME}declarations/{declaration.public_id}/").status_code == 404


def test_a_site_manager_is_not_told_a_reason_shared_by_few(
    browser: Client, alice: Actor, company: Company
) -> None:
    """Ten stay, six resigned and one was dismissed: who would know which one?"""
    here, month = dsn.PLACES[3], MONTHS[-1]
    reasons = [""] * 10 + ["059"] * 6 + ["020"]
    people = [
        dsn.Somebody(rank, here, dsn.FIRST, end=date(2025, 3, 9) if code else None, reason=code)
        for rank, code in enumerate(reasons)
    ]
    told = [dsn.person(one, month) for one in people]
    workforce.drop(alice, dsn.file(dsn.declaration(here, month, told)))
    workforce.link(alice)

    reader = manager(alice, company, "Lille")

    assert bars(browser) == {"démission": 6, "licenciement": 1}
    assert bars(reader) == {"démission": 6}
    assert "moins de cinq personnes" in text(reader)
    assert "licenciement" not in text(reader)


def bars(client: Client) -> dict[str, float | None]:
    found = client.get(HOME).context["reasons"]["bars"]
    return {str(bar.label): bar.value for one in found for bar in one.bars}


def test_a_site_of_few_tells_no_absence_to_its_manager(alice: Actor, company: Company) -> None:
    place = dsn.PLACES[3]
    stop = dsn.Stop("01", date(2025, 3, 3), date(2025, 3, 20))
    people = [
        dsn.person(dsn.Somebody(rank, place, dsn.FIRST, stops=(stop,)), MONTHS[-1])
        for rank in range(1, 5)
    ]
    workforce.drop(alice, dsn.file(dsn.declaration(place, MONTHS[-1], people)))
    workforce.link(alice)

    reader = manager(alice, company, "Lille")

    assert "non détaillé" in rows(reader)["Lille"]
    assert "Taux d’absence" not in text(reader)


def test_a_declaration_says_what_was_thrown_away(browser: Client, alice: Actor) -> None:
    made = workforce.drop(alice, workforce.GROUP.file(MONTHS[0])).declarations[0]

    page = text(browser, f"{HOME}declarations/{made.public_id}/")

    assert "aucun numéro de sécurité sociale" in page
    assert "S21.G00.30.001" in page
    assert not any(canary in page for canary in dsn.CANARIES)


def test_a_withdrawn_declaration_counts_no_more(browser: Client, alice: Actor) -> None:
    made = workforce.drop(alice, workforce.GROUP.file(MONTHS[0])).declarations[0]

    answer = browser.post(f"{HOME}declarations/{made.public_id}/retirer/", follow=True)

    assert "ses chiffres ne comptent plus" in answer.content.decode()
    assert len(rows(browser)) == 3


def test_the_page_of_a_site_shows_its_heads(browser: Client, alice: Actor) -> None:
    lyon = next(one for one in workforce.of_group(alice, MONTHS) if one.name == "Lyon")
    with current.company(lyon.company_id):
        heads = workforce.GROUP.truth(dsn.PLACES[0], MONTHS[-1]).heads

    page = browser.get(f"{HOME}sites/{lyon.public_id}/")

    assert {"term": "Effectif", "detail": str(heads)} in page.context["summary"]["pairs"]
    assert f'hx-get="{HOME}sites/{lyon.public_id}/"' in text(
        browser, f"/brevent/sites/{lyon.public_id}/"
    )


@pytest.mark.parametrize("path", ["", "mois/", "declarations/", "sites/", "deposer/"])
def test_a_page_asks_as_much_for_a_year_as_for_a_month(
    browser: Client, alice: Actor, path: str
) -> None:
    workforce.of_group(alice, MONTHS[:1])
    few = asked(browser, HOME + path)
    for month in dsn.months()[1:]:
        workforce.drop(alice, workforce.GROUP.file(month))

    assert asked(browser, HOME + path) == few <= 20


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
