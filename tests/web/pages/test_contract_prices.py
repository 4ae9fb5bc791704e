"""The money of a contract on screen."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories import books, contracts, facts, figures, sourcing
from tests.factories import contract_money as money
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from timonerie.domains.contracts.models import Contract, ContractPrice, PriceRevision
from timonerie.domains.contracts.operations import shares
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.operations import results
from timonerie.domains.performance.queries import off_contract
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow


@pytest.fixture
def contract(measured: Measured) -> Contract:
    with current.company(measured.company.pk):
        nova = Provider.objects.get(name="Nova")
        return contracts.signed(measured.alice, provider=nova, yearly_cents=1_000_000)


def text(answer: Any) -> str:
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def here(measured: Measured, contract: Contract, path: str = "") -> str:
    return f"/{measured.slug}/contrats/{contract.public_id}/prix/{path}"


def page(client: Client, measured: Measured, contract: Contract) -> str:
    answer = client.get(here(measured, contract))
    assert answer.status_code == 200
    return text(answer)


def test_an_empty_page_says_what_to_do_next(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    found = page(browser, measured, contract)
    assert "Aucun prix n’est en vigueur" in found
    assert "Aucune clause de révision" in found
    assert "Aucune répartition entre les sites" in found


def test_a_price_is_typed_then_changed_from_a_day_on(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    told = {
        "title": "Bulletin",
        "recurrence": "unit",
        "amount": "8,90",
        "unit": "bulletin",
        "low": "80",
        "expected": "100",
        "high": "1 200",
        "per": "month",
        "start_date": "2025-01-01",
    }
    browser.post(here(measured, contract, "nouveau/"), told)
    found = page(browser, measured, contract)
    assert "8,90 € par bulletin" in found
    assert "80 à 1 200, 100 attendus par mois" in found
    with current.company(measured.company.pk):
        row = ContractPrice.objects.get()
    told |= {"amount": "9,25", "start_date": "2026-01-01"}
    browser.post(here(measured, contract, f"{row.public_id}/modifier/"), told)
    assert "9,25 € par bulletin" in page(browser, measured, contract)
    answer = browser.post(here(measured, contract, f"{row.public_id}/modifier/"), told)
    assert "entre-temps" in text(answer)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("amount", "12.000", "deux façons"),
        ("amount", "cher", "Écrivez un prix"),
        ("bands", "n’importe quoi", "La ligne 1"),
        ("start_date", "", "obligatoire"),
    ],
)
def test_what_is_no_price_is_said_beside_its_field(
    browser: Client, measured: Measured, contract: Contract, name: str, value: str, said: str
) -> None:
    told = {"title": "Prix", "recurrence": "unit", "amount": "1", "start_date": "2025-01-01"}
    answer = browser.post(here(measured, contract, "nouveau/"), {**told, name: value})
    assert said in text(answer)
    with current.company(measured.company.pk):
        assert not ContractPrice.objects.exists()


@time_machine.travel(NOW)
def test_measured_units_are_billed_and_the_rest_is_missing(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        [activity] = sourcing.added(measured.alice, "PAIE-02")
        row = facts.event(
            "P1",
            received="2026-02-03 09:00",
            resolved="2026-02-04 09:00",
            activity=activity.name,
        )
        idle = [
            facts.event("P0", received="2025-12-03 09:00", activity=activity.name),
            facts.event("P2", received="2026-01-03 09:00", activity=activity.name),
        ]
        figures.bring(measured.alice, [row, *idle], source="paie", name="paie.csv")
        results.refresh(at=NOW)
        said = money.payslip(activity=activity, amount=100_000, low=Decimal(10))
        money.priced(measured.alice, contract, said)
    found = page(browser, measured, contract)
    assert "donnée manquante" in found
    assert "unités non mesurées" in found
    assert "« Bulletin de paie » : volume sous la bande 3 mois de suite. Parlez du prix." in found


def test_a_clause_a_value_a_revision_then_the_decision(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        money.priced(measured.alice, contract)
    browser.post(
        here(measured, contract, "clause/"),
        {
            "index": "Syntec",
            "base_month": "2024-11-15",
            "base_value": "127,1",
            "fixed": "15",
            "month": "1",
            "start_date": "2025-01-01",
        },
    )
    browser.post(
        here(measured, contract, "indice/"),
        {"index": "Syntec", "month": "2025-11-01", "value": "132,4", "source": "syntec.fr"},
    )
    form = browser.get(here(measured, contract, "reviser/")).context["form"]
    [value] = form.fields["value"].queryset
    browser.post(
        here(measured, contract, "reviser/"),
        {"value": str(value.public_id), "start_date": "2026-01-01"},
    )
    found = page(browser, measured, contract)
    assert "1 250,00 € × (0,15 + 0,85 × 132,4 / 127,1)" in found
    with current.company(measured.company.pk):
        revision = PriceRevision.objects.get()
    address = here(measured, contract, f"revisions/{revision.public_id}/")
    assert "Dites pourquoi" in text(browser.post(address, {"refuse": "1"}, follow=True))
    browser.post(address, {"accept": "1"})
    found = page(browser, measured, contract)
    assert "1 294,31 € par mois" in found
    assert "selon la clause" in found


def test_sites_share_the_amount_and_the_table_is_exported(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    told = {"key": "equal", "start_date": "2025-01-01"}
    browser.post(here(measured, contract, "repartir/"), told)
    assert "33,34 %" in page(browser, measured, contract)
    answer = browser.get(f"/{measured.slug}/contrats/couts-par-site/?format=csv")
    assert answer.status_code == 200
    assert "Lyon" in answer.content.decode("utf-8-sig")


def test_what_is_billed_stands_beside_what_is_committed(
    browser: Client, measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        books.read(measured.alice)
    assert "Facturé, et prévu" in page(browser, measured, contract)
    found = text(browser.get(here(measured, contract, "facture/")))
    assert "au-dessus des contrats de 2 200 € (22 %)" in found
    assert "Voir les lignes" in found


def test_a_reader_without_the_books_sees_no_figure_of_theirs(
    measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        books.read(measured.alice)
    narrowed = browse(measured.member(Role.EXECUTIVE, unit=measured.group.lyon))
    for path in ("", "facture/"):
        assert narrowed.get(here(measured, contract, path)).status_code == 404


def test_nothing_is_compared_where_an_amount_is_unknown(
    measured: Measured, contract: Contract
) -> None:
    with current.company(measured.company.pk):
        books.read(measured.alice)
        nova = Provider.objects.get(name="Nova")
        contracts.signed(measured.alice, "Sans montant", provider=nova)
        found = off_contract.beside(measured.alice, nova, on=date(2026, 3, 2))
    assert found is not None
    assert found.found is None
    assert [one.basis for one in found.contracts] == ["unknown", "yearly"]


def test_prices_count_before_the_amount_of_a_year(measured: Measured, contract: Contract) -> None:
    with current.company(measured.company.pk):
        books.read(measured.alice)
        money.priced(measured.alice, contract)
        found = off_contract.beside(
            measured.alice, Provider.objects.get(name="Nova"), on=date(2026, 3, 2)
        )
    assert found is not None
    assert found.found is not None
    assert found.found.committed == 12 * 125_000
    assert not found.found.is_above


def test_shares_of_a_site_that_closed_are_refused(measured: Measured, contract: Contract) -> None:
    with current.company(measured.company.pk):
        region = Unit.objects.exclude(kind="site")[0]
        said = shares.Said(key=ShareKey.EQUAL, start_date=money.START, parts={region: None})
        with pytest.raises(Refused):
            shares.say(by=measured.alice, at=NOW, contract=contract, said=said)
