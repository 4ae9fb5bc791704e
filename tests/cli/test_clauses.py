"""`timonerie clauses`: what it answers, with which exit code."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import clauses, contracts
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def contract(run: Run, data_dir: Path) -> Contract:
    assert run("init", company="a").code == 0
    company = Company.objects.get(slug="a")
    with current.company(company.pk):
        by = actors.system(company)
        made = contracts.signed(by, "Paie", reference="C-01")
        Contract.objects.filter(pk=made.pk).update(criticality=3)
        clauses.judged(by, made)
        return made


def test_a_contract_tells_its_clauses_and_what_it_lacks(run: Run) -> None:
    answer = run("clauses", "c-01", company="a")
    assert (answer.code, answer.err) == (0, "")
    assert "21 Réversibilité (indispensable) : absente" in answer.out
    assert "Proposez-la par un avenant" in answer.out
    told = run("clauses", "Paie", company="a", json=True).json
    assert (len(told["clauses"]), len(told["blocking"]), told["criticality"]) == (47, 1, 3)


def test_an_unknown_contract_is_told_with_those_known(run: Run) -> None:
    answer = run("clauses", "Ménage", company="a")
    assert answer.code == 2
    assert "C-01" in answer.err
