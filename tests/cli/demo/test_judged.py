"""Two contracts of the demo are judged: the outsourced IT has no way out, the payroll holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import accounts, contracts, organisation
from tests.factories.organisation import NOW
from timonerie.cli.demo import judged
from timonerie.domains.contracts.models import Contract, ContractClause
from timonerie.domains.contracts.queries import clause_gaps
from timonerie.domains.organisation.operations import providers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current


@pytest.fixture
def alice(db: None, data_dir: Path) -> Iterator[Actor]:
    company = organisation.company()
    with current.company(company.pk):
        yield accounts.actor(company)


def test_the_outsourced_it_lacks_its_way_out_and_the_payroll_holds(alice: Actor) -> None:
    for reference, name in ((judged.IT, "Kerlune"), (judged.PAYROLL, "Solde")):
        firm = providers.create(by=alice, at=NOW, name=name)
        contracts.signed(alice, name, reference=reference, provider=firm)
    judged.judge(by=alice, at=NOW)
    found = {one.reference: one for one in Contract.objects.all()}
    gaps = {
        reference: {gap.clause.code for gap in clause_gaps.blocking(one, on=NOW.date())}
        for reference, one in found.items()
    }
    assert "reversibility" in gaps[judged.IT]
    assert gaps[judged.PAYROLL] == {"personal_data"}
    placed = ContractClause.objects.filter(contract=found[judged.IT], page__isnull=False)
    assert all(row.extract for row in placed)
    assert {"scope", "service_levels", "price"} <= {row.clause for row in placed}
