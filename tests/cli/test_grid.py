"""`timonerie grid`: every activity under the grid."""

import json

import pytest
from click.testing import CliRunner

from tests.factories import accounts, sourcing
from tests.factories import organisation as factory
from timonerie.cli.grid import grid
from timonerie.domains.sourcing.enums import Choice
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


@pytest.fixture
def company(db: None) -> Company:
    return factory.company()


def run(*arguments: str) -> str:
    result = CliRunner().invoke(grid, ["--company", "brevent", *arguments])
    assert result.exit_code == 0, result.output
    return result.output.replace("\u00a0", " ")


def test_each_activity_comes_with_its_verdict_and_its_decision(company: Company) -> None:
    assert "Aucune activité" in run()
    with current.company(company.pk):
        alice = accounts.actor(company)
        payslips, _signing = sourcing.added(alice, "PAIE-02", "COMPTA-04")
        sourcing.decided(alice, payslips, Choice.ENTRUST)
    told = json.loads(run("--json"))
    found = {one["code"]: one for one in told["activities"]}
    assert (found["PAIE-02"]["verdict"], found["PAIE-02"]["decision"]["choice"]) == (
        "delegable",
        "entrust",
    )
    assert (found["COMPTA-04"]["vetoes"], found["COMPTA-04"]["robustness"]) == (["pay"], 1.0)
    assert "Signature des paiements : cœur" in run()
