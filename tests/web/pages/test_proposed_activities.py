"""« Proposées par vos fichiers »: what books, contracts and payroll say of who does what."""

import re
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import books, contracts
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_decisions import titles
from tests.web.pages.test_inventory import page, text
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.sourcing.models import (
    Activity,
    ActivityValue,
    Assignment,
    SetAsideProposal,
)
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = [pytest.mark.slow]
PATH = "proposees/"
ACCOUNTANT = "COMPTA-14"


@pytest.fixture
def files(measured: Measured) -> None:
    """A year of books, with a « Cabinet Durand » paid on 6226; a contract of Nova's."""
    with current.company(measured.company.pk):
        books.read(measured.alice)
        contracts.signed(
            measured.alice, "Nettoyage des bureaux", provider=measured.nova, yearly_cents=500_000
        )


def groups(client: Client, measured: Measured) -> dict[str, Any]:
    found = client.get(f"/{measured.slug}/activites/{PATH}").context["groups"]
    return {one.name: one for one in found}


def accept(client: Client, measured: Measured, *keys: str, **more: Any) -> str:
    told = {"choisi": keys, "depuis": "2025-01-01", **more}
    address = f"/{measured.slug}/activites/{PATH}retenir/"
    return text(client.post(address, told, follow=True))


def test_without_a_file_it_says_which_ones_to_drop(browser: Client, measured: Measured) -> None:
    found = page(browser, measured, PATH)
    assert "Aucun fichier ne dit encore qui fait quoi" in found
    assert "Ajouter les activités cochées" not in found


@time_machine.travel(NOW)
def test_each_payee_comes_with_what_says_it_and_what_it_costs(
    browser: Client, measured: Measured, files: None
) -> None:
    told = groups(browser, measured)
    durand = told["CABINET DURAND"]
    assert "6 000 € sur douze mois" in durand.cost.replace("\u202f", " ").replace("\u00a0", " ")
    assert any("devient un prestataire" in note for note in durand.notes)
    nova = told["Nova"]
    assert any("Nettoyage des bureaux" in line.why for line in nova.lines)
    assert all(line.is_picked for line in nova.lines)


@time_machine.travel(NOW)
def test_an_accepted_payee_becomes_a_provider_with_its_cost(
    browser: Client, measured: Measured, files: None
) -> None:
    durand = groups(browser, measured)["CABINET DURAND"]
    keys = [line.key for line in durand.lines if line.key.startswith(ACCOUNTANT)]
    answer = accept(browser, measured, *keys)
    assert "1 proposition est retenue" in answer
    with current.company(measured.company.pk):
        activity = Activity.objects.get(code=ACCOUNTANT)
        served = Assignment.objects.filter(activity=activity)
        assert {str(one.provider) for one in served} == {"CABINET DURAND"}
        assert served.count() == 3
        value = ActivityValue.objects.get()
        assert (value.field, value.origin, value.value["cents"]) == (
            "yearly_cost", "books", 600_000,
        )  # fmt: skip
    assert "CABINET DURAND" not in groups(browser, measured)


@time_machine.travel(NOW)
def test_what_a_payee_costs_is_written_once_whenever_its_activities_are_taken(
    browser: Client, measured: Measured, files: None
) -> None:
    with current.company(measured.company.pk):
        contracts.signed(
            measured.alice, "Gestion de la paie", provider=measured.nova, yearly_cents=700_000
        )
    for _time in range(2):
        accept(browser, measured, groups(browser, measured)["Nova"].lines[0].key)
    with current.company(measured.company.pk):
        assert Activity.objects.count() == 2
        assert ActivityValue.objects.filter(field="yearly_cost").count() == 1


@time_machine.travel(NOW)
def test_what_a_contract_says_is_said_of_the_sites_that_are_chosen(
    browser: Client, measured: Measured, files: None
) -> None:
    nova = groups(browser, measured)["Nova"]
    lyon = measured.group.lyon
    accept(browser, measured, nova.lines[0].key, **{f"sites-{nova.key}": [str(lyon.public_id)]})
    with current.company(measured.company.pk):
        assert [one.unit for one in Assignment.objects.all()] == [lyon]
        value = ActivityValue.objects.get()
    assert value.unit_id == lyon.pk
    assert value.origin in ("contract", "books")


@time_machine.travel(NOW)
def test_what_is_ticked_stays_so_when_a_rule_refuses(
    browser: Client, measured: Measured, files: None
) -> None:
    nova = groups(browser, measured)["Nova"]
    refused = accept(browser, measured, nova.lines[0].key, depuis="hier")
    assert "Dites depuis quel jour" in refused
    assert re.search(rf'value="{re.escape(nova.lines[0].key)}" checked', refused)
    assert "Cochez au moins une activité" in accept(browser, measured)
    with current.company(measured.company.pk):
        assert not Activity.objects.exists()


@time_machine.travel(NOW)
def test_what_is_set_aside_is_not_proposed_until_taken_back(
    browser: Client, measured: Measured, files: None
) -> None:
    key = groups(browser, measured)["CABINET DURAND"].lines[0].key
    address = f"/{measured.slug}/activites/{PATH}"
    answer = text(browser.post(f"{address}retenir/", {"ecarter": key}, follow=True))
    assert "ne sera plus proposée" in answer
    shown = groups(browser, measured).get("CABINET DURAND")
    assert shown is None or key not in {line.key for line in shown.lines}
    with current.company(measured.company.pk):
        assert SetAsideProposal.objects.get().key == key
    browser.post(f"{address}reprendre/", {"ecarter": key})
    assert key in {line.key for line in groups(browser, measured)["CABINET DURAND"].lines}


@time_machine.travel(NOW)
def test_what_is_not_proposed_is_not_set_aside(
    browser: Client, measured: Measured, files: None
) -> None:
    address = f"/{measured.slug}/activites/{PATH}retenir/"
    answer = text(browser.post(address, {"ecarter": "A" * 200}, follow=True))
    assert "n’est plus proposée" in answer
    assert "ne sera plus proposée" not in answer
    with current.company(measured.company.pk):
        assert not SetAsideProposal.objects.exists()


@time_machine.travel(NOW)
def test_an_empty_inventory_with_books_stands_among_the_decisions(
    browser: Client, measured: Measured, files: None
) -> None:
    assert "Vos comptes disent déjà qui fait quoi" in titles(browser, measured)
    nova = groups(browser, measured)["Nova"]
    accept(browser, measured, nova.lines[0].key)
    assert "Vos comptes disent déjà qui fait quoi" not in titles(browser, measured)


@pytest.mark.parametrize("narrowed", ["unit", "provider", "function"])
def test_who_sees_a_part_of_the_company_sees_no_proposal(
    measured: Measured, files: None, narrowed: str
) -> None:
    with current.company(measured.company.pk):
        parts: dict[str, Any] = {
            "unit": measured.group.lyon,
            "provider": measured.nova,
            "function": BusinessFunction.objects.get(code="payroll"),
        }
        client = browse(measured.member(Role.EXECUTIVE, **{narrowed: parts[narrowed]}))
    address = f"/{measured.slug}/activites/{PATH}"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}retenir/", {"choisi": "a"}).status_code == 404
    assert client.post(f"{address}reprendre/", {"ecarter": "a"}).status_code == 404


def test_the_page_asks_at_most_twenty_questions(
    browser: Client, measured: Measured, files: None
) -> None:
    page(browser, measured, PATH)
    with CaptureQueriesContext(connection) as queries:
        page(browser, measured, PATH)
    assert len(queries) <= 20, len(queries)
