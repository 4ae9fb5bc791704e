"""`timonerie signals`: one line a signal, as kept or under another budget."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.factories import accounts, organisation, signals
from timonerie.domains.organisation.operations import providers
from timonerie.domains.signals.models import WeakSignal
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow


@pytest.fixture
def company(db: None) -> Company:
    founded = organisation.company()
    with current.company(founded.pk):
        alice = accounts.actor(founded)
        nova = providers.create(by=alice, at=signals.NOW, name="Nova")
        signals.errors(alice, signals.WORSE, provider=nova)
    return founded


def lines(run: Run, company: Company, **options: object) -> list[dict[str, Any]]:
    answer = run("signals", company=company.slug, json=True, **options)
    assert answer.code == 0, answer.err
    return [json.loads(line) for line in answer.out.splitlines()]


def test_it_reads_the_figures_and_says_each_signal(run: Run, company: Company) -> None:
    [one] = lines(run, company)

    assert one["group"] == {"indicator": "errors", "provider": "Nova", "unit": None}
    assert (one["family"], one["state"], one["since"]) == ("level", "new", "2025-09-01")
    assert one["chance"] < 0.1
    assert one["index"] == 20
    assert "« Taux d’erreur »" in one["sentence"].replace("\u00a0", " ")


def test_another_budget_is_tried_and_nothing_is_kept(run: Run, company: Company) -> None:
    [one] = lines(run, company, budget_per_month=10)

    assert (one["family"], one["state"]) == ("level", None)
    with current.company(company.pk):
        assert not WeakSignal.objects.exists()


def test_a_company_that_does_not_exist_is_refused(run: Run) -> None:
    answer = run("signals", company="x")
    assert answer.code == 2
    assert "n’existe pas" in answer.err
