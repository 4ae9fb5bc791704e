"""What the database itself refuses of a payroll declaration."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.domains.facts.workforce.conftest import House
from tests.factories import dsn
from timonerie.domains.facts.models import PayrollDeclaration, WorkplaceMonth

pytestmark = pytest.mark.django_db

MARCH = date(2025, 3, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "elsewhere"},
        {"month": None},
        {"state": "withdrawn"},
        {"withdrawn_at": "2026-03-02T09:00:00Z"},
    ],
    ids=str,
)
def test_an_impossible_declaration_is_refused(house: House, wrong: dict[str, object]) -> None:
    house.drop(dsn.file(dsn.declaration(dsn.PLACES[0], MARCH)))

    with pytest.raises(IntegrityError), transaction.atomic():
        PayrollDeclaration.objects.update(**wrong)


def test_the_same_declaration_counts_once_and_a_place_once_in_it(house: House) -> None:
    first = house.drop(dsn.file(dsn.declaration(dsn.PLACES[0], MARCH))).declarations[0]
    house.drop(dsn.file(dsn.declaration(dsn.PLACES[1], MARCH)))

    with pytest.raises(IntegrityError), transaction.atomic():
        PayrollDeclaration.objects.update(content=first.content)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkplaceMonth.objects.create(
            declaration=first, siret=dsn.PLACES[0].siret, figures={"heads": 1}
        )
