from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import accounts
from tests.factories.accounts import TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import BusinessFunction, Provider
from timonerie.domains.organisation.operations import mandates, providers, seats
from timonerie.domains.organisation.operations.companies import FUNCTIONS
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.operations import activities, checks
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


@pytest.fixture
def bulletins(alice: Actor) -> Activity:
    payroll = BusinessFunction.objects.get(code="payroll")
    return activities.create(by=alice, at=NOW, name="Bulletins", function=payroll)


@pytest.fixture
def cabinet(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Cabinet")


def assign(
    by: Actor, activity: Activity, group: Group, provider: Provider | None, day: date
) -> Assignment:
    return activities.assign(
        by=by, at=NOW, activity=activity, unit=group.lyon, provider=provider, start_date=day
    )


def test_a_provider_never_answers_for_an_activity(
    alice: Actor, group: Group, cabinet: Provider
) -> None:
    seat = seats.create(by=alice, at=NOW, name="DSI", unit=group.root)
    seats.hold(
        by=alice, at=NOW, seat=seat, kind="provider", provider=cabinet, start_date=date(2025, 1, 1)
    )
    with pytest.raises(checks.ProviderCannotAnswer, match="il ne répond pas"):
        activities.create(by=alice, at=NOW, name="Support", accountable=seat)


def test_the_next_to_serve_ends_the_one_before_on_the_eve(
    alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assign(alice, bulletins, group, None, date(2025, 1, 1))
    assign(alice, bulletins, group, cabinet, date(2026, 1, 1))
    told = [
        (str(one.provider), one.start_date, one.end_date)
        for one in queries.assignments_of(alice, activity=bulletins, on=TODAY)
    ]
    assert told == [
        ("Cabinet", date(2026, 1, 1), None),
        ("None", date(2025, 1, 1), date(2025, 12, 31)),
    ]


def test_saying_again_who_serves_writes_nothing(
    alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assign(alice, bulletins, group, cabinet, date(2025, 1, 1))
    events = Event.objects.count()
    assign(alice, bulletins, group, cabinet, date(2026, 1, 1))
    assert Assignment.objects.count() == 1
    assert Event.objects.count() == events


def test_the_same_day_again_is_a_correction(
    alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assign(alice, bulletins, group, None, date(2025, 1, 1))
    assign(alice, bulletins, group, cabinet, date(2025, 1, 1))
    assert Assignment.objects.get().provider == cabinet


def test_nobody_is_put_before_one_who_starts_later(
    alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assign(alice, bulletins, group, cabinet, date(2026, 1, 1))
    with pytest.raises(activities.WrongDates, match="01/01/2026"):
        assign(alice, bulletins, group, None, date(2025, 1, 1))


def test_an_assignment_ends_after_it_starts(
    alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assignment = assign(alice, bulletins, group, cabinet, date(2025, 1, 1))
    with pytest.raises(activities.WrongDates, match="précède le début"):
        activities.unassign(by=alice, at=NOW, assignment=assignment, end_date=date(2024, 1, 1))
    activities.unassign(by=alice, at=NOW, assignment=assignment, end_date=date(2025, 6, 30))
    assert queries.served_by(alice, provider=cabinet, on=date(2025, 6, 30)) == [assignment]
    assert queries.served_by(alice, provider=cabinet, on=date(2025, 7, 1)) == []


def test_a_change_over_somebody_else_s_is_a_conflict(alice: Actor, bulletins: Activity) -> None:
    activities.archive(by=alice, at=NOW, activity=bulletins, version=1)
    stale = Activity.objects.get(pk=bulletins.pk)
    with pytest.raises(Conflict):
        activities.restore(by=alice, at=NOW, activity=stale, version=1)


def test_ensure_takes_codes_and_names(alice: Actor, bulletins: Activity) -> None:
    found = activities.ensure(by=alice, at=NOW, names=["BULLETINS", "Support", "support "])
    assert found["BULLETINS"] == bulletins.pk
    assert found["Support"] == found["support "]
    assert activities.ensure(by=alice, at=NOW, names=["Support"]) == {"Support": found["Support"]}


def test_the_catalogue_adds_once_and_marks_its_source(alice: Actor) -> None:
    codes = [line.code for line in catalogue.lines()]
    assert activities.add_from_catalogue(by=alice, at=NOW, codes=codes) == len(codes)
    assert activities.add_from_catalogue(by=alice, at=NOW, codes=codes) == 0
    signature = Activity.objects.get(name="Signature des paiements")
    assert signature.catalogue_code == signature.code
    assert signature.criticality == 4
    assert not Activity.objects.filter(function=None).exists()


def test_the_catalogue_s_lines_are_well_formed() -> None:
    lines = catalogue.lines()
    assert len({line.code for line in lines}) == len(lines) > 80
    assert {line.function for line in lines} == {code for code, _name in FUNCTIONS}
    assert {line.delegable for line in lines} == {"yes", "partly", "no"}
    assert all(1 <= line.criticality <= 4 for line in lines)


def test_a_site_manager_sees_what_is_done_for_their_site(
    company: Company, alice: Actor, group: Group, bulletins: Activity, cabinet: Provider
) -> None:
    assign(alice, bulletins, group, cabinet, date(2025, 1, 1))
    activities.create(by=alice, at=NOW, name="Support")
    manager = accounts.actor(company, Role.SITE_MANAGER)
    assert queries.served(manager, on=TODAY) == []
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(manager),
        unit=group.lyon,
        start_date=date(2025, 1, 1),
    )
    assert [one.activity.name for one in queries.served(manager, on=TODAY)] == ["Bulletins"]


def test_the_list_costs_the_same_queries_whatever_its_length(
    alice: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activities.add_from_catalogue(by=alice, at=NOW, codes=[line.code for line in catalogue.lines()])
    with django_assert_num_queries(4):
        assert len(queries.served(alice, on=TODAY)) == len(catalogue.lines())
