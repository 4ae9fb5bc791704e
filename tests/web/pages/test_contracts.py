"""The contracts on screen: the list, the page of one, a list dropped, questions answered."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import contract_lists, contracts
from tests.factories.contract_lists import FREE, csv
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Contract, ContractList
from timonerie.domains.contracts.operations import contracts as operations
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

ASKED = (
    "Fournisseur;Objet;Début;Durée;Reconduction;Préavis\nOnet;Lyon;01/07/2023;36 mois;tacite;{}\n"
)


def signed(measured: Measured, name: str = "Tenue de la paie", **parts: Any) -> Contract:
    with current.company(measured.company.pk):
        return contracts.signed(measured.alice, name, **parts)


def accepted(measured: Measured, content: bytes) -> None:
    with current.company(measured.company.pk):
        contract_lists.accepted(measured.alice, content)


def kept(measured: Measured) -> list[Contract]:
    with current.company(measured.company.pk):
        return list(Contract.objects.order_by("pk"))


def text(answer: Any) -> str:
    """Of a page, with plain spaces."""
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def page(client: Client, measured: Measured, path: str = "") -> str:
    answer = client.get(f"/{measured.slug}/contrats/{path}")
    assert answer.status_code == 200, path
    return text(answer)


def drop(client: Client, measured: Measured, content: bytes, name: str = "contrats.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(f"/{measured.slug}/contrats/listes/", {"file": file}, follow=True)


def test_an_empty_list_says_to_drop_the_one_already_kept(
    browser: Client, measured: Measured
) -> None:
    assert "Déposer une liste" in page(browser, measured)
    auditor = browse(measured.member(Role.AUDITOR, unit=measured.group.lyon))
    found = page(auditor, measured)
    assert "Aucun contrat connu" in found
    assert "Déposer une liste" not in found


@time_machine.travel(NOW)
def test_the_list_tells_the_day_to_decide_and_filters_in_its_address(
    browser: Client, measured: Measured
) -> None:
    signed(measured, yearly_cents=1_200_000, tax="excluded")
    with current.company(measured.company.pk):
        contracts.bare(measured.alice)
    found = page(browser, measured)
    assert "À décider dans les douze mois" in found
    assert "12 000 € HT" in found
    address = f"/{measured.slug}/contrats/?filtre.decision=avant+6+mois"
    table = browser.get(address).context["table"]
    assert [row.cells[0].text for row in table.rows] == ["Tenue de la paie"]
    sheet = browser.get(f"{address}&format=csv").content.decode()
    assert ("Tenue de la paie" in sheet, "Nettoyage" in sheet) == (True, False)


@time_machine.travel(NOW)
def test_the_page_of_a_contract_explains_each_date(browser: Client, measured: Measured) -> None:
    one = signed(measured, preparation="2 semaines")
    found = page(browser, measured, f"{one.public_id}/")
    assert "À décider avant le 16 mars 2026" in found
    assert "Préavis de 3 mois avant le 30 juin 2026, lettre reçue" in found
    assert "à faire valider par un conseil" in found.lower()


def test_a_contract_of_which_nothing_is_known_asks_what_it_lacks(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        one = contracts.bare(measured.alice)
    found = page(browser, measured, f"{one.public_id}/")
    assert "Aucune date ne peut être donnée" in found
    assert "Avec qui ce contrat est-il signé ?" in found


def test_a_contract_is_said_on_screen_with_blanks_allowed(
    browser: Client, measured: Measured
) -> None:
    told = {
        "name": "Paie",
        "notice_number": "3",
        "notice_unit": "months",
        "firm_unit": "indefinite",
    }
    told |= {"amount": "1250,50", "tax": "excluded"}
    browser.post(f"/{measured.slug}/contrats/nouveau/", told)
    [one] = kept(measured)
    assert (one.notice, one.firm, one.yearly_cents) == ("3 months", "indefinite", 125_050)


def test_what_cannot_stand_is_said_beside_its_field(browser: Client, measured: Measured) -> None:
    one = signed(measured)
    told = {"name": "Paie", "start_date": "2026-01-01", "end_date": "2025-01-01", "version": 1}
    answer = browser.post(f"/{measured.slug}/contrats/{one.public_id}/modifier/", told)
    assert answer.context["form"].errors["end_date"] == ["L’échéance vient après la prise d’effet."]
    assert kept(measured)[0].version == 1


def test_saving_a_form_untouched_changes_nothing(browser: Client, measured: Measured) -> None:
    one = signed(measured, notice="1 mois et 15 jours", yearly_cents=125_050)
    address = f"/{measured.slug}/contrats/{one.public_id}/modifier/"
    form = browser.get(address).context["form"]
    told: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if hasattr(bound.field, "keep") else None
        if parts is not None:
            told[f"{bound.name}_number"], told[f"{bound.name}_unit"] = parts[0] or "", parts[1]
        else:
            told[bound.name] = "" if value is None else value
    browser.post(address, told)
    assert kept(measured)[0].version == 1


def test_two_writers_see_both_versions_in_words(browser: Client, measured: Measured) -> None:
    one = signed(measured)
    with current.company(measured.company.pk):
        said = contracts.said(notice="6 mois")
        operations.change(by=measured.alice, at=NOW, contract=one, version=1, said=said)
    told = {"name": "Tenue de la paie", "notice_number": "1", "notice_unit": "months", "version": 1}
    answer = browser.post(f"/{measured.slug}/contrats/{one.public_id}/modifier/", told)
    assert "6 mois" in text(answer)
    assert kept(measured)[0].notice == "6 months"


def test_terms_are_said_checked_and_a_contract_archived_and_taken_back(
    browser: Client, measured: Measured
) -> None:
    one = signed(measured)
    here = f"/{measured.slug}/contrats/{one.public_id}/"
    browser.post(f"{here}verifier/")
    assert "vérifié sur le contrat" in page(browser, measured, f"{one.public_id}/")
    browser.post(f"{here}archiver/")
    assert kept(measured)[0].archived_at is not None
    assert "Tenue de la paie" in page(browser, measured, "archives/")
    browser.post(f"{here}reprendre/")
    assert kept(measured)[0].archived_at is None


def test_a_list_is_seen_before_it_is_written(browser: Client, measured: Measured) -> None:
    answer = drop(browser, measured, csv(FREE))
    found = text(answer)
    assert "Contrats ajoutés" in found
    assert "« voir contrat »" in found
    assert "prestataires que vous n’avez pas encore" in found
    assert kept(measured) == []
    one = answer.context["list"]
    done = browser.post(
        f"/{measured.slug}/contrats/listes/{one.public_id}/accepter/",
        {"create_providers": "on"},
        follow=True,
    )
    assert "Ce que vos listes ne disent pas" in text(done)
    assert len(kept(measured)) == 4


def test_columns_are_corrected_and_a_list_is_undone(browser: Client, measured: Measured) -> None:
    answer = drop(browser, measured, b"Qui;Quoi\nOnet;Nettoyage\n")
    here = f"/{measured.slug}/contrats/listes/{answer.context['list'].public_id}/"
    assert "Dites quelle colonne" in text(answer)
    told = {"column-0": "provider", "column-1": "name"}
    assert "Onet" in text(browser.post(f"{here}colonnes/", told, follow=True))
    browser.post(f"{here}accepter/", {"create_providers": "on"})
    assert [one.name for one in kept(measured)] == ["Nettoyage"]
    assert "Annuler cette liste" in text(browser.get(here))
    browser.post(f"{here}annuler/")
    assert [one.archived_at is None for one in kept(measured)] == [False]


def test_a_file_that_cannot_be_read_says_why_and_keeps_nothing(
    browser: Client, measured: Measured
) -> None:
    answer = drop(browser, measured, b"%PDF-1.7", name="contrats.xlsx")
    assert (answer.status_code, "Le fichier n’a pas été lu" in text(answer)) == (422, True)
    with current.company(measured.company.pk):
        assert ContractList.objects.count() == 0


@time_machine.travel(NOW)
def test_an_answer_on_screen_gives_the_date(browser: Client, measured: Measured) -> None:
    accepted(measured, ASKED.format("à vérifier").encode())
    [one] = kept(measured)
    groups = browser.get(f"/{measured.slug}/contrats/questions/").context["groups"]
    [group] = [each for each in groups if each.rows[0].field == "notice"]
    told = {"questions": group.ids, "kind": "length", "number": "3", "unit": "months"}
    told["contract"] = str(one.public_id)
    answer = browser.post(f"/{measured.slug}/contrats/questions/repondre/", told, follow=True)
    assert "Répondu pour 1 contrat" in text(answer)
    assert "À décider avant le 30 mars 2026" in text(answer)


def test_an_empty_answer_is_said_and_a_question_is_left_blank(
    browser: Client, measured: Measured
) -> None:
    accepted(measured, ASKED.format("à vérifier").encode())
    [group] = browser.get(f"/{measured.slug}/contrats/questions/").context["groups"]
    address = f"/{measured.slug}/contrats/questions/repondre/"
    told = {"questions": group.ids, "kind": "length", "number": "", "unit": "months"}
    assert "Répondez, ou laissez" in text(browser.post(address, told, follow=True))
    left = browser.post(address, {**told, "leave": "1"}, follow=True)
    assert "Aucune question en attente" in text(left)


@time_machine.travel(NOW)
def test_a_decision_within_six_weeks_is_on_the_first_page(
    browser: Client, measured: Measured
) -> None:
    signed(measured)
    found = text(browser.get(f"/{measured.slug}/"))
    assert "Tenue de la paie : à décider avant le 30 mars 2026" in found


def test_the_page_of_a_provider_shows_its_contracts(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    address = f"/{measured.slug}/prestataires/{nova.public_id}/"
    assert "Aucun contrat connu avec ce prestataire" in text(browser.get(address))
    signed(measured, provider=nova)
    assert "Tenue de la paie" in text(browser.get(address))
    provider = browse(measured.member(Role.PROVIDER, provider=nova))
    assert "Tenue de la paie" not in text(provider.get(address))


def test_search_finds_a_contract_by_whom_it_is_with(browser: Client, measured: Measured) -> None:
    with current.company(measured.company.pk):
        nova = measured.nova
    one = signed(measured, provider=nova)
    found = text(browser.get(f"/{measured.slug}/recherche/?q=Tenue"))
    assert str(one.public_id) in found


def test_an_end_without_a_start_is_told_as_it_is_written(
    browser: Client, measured: Measured
) -> None:
    with current.company(measured.company.pk):
        one = contracts.bare(measured.alice, end_date=date(2030, 12, 31))
    assert "Échéance écrite : le 31 décembre 2030 inclus" in page(
        browser, measured, f"{one.public_id}/"
    )
