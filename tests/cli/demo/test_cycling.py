"""The payroll cycle of the demo says what the simulator planted: Lyon is late, rework follows."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.demo.conftest import AS_OF
from timonerie.cli.demo import cycling
from timonerie.cli.demo.horizon import Horizon, midnight
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.cli.demo.staffing import Staffing
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.organisation.operations import companies
from timonerie.domains.reporting.models import Cycle, CycleRun
from timonerie.domains.reporting.queries import cycle_explanations
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.engine("sqlite")]


def test_rework_follows_the_late_inputs_of_lyon() -> None:
    plan = Plan(DEFAULT_SEED, Horizon.before(AS_OF, span=18))
    end = datetime.fromtimestamp(midnight(plan.horizon.end), UTC)
    founded = datetime.fromtimestamp(midnight(plan.horizon.first), UTC) - timedelta(days=7)
    company = companies.found(slug=plan.slug, name=plan.name, at=founded)
    by = actors.system(company)
    with current.company(company.pk):
        Staffing(plan, company, by, founded).everything()
        cycling.turn(plan, by=by, at=end - timedelta(seconds=1))

        cycle = Cycle.objects.get(code="PAYROLL_MONTH")
        told = cycle_explanations.of_provider(cycle.provider, today=plan.horizon.end)
        assert told[0].redone
        assert told[0].is_enough
        assert "des bulletins repris suivent des variables reçues en retard" in told[0].title
        assert "viennent de Lyon" in told[0].title
        lyon = next(one for one in told[0].sites if one.site == "Lyon")
        assert lyon.part is not None
        assert lyon.part > 0.5
        assert cycle.runs.count() == 19 * 4
        closed = CycleRun.objects.filter(cycle=cycle, state="closed")
        assert 17 * 4 <= closed.count() < 18 * 4, "the last month waits for its declarations"
        assert not ImportBatch.objects.exists(), "the provider's files measure it already"
