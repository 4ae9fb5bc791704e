"""A disk without room: nothing partial, what is there still reads, and room mends it all."""

import pytest
from django.db import OperationalError

from tests import dying
from tests.factories import facts
from timonerie.domains.facts.models import FactFile, ImportBatch
from timonerie.domains.facts.operations import sweeping
from timonerie.domains.facts.queries import health
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.slow

KNOWN = [facts.event("connu")]
MORE = [facts.event("A"), facts.event("B")]
FULL = {
    "files": (dying.FILES, dying.full_disk),
    "database": (dying.STATEMENTS, dying.full_database),
}


@pytest.mark.parametrize("where", sorted(FULL))
def test_full_from_any_step_of_an_import_on(alice: Actor, company: Company, where: str) -> None:
    owners, full = FULL[where]
    facts.bring(alice, KNOWN, source="connue")
    facts.bring(alice, MORE, source="comptée")
    with dying.watching(owners) as steps:
        facts.bring(alice, [facts.event("C")], source="comptée")
    assert steps.count > 5

    for first in range(1, steps.count):
        known = facts.told()
        with dying.watching(owners) as failing:
            failing.acts = dict.fromkeys(range(first, first + 200), full)
            with pytest.raises((OSError, OperationalError), match=r"No space|disk is full"):
                facts.bring(alice, [facts.event(f"plein {first}")], source="comptée")
        # The service reads on, and shows nothing of what did not come in whole.
        assert facts.told() == known
        assert list(health.faulty_files(company=company)) == []

        facts.bring(alice, [facts.event(f"plein {first}")], source="comptée")
        assert len(facts.told()) == len(known) + 1

    assert audit.verify(company_id=company.pk) == []
    later = facts.NOW + 3 * sweeping.GRACE
    sweeping.sweep(company=company, at=later)
    assert sweeping.orphans(company=company, at=later) == []
    assert FactFile.objects.live().exists()
    assert ImportBatch.objects.accepted().count() > steps.count
