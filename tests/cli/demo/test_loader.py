"""Two months of the demo go in through the real operations."""

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest
from django.contrib.auth import authenticate

from tests.cli.demo.conftest import AS_OF
from tests.factories import clear
from timonerie.cli.demo import loader
from timonerie.cli.demo.horizon import Horizon
from timonerie.cli.demo.people import PASSWORD
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.cli.demo.simulator import SIMULATORS
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.facts.models import BatchState, ImportBatch
from timonerie.domains.facts.queries import live
from timonerie.domains.organisation.models import Mandate, Seat, Unit
from timonerie.domains.performance.models import Result, Series
from timonerie.domains.publications.queries import minutes
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.models import User
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.scope import current

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.engine("sqlite")]


SEPTEMBER = date(2026, 9, 1)
NOW = datetime.combine(AS_OF, time(12), UTC)


def test_the_demo_goes_in_whole() -> None:
    plan = Plan(DEFAULT_SEED, Horizon.before(AS_OF, span=2))
    said: list[str] = []
    company = loader.load(plan, say=said.append, now=NOW)
    with current.company(company.pk):
        states = set(ImportBatch.objects.values_list("state", flat=True))
        cases = live.table().count().to_pyarrow().as_py()
        teams = Unit.objects.teams().count()
        assert states == {BatchState.ACCEPTED}
        assert cases == sum(len(simulator.cases(plan.world)) for simulator in SIMULATORS)
        assert teams == sum(len(site.teams) for site in plan.sites)
        # Every name of the files was known beforehand: nothing was created while importing.
        assert Unit.objects.sites().count() == len(plan.sites)
        assert Activity.objects.filter(function=None).count() == 0
        assert Seat.objects.filter(holdings=None).count() == 1
        assert Result.objects.filter(period_start=date(2026, 10, 1), state="measured").exists()
        assert Mandate.objects.count() == 6
        # Promises lived their life, the last ones still run; one of them was born of a challenge.
        # Promises lived their life, the last ones still run, that of a letter among them.
        outcomes = Counter(Commitment.objects.values_list("outcome", flat=True))
        assert outcomes == {"open": 6, "kept": 7, "missed": 1, "dropped": 1}
        assert Commitment.objects.get(repeats=2).is_open
        # September was closed, then corrected: what it was stays beside what it is.
        errors = Result.objects.filter(
            series__key__startswith="provider_errors:", period_kind="month"
        )
        assert set(errors.filter(revision=2).values_list("period_start", flat=True)) == {SEPTEMBER}
        assert Series.objects.filter(indicator__code="client_on_time", provider=None).exists()
        # Three Mondays, to everybody who may be written to; nothing left.
        readers = {"administrator", "director", "executive", "site_manager", "team_manager"}
        known = {user.email for user in plan.users if user.role in readers}
        assert set(Message.objects.values_list("email", flat=True)) == known
        assert Message.objects.count() == 3 * len(known)
        assert set(Message.objects.values_list("state", flat=True)) == {"kept"}
        extents = {one.readers: one.extent for one in minutes.asked(company, on=AS_OF)}
        # Two site managers are too few to be told.
        assert extents == {"direction": "measured", "site": "hidden", "provider": "measured"}
    assert audit.verify(company_id=company.pk) == []
    assert clear.faults() == []
    for plan_user in plan.users:
        user = authenticate(username=plan_user.email, password=PASSWORD)
        assert isinstance(user, User)
        actor = actors.of_user(user, company, on=AS_OF)
        assert actor is not None
        assert actor.role == plan_user.role
    assert [one.split()[0] for one in said[-12:]] == [
        "Rectificatif",
        "Effectifs",
        "Comptes,",
        "Activités",
        "Contrats",
        "Prestataires",
        "Rapports",
        "Cycles",
        "Flashs",
        "Signaux",
        "Recadrages",
        "Messages",
    ]
