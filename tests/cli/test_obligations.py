"""`timonerie obligations`: what it answers, with which exit code."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import contracts
from tests.factories import obligations as factory
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


def test_a_contract_tells_what_both_sides_owe_and_when(run: Run, data_dir: Path) -> None:
    assert run("init", company="a").code == 0
    company = Company.objects.get(slug="a")
    with current.company(company.pk):
        by = actors.system(company)
        made = contracts.signed(by, "Paie", reference="C-01")
        contracts.signed(by, "Accueil")
        factory.level(by, made)
        factory.obligation(by, made, cadence="monthly", anchor="month", day=25)
    told = run("obligations", "c-01", company="a", json=True).json
    assert [one["kind"] for one in told["owed"]] == ["level", "obligation"]
    assert {one["day"][-2:] for one in told["due"]} == {"25"}
    assert "Variables de paie (obligation" in run("obligations", "Paie", company="a").out
    assert "Rien n’est encore dit" in run("obligations", "Accueil", company="a").out
    assert run("obligations", "Ménage", company="a").code == 2
