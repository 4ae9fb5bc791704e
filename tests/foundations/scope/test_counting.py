"""Several counts in one question, each within its company."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import organisation
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.scope import counting, current


@pytest.mark.django_db
def test_counts_are_those_of_each_set_in_one_question() -> None:
    for slug in ("une", "autre"):
        company = organisation.company(slug)
        with current.company(company.pk):
            for rank in range(3):
                Provider.objects.create(name=f"Prestataire {rank}", code=f"{rank}")

    with current.company(company.pk), CaptureQueriesContext(connection) as asked:
        found = counting.together(
            all=Provider.objects.order_by("name"),
            named=Provider.objects.filter(name__in=("Prestataire 1", "Prestataire 2")),
            none=Unit.objects.filter(name="nulle part"),
        )

    assert found == {"all": 3, "named": 2, "none": 0}
    assert len(asked) == 1
