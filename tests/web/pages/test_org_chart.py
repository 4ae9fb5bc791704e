"""The tree of posts on screen: imported, read, looked through, tied."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, organisation
from tests.factories.org_charts import changed, csv, firm, small
from tests.factories.organisation import NOW, Group
from tests.web.pages.conftest import browse
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.organisation.operations.imports import lists
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company()


@pytest.fixture
def alice(company: Company) -> Actor:
    return accounts.actor(company)


@pytest.fixture
def group(company: Company, alice: Actor) -> Group:
    with current.company(company.pk):
        return organisation.group(alice)


@pytest.fixture
def browser(alice: Actor, group: Group) -> Client:
    return browse(accounts.user_of(alice))


def text(answer: Any) -> str:
    """What is read of a page, with plain spaces."""
    found = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", found.replace("\u00a0", " ").replace("\u202f", " "))


def page(client: Client, path: str = "", status: int = 200) -> str:
    answer = client.get(f"/brevent/organigramme/{path}")
    assert answer.status_code == status
    return text(answer)


def take(company: Company, by: Actor, folder: Path, rows: Any, *chosen: str) -> None:
    path = folder / "organigramme.csv"
    path.write_text(csv(rows), encoding="utf-8")
    with current.company(company.pk):
        lists.apply(by=by, at=NOW, kind="organigramme", path=path, file_name=path.name,
                    chosen=chosen)  # fmt: skip


def test_an_empty_page_says_what_to_do_next(browser: Client) -> None:
    assert "avec sa colonne « N+1 »" in page(browser)


def test_a_file_is_seen_with_its_questions_then_taken(browser: Client, company: Company) -> None:
    rows = changed(small(), "Jean Dupont", site="Colmar", manager="Victor Absent")
    file = SimpleUploadedFile("organigramme.csv", csv(rows).encode())
    seen = browser.post("/brevent/reglages/importer/organigramme/", {"file": file})["Location"]

    before = text(browser.get(seen))
    assert "À éclaircir" in before
    assert "Aucune unité ne s’appelle « Colmar »" in before
    assert "Créer un poste vacant pour chaque responsable absent" in before
    settled = text(browser.get(f"{seen}?choix=sites&choix=vacants"))
    assert "À éclaircir" not in settled
    done = text(browser.post(seen, {"choix": ["sites", "vacants"]}, follow=True))

    assert "Lignes en ajout : 5" in done
    assert "Responsable (Victor Absent) · vacant" in done


def test_the_tree_tells_holders_spans_and_what_hangs_on_one_head(
    browser: Client, company: Company, alice: Actor, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, small())

    found = page(browser)

    assert "Directrice générale · Claire Roux Lyon · 2 rattachés, 3 en tout" in found
    assert "Niveaux 3" in found
    assert "Paie · Marc Petit Responsable paie" in found
    assert "Informatique · " not in found.partition("Ne tiennent")[2].partition("L’arbre")[0]


def test_a_search_opens_the_way_to_what_fits(
    browser: Client, company: Company, alice: Actor, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, small())

    found = page(browser, "?q=technicien nantes").partition("L’arbre")[2].partition("La liste")[0]

    assert "Un poste répond" in found
    assert "Jean Dupont" in found
    assert "Nadia Benali" in found
    assert "Marc Petit" not in found


def test_every_opening_of_a_large_tree_is_closed(
    browser: Client, company: Company, alice: Actor, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, firm(), "sites")

    html = browser.get("/brevent/organigramme/").content.decode()
    tree = html.partition('<ul class="tree panel">')[2].partition("</section>")[0]

    assert tree.count("<details") == tree.count("</details>") > 15
    assert tree.count("<li>") == tree.count("</li>") == 150
    assert tree.count("<ul>") + 1 == tree.count("</ul>")


def test_a_post_is_tied_and_never_under_itself(
    browser: Client, company: Company, alice: Actor, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, small())
    with current.company(company.pk):
        by_name = {one.name: one for one in Seat.objects.all()}
    head, low = by_name["Directrice générale"], by_name["Technicien"]

    def tie(seat: Seat, manager: Seat) -> str:
        said = {"version": seat.version, "manager": manager.public_id}
        address = f"/brevent/organigramme/{seat.public_id}/rattacher/"
        return text(browser.post(address, said, follow=True))

    assert "relève déjà de « Directrice générale »" in tie(head, low)
    assert "Le poste est rattaché." in tie(low, by_name["Responsable paie"])
    with current.company(company.pk):
        assert Seat.objects.get(pk=low.pk).manager == by_name["Responsable paie"]


def test_a_site_manager_sees_the_posts_of_the_site(
    browser: Client, company: Company, alice: Actor, group: Group, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, small())
    membership = accounts.membership(company, Role.SITE_MANAGER, name="Bob")
    with current.company(company.pk):
        mandates.grant(by=alice, at=NOW, membership=membership, unit=group.nantes,
                       start_date=accounts.LONG_AGO)  # fmt: skip

    found = page(browse(membership.user))

    assert "Technicien · Jean Dupont" in found
    assert "Claire Roux" not in found
    assert "Ne tiennent qu’à une tête" not in found


def test_the_list_is_exported(
    browser: Client, company: Company, alice: Actor, tmp_path: Path
) -> None:
    take(company, alice, tmp_path, small())

    lines = browser.get("/brevent/organigramme/?format=csv").content.decode().splitlines()

    assert len(lines) == 5
    assert "Technicien" in lines[-1] or any("Technicien" in line for line in lines)
