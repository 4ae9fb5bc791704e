"""The second company of the demo: its drift, its silence, and who has both."""

import pytest

from tests.cli.demo.conftest import AS_OF
from timonerie.cli.demo import second
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.domains.organisation.models import Unit
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.queries import contents
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.scope import current

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_it_drifts_at_dole_and_waits_for_aubusson() -> None:
    company = second.load(Plan.of(seed=DEFAULT_SEED, as_of=AS_OF))
    with current.company(company.pk):
        found = contents.of_company(level=Level.FIGURES, names_providers=True, on=AS_OF)
        assert Unit.objects.sites().count() == 3
    assert found.state == "missed"
    assert {one.provider for one in found.drifts} == {second.IT}
    assert found.coverage is not None
    assert (found.coverage.covered, found.coverage.expected) == (2, 3)
    executive = Membership.objects.get(company=company, user__email="daf@brevent.example")
    assert executive.end_date is not None
