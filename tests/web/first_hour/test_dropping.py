"""Files dropped together are recognised, taken or asked about, and none keeps the others out."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import accounts, organisation
from tests.web.pages.conftest import browse
from timonerie.domains.facts.models import DroppedFile, DroppedState, ImportBatch
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.documents import confinement
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company
from timonerie.web.first_hour import arrivals
from timonerie.web.first_hour.kinds import cases
from timonerie.web.first_hour.shapes import Arrival, Dropped, Outcome
from timonerie.web.first_hour.sheet.shapes import Asked

UNITS = "niveau;nom;code\nsite;Colmar;COL\nsite;Metz;METZ\n"
TICKETS = (
    "Numéro;Ouvert le;Résolu le;Site\n"
    "T1;02/03/2026 08:00;02/03/2026 10:00;Colmar\n"
    "T2;03/03/2026 08:00;03/03/2026 12:00;Metz\n"
)
LOOSE = "libellé;montant\nloyer;1200\nménage;300\n"


@pytest.fixture
def company(db: None) -> Company:
    return organisation.company("neuve")


@pytest.fixture
def browser(company: Company) -> Client:
    with current.company(company.pk):
        return browse(accounts.membership(company).user)


def drop(browser: Client, files: Mapping[str, str | bytes]) -> dict[str, Any]:
    """What became of each file, by name."""
    sent = [
        SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        for name, text in files.items()
    ]
    page = browser.post("/neuve/premiere-heure/", {"files": sent}, follow=True)
    assert page.status_code == 200
    return {one.name: one for one in page.context["arrivals"]}


def zipped(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def test_each_file_goes_its_way_whatever_the_order(browser: Client, company: Company) -> None:
    came = drop(
        browser, {"tickets 2026-03.csv": TICKETS, "sites.csv": UNITS, "photo.png": b"\x89PNG"}
    )
    assert {name: one.outcome for name, one in came.items()} == {
        "tickets 2026-03.csv": "asks",
        "sites.csv": "asks",
        "photo.png": "refused",
    }
    assert "PDF de contrat" in came["photo.png"].sentence
    with current.company(company.pk):
        assert ImportBatch.objects.get().source.name == "tickets"
        assert DroppedFile.objects.get().kind == "unites"


def test_a_payroll_of_an_archive_is_gone_before_the_next_file_is_read(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[set[str]] = []

    def look(asked: Asked, file: Dropped) -> Arrival:
        left.append({one.name for one in confinement.workshop().rglob("*") if one.is_file()})
        return Arrival(name=file.name, outcome=Outcome.TAKEN, sentence="lu")

    monkeypatch.setattr(arrivals, "_received", look)
    drop(browser, {"paie.zip": zipped({"01.dsn": "a", "02.dsn": "b"})})
    assert [names - {"answer.json"} for names in left] == [{"0", "1"}, {"1"}]


def test_each_file_of_an_archive_goes_its_way(browser: Client, company: Company) -> None:
    files = {"2026/tickets 2026-03.csv": TICKETS, "sites.csv": UNITS, "photo.png": "PNG"}
    nested = zipped({"dsn.dsn": "a", "encore.zip": "PK"})
    came = drop(browser, {"envoi.zip": zipped(files), "autre.zip": zipped({}), "deux.zip": nested})
    assert {name: one.outcome for name, one in came.items()} == {
        "envoi.zip : tickets 2026-03.csv": "asks",
        "envoi.zip : sites.csv": "asks",
        "envoi.zip : photo.png": "refused",
        "autre.zip": "refused",
        "deux.zip : encore.zip": "refused",
    }
    assert "ZIP-09" in came["autre.zip"].sentence
    with current.company(company.pk):
        assert DroppedFile.objects.get().file_name == "sites.csv"


def test_what_comes_in_several_sendings_is_told_together(browser: Client) -> None:
    for name in ("un.png", "deux.png"):
        sent = SimpleUploadedFile(name, b"\x89PNG")
        answer = browser.post("/neuve/premiere-heure/", {"files": [sent]}, headers={"X-Part": "1"})
        assert answer.status_code == 204
    page = browser.get("/neuve/premiere-heure/")
    assert [one.name for one in page.context["arrivals"]] == ["un.png", "deux.png"]
    assert browser.get("/neuve/premiere-heure/").context["arrivals"] == []


def test_a_list_is_written_once_looked_at_and_waits_no_longer(
    browser: Client, company: Company
) -> None:
    came = drop(browser, {"sites.csv": UNITS})
    preview = browser.get(came["sites.csv"].url, follow=True)
    assert preview.status_code == 200
    browser.post(preview.request["PATH_INFO"])
    with current.company(company.pk):
        assert Unit.objects.filter(name__in=("Colmar", "Metz")).count() == 2
        assert DroppedFile.objects.get().state == DroppedState.TAKEN
    assert browser.get("/neuve/premiere-heure/").context["waiting"] == []


def test_a_table_that_may_be_anything_is_asked_about_and_nothing_is_written(
    browser: Client, company: Company
) -> None:
    came = drop(browser, {"charges.csv": LOOSE})
    page = browser.get(came["charges.csv"].url)
    assert {"dossiers", "unites"} <= {one.code for one in page.context["choices"]}
    browser.post(came["charges.csv"].url, {"kind": "dossiers"})
    with current.company(company.pk):
        assert ImportBatch.objects.get().file_name == "charges.csv"
        assert DroppedFile.objects.get().state == DroppedState.TAKEN


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("nom;adresse;unité\nClaire Roux;claire@example.org;\n", "personnes"),
        ("poste;unité;titulaire\nComptable;Siège;Claire Roux\n", "postes"),
        ("raison sociale;siren;établissement\nBrevent;732829320;Siège\n", "entites"),
        ("nom;prénom;poste;N+1\nRoux;Claire;DG;\n", "organigramme"),
    ],
)
def test_a_list_of_the_settings_is_known_by_its_titles(
    browser: Client, company: Company, table: str, kind: str
) -> None:
    came = drop(browser, {"liste.csv": table})
    assert browser.get(came["liste.csv"].url, follow=True).status_code == 200
    with current.company(company.pk):
        assert DroppedFile.objects.get().kind == kind
    named = [one.kind.code for one in browser.get("/neuve/premiere-heure/").context["standing"]]
    assert "unites" in named
    assert not {"personnes", "postes", "entites"} & set(named)


@pytest.mark.parametrize(
    "suppliers",
    [
        "Raison sociale;SIREN;SIRET;Adresse;Commune\nOnet;732829320;;1 rue A;Lyon\n",
        "Fournisseur;Raison sociale;SIREN;Objet\nF1;Onet;732829320;Nettoyage\n",
        "Nom;Unité\nOnet;Lyon\n",
    ],
)
def test_a_list_of_suppliers_never_passes_for_the_company_itself(
    browser: Client, company: Company, suppliers: str
) -> None:
    drop(browser, {"fournisseurs.csv": suppliers})
    with current.company(company.pk):
        assert DroppedFile.objects.get().kind in ("", "prestataires")


def test_the_same_file_twice_waits_once_and_may_be_set_aside(
    browser: Client, company: Company
) -> None:
    drop(browser, {"sites.csv": UNITS})
    came = drop(browser, {"sites (1).csv": UNITS})
    with current.company(company.pk):
        held = DroppedFile.objects.get()
    assert len(browser.get("/neuve/premiere-heure/").context["waiting"]) == 1
    browser.post(f"/neuve/premiere-heure/fichier/{held.public_id}/ecarter/")
    assert browser.get("/neuve/premiere-heure/").context["waiting"] == []
    assert browser.get(came["sites (1).csv"].url).status_code == 404


def test_a_reader_without_the_right_sees_no_drop_zone(company: Company) -> None:
    with current.company(company.pk):
        user = accounts.membership(company, Role.SITE_MANAGER).user
    assert browse(user).get("/neuve/premiere-heure/").status_code == 403


@pytest.mark.parametrize(
    ("file_name", "source"),
    [
        ("tickets 2026-03.csv", "tickets"),
        ("suivi_bulletins_202603.xlsx", "suivi_bulletins"),
        ("2026-03.csv", "2026-03"),
        ("incidents infogérance.csv", "incidents infogérance"),
    ],
)
def test_files_of_several_months_come_from_one_source(file_name: str, source: str) -> None:
    assert cases.source_name(file_name) == source
