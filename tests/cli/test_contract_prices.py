"""`timonerie contract-prices`: what each contract asks for."""

import json

import pytest
from click.testing import CliRunner

from tests.factories import accounts, contracts
from tests.factories import contract_money as money
from tests.factories import organisation as factory
from timonerie.cli.contract_prices import contract_prices
from timonerie.foundations.scope import current


@pytest.fixture(autouse=True)
def priced(db: None) -> None:
    company = factory.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        money.priced(alice, contracts.signed(alice))
        contracts.signed(alice, "Bail")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(contract_prices, ["--company", "brevent", *arguments])
    assert result.exit_code == 0, result.output
    return result.output.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_contract_says_its_prices_and_its_year() -> None:
    found = run("--on", "2026-03-02")
    assert "Tenue de la paie : 15000.00 EUR par an" in found
    assert "Forfait mensuel : 1 250,00 €" in found
    assert "Bail : montant à connaître par an" in found


def test_json_holds_hundredths_of_cents_and_the_day_counts() -> None:
    [_bail, paid] = json.loads(run("--on", "2026-03-02", "--json"))
    assert paid["prices"][0]["amount"] == 12_500_000
    assert json.loads(run("--on", "2024-03-02", "--json"))[1]["prices"] == []
