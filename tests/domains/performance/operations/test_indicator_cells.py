"""A definition survives a spreadsheet: every one of the catalogue, and those that name people."""

import pytest

from tests.factories import accounts, organisation
from tests.factories.facts import NOW
from timonerie.domains.organisation.operations import providers
from timonerie.domains.performance.operations.condition_names import ConditionNames
from timonerie.domains.performance.operations.indicator_cells import cells, metric_of
from timonerie.engine.indicators import BUILT_IN
from timonerie.foundations.scope import current

pytestmark = pytest.mark.django_db


@pytest.fixture
def names() -> ConditionNames:
    company = organisation.company()
    with current.company(company.pk):
        alice = accounts.actor(company)
        for name in ("Nova", "Double"):
            providers.create(by=alice, at=NOW, name=name)
        return ConditionNames()


@pytest.mark.parametrize("code", BUILT_IN)
def test_the_catalogue_comes_back_as_it_left(names: ConditionNames, code: str) -> None:
    metric = BUILT_IN[code]
    assert metric_of(cells(metric, names), names, before=None) == metric


def test_names_stand_for_row_ids_however_deep(names: ConditionNames) -> None:
    pk = names.read({"column": "provider", "op": "eq", "value": "NOVA"})["value"]
    deep = {"any": [{"not": {"column": "provider", "op": "in", "value": [pk]}}]}
    said = names.said(deep)
    assert said == {"any": [{"not": {"column": "provider", "op": "in", "value": ["Nova"]}}]}
    assert names.read(said) == deep
