"""`timonerie renewals`: what is due opened and told, one decided."""

import json

import pytest
import time_machine
from click.testing import CliRunner

from tests.factories import accounts, contracts
from tests.factories import organisation as factory
from tests.factories.organisation import NOW
from timonerie.cli.renewals import renewals
from timonerie.domains.contracts.models import RenewalFile
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    founded = factory.company()
    with current.company(founded.pk):
        contracts.signed(accounts.actor(founded))
    return founded


def run(*arguments: str) -> tuple[int, str]:
    """The exit code, and what was said with plain spaces."""
    result = CliRunner().invoke(renewals, [*arguments, "--company", "brevent"])
    return result.exit_code, result.output.replace("\u00a0", " ").replace("\u202f", " ")


@time_machine.travel(NOW)
def test_it_opens_what_is_due_and_says_it(company: Company) -> None:
    code, told = run()
    assert code == 0
    assert "Tenue de la paie : à décider ; à décider avant le 30/03/2026" in told
    [line] = run("--json")[1].splitlines()
    assert json.loads(line)["state"] == "open"


@time_machine.travel(NOW)
def test_it_records_a_decision_and_refuses_one_without_a_reason(company: Company) -> None:
    code, told = run("--decide", "Tenue de la paie", "--choice", "leave")
    assert code != 0
    assert "Dites pourquoi" in told
    run("--decide", "Tenue de la paie", "--choice", "leave", "--reason", "Trop cher")
    with current.company(company.pk):
        assert RenewalFile.objects.get().choice == "leave"


@time_machine.travel(NOW)
def test_a_contract_that_is_not_one_open_file_is_refused(company: Company) -> None:
    code, told = run("--decide", "Bail", "--choice", "leave", "--reason", "x")
    assert code != 0
    assert "0 dossiers ouverts pour « Bail »" in told
