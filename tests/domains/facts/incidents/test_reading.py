"""What each reader reaches of the incidents, and what the charts and the detectors are told."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from tests.domains.facts.incidents.conftest import Narrowed
from tests.factories.incidents import declared
from tests.factories.organisation import NOW, Group
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import incidents
from timonerie.domains.facts.queries import incidents as queries
from timonerie.domains.facts.rules.incidents import touching
from timonerie.domains.facts.rules.incidents.spans import Span
from timonerie.domains.organisation.models import BusinessFunction, Provider
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.rules import Group as Figures
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role

ON = NOW.date()
FEBRUARY = {"first": date(2026, 2, 1), "last": date(2026, 2, 28)}


def whats(actor: Actor) -> set[str]:
    return {one.what for one in queries.listed(actor, on=ON)}


def test_a_reader_of_a_site_reads_what_touched_it_and_its_teams(
    alice: Actor, narrowed: Narrowed, group: Group
) -> None:
    declared(alice, "ici", units=(group.lyon, group.nantes))
    declared(alice, "équipe", team=group.payroll_team)
    declared(alice, "ailleurs", units=(group.nantes,))
    declared(alice, "partout")
    assert whats(narrowed(Role.SITE_MANAGER, unit=group.lyon)) == {"ici", "équipe"}
    assert whats(narrowed(Role.TEAM_MANAGER, unit=group.payroll_team)) == {"équipe"}
    assert whats(alice) == {"ici", "équipe", "ailleurs", "partout"}


def test_a_provider_reads_its_own(
    alice: Actor, narrowed: Narrowed, nova: Provider, clarte: Provider
) -> None:
    declared(alice, "Nova", provider=nova)
    declared(alice, "Clarté", provider=clarte)
    declared(alice, "personne")
    assert whats(narrowed(Role.PROVIDER, provider=nova)) == {"Nova"}


def test_the_query_and_the_rule_say_the_same(
    alice: Actor, group: Group, nova: Provider, payslips: Activity
) -> None:
    payroll = BusinessFunction.objects.get(code="payroll")
    paid = activities.create(by=alice, at=NOW, name="Paie", function=payroll)
    for units, team, provider, activity in product(
        ((), (group.lyon,), (group.nantes,)), (None, group.payroll_team), (None, nova), (None, paid)
    ):
        declared(alice, units=units, team=team, provider=provider, activity=activity)
    ids = [None, frozenset({group.lyon.pk, group.payroll_team.pk}), frozenset[int]()]
    reaches = [
        Reach(units, firms, functions)
        for units in ids
        for firms in (None, frozenset({nova.pk}))
        for functions in (None, frozenset({payroll.pk}))
    ]
    rows = list(Incident.objects.select_related("activity").prefetch_related("sites"))
    assert len(rows) == 24
    for seen in reaches:
        expected = {one.pk for one in rows if _is_reached(one, seen)}
        within = queries._within(seen)
        assert set(within.values_list("pk", flat=True)) == expected


def _is_reached(one: Incident, seen: Reach) -> bool:
    touched = {site.unit_id for site in one.sites.all()} | {one.team_id} - {None}
    return touching.is_reached(
        units=touched - {None},  # type: ignore[arg-type]
        provider=one.provider_id,
        function=one.activity.function_id if one.activity else None,
        unit_ids=seen.unit_ids,
        provider_ids=seen.provider_ids,
        function_ids=seen.function_ids,
    )


def test_a_chart_is_told_the_incidents_of_its_months_and_of_its_reader(
    alice: Actor, group: Group, nova: Provider
) -> None:
    ours = declared(alice, "Réseau", units=(group.lyon,), provider=nova)
    january = datetime(2026, 1, 31, 22, 59, tzinfo=UTC)
    declared(alice, "avant", known_at=january, units=(group.lyon,))
    figures = Figures(unit=group.lyon.pk)
    [told] = queries.annotations(Reach(), figures, **FEBRUARY)
    assert (told.day, told.label, told.public_id) == (
        date(2026, 2, 27), "Réseau", ours.public_id,
    )  # fmt: skip
    west = Reach(unit_ids=frozenset({group.nantes.pk}))
    assert queries.annotations(west, figures, **FEBRUARY) == []


def test_the_day_of_an_incident_is_that_of_the_company(alice: Actor, group: Group) -> None:
    """The last half hour of January in London is already February in Paris."""
    declared(alice, known_at=datetime(2026, 1, 31, 23, 30, tzinfo=UTC), units=(group.lyon,))
    figures = Figures(unit=group.lyon.pk)
    [told] = queries.annotations(Reach(), figures, **FEBRUARY)
    assert told.day == date(2026, 2, 1)


def test_a_region_is_told_of_its_sites(alice: Actor, group: Group) -> None:
    declared(alice, "Lyon", units=(group.lyon,))
    declared(alice, "Nantes", units=(group.nantes,))
    found = queries.annotations(Reach(), Figures(unit=group.east.pk), **FEBRUARY)
    assert [one.label for one in found] == ["Lyon"]


def test_the_figures_of_everybody_are_told_of_major_incidents(alice: Actor) -> None:
    declared(alice, "petit")
    declared(alice, "grand", severity="major")
    found = queries.annotations(Reach(), Figures(), **FEBRUARY)
    assert [one.label for one in found] == ["grand"]


def test_a_known_cause_explains_its_days_alone(alice: Actor, nova: Provider) -> None:
    ended = NOW - timedelta(days=1)
    declared(alice, "outil", provider=nova, cause="tool", ended_at=ended)
    declared(alice, "inconnu", provider=nova)
    [found] = queries.known_causes(Figures(provider=nova.pk), **FEBRUARY)
    assert (found.label, found.cause) == ("outil", "tool")
    assert found.span == Span(date(2026, 2, 27), date(2026, 2, 28))
    march = {"first": date(2026, 3, 2), "last": date(2026, 3, 31)}
    assert queries.known_causes(Figures(provider=nova.pk), **march) == []


def test_a_cause_that_lasts_explains_until_the_end_asked_for(
    alice: Actor, nova: Provider, clarte: Provider
) -> None:
    incident = declared(alice, provider=nova, cause="tool")
    until = {"first": date(2026, 5, 1), "last": date(2026, 5, 31)}
    [found] = queries.known_causes(Figures(provider=nova.pk), **until)
    assert found.span == Span(date(2026, 5, 1), date(2026, 5, 31))
    assert queries.known_causes(Figures(provider=clarte.pk), **until) == []
    incidents.close(by=alice, at=NOW, incident=incident, version=1)
    assert queries.known_causes(Figures(provider=nova.pk), **until) == []


def test_an_archived_incident_explains_nothing(alice: Actor, nova: Provider) -> None:
    incident = declared(alice, provider=nova, cause="tool")
    incidents.archive(by=alice, at=NOW, incident=incident, version=1)
    assert queries.known_causes(Figures(provider=nova.pk), **FEBRUARY) == []
    assert queries.annotations(Reach(), Figures(provider=nova.pk), **FEBRUARY) == []


@pytest.mark.parametrize("count", [1, 12])
def test_a_list_asks_as_many_questions_for_one_as_for_a_dozen(
    alice: Actor, group: Group, count: int, django_assert_num_queries: object
) -> None:
    for rank in range(count):
        declared(alice, f"n° {rank}", units=(group.lyon, group.nantes))
    with django_assert_num_queries(3):  # type: ignore[operator]
        for one in queries.listed(alice, on=ON):
            assert len([site.unit.name for site in one.sites.all()]) == 2
