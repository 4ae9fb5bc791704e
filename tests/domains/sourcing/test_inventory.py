"""What is known of an activity, as far as each reader reaches."""

from typing import Any

import pytest

from tests.factories import accounts
from tests.factories.accounts import TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.models import Activity, ActivityValue
from timonerie.domains.sourcing.operations import activities, checks, values
from timonerie.domains.sourcing.operations.values import Source
from timonerie.domains.sourcing.queries import activities as reads
from timonerie.domains.sourcing.queries import inventory, known_values
from timonerie.domains.sourcing.queries.inventory import Known
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import memory
from timonerie.foundations.scope.models import Company

COST, VOLUME, TOOLS = ValueField.YEARLY_COST, ValueField.YEARLY_VOLUME, ValueField.TOOLS
BOOKS = Source(origin=Origin.BOOKS, certainty=Certainty.MEASURED, evidence="Cabinet, 2025")


@pytest.fixture
def bulletins(alice: Actor) -> Activity:
    return activities.create(by=alice, at=NOW, name="Bulletins", volume_unit="bulletins")


def say(
    by: Actor,
    activity: Activity,
    unit: Unit | None = None,
    source: Source = values.SAID,
    **said: Any,
) -> int:
    told = {ValueField(name): value for name, value in said.items()}
    return values.say(by=by, at=NOW, activity=activity, unit=unit, said=told, source=source)


def known(by: Actor, activity: Activity) -> Known:
    rows = reads.assignments_of(by, activity=activity, on=TODAY)
    return inventory.known(by, activity=activity, assignments=rows, on=TODAY)


def euros(amount: int) -> dict[str, Any]:
    return {"cents": amount * 100, "currency": "EUR"}


def executive(company: Company, alice: Actor, **narrowed: Any) -> Actor:
    """One more executive, narrowed by a mandate."""
    actor = accounts.actor(company, Role.EXECUTIVE)
    membership = accounts.membership_of(actor)
    mandates.grant(by=alice, at=NOW, membership=membership, start_date=TODAY, **narrowed)
    return actor


def test_the_surest_stands_and_the_other_is_told_beside(alice: Actor, bulletins: Activity) -> None:
    say(alice, bulletins, yearly_cost=euros(9_000))
    say(alice, bulletins, source=BOOKS, yearly_cost=euros(12_000))
    cost = known(alice, bulletins)[COST]
    assert cost.standing is not None
    assert (cost.standing.origin, cost.standing.said_by) == (Origin.BOOKS, alice.name)
    assert [one.origin for one in cost.others] == [Origin.MEMBER]


def test_sites_add_up_with_what_they_cover(alice: Actor, group: Group, bulletins: Activity) -> None:
    say(alice, bulletins, group.lyon, yearly_volume=600)
    say(alice, bulletins, group.nantes, yearly_volume=240)
    for unit in (group.lyon, group.nantes, group.grenoble):
        activities.assign(
            by=alice, at=NOW, activity=bulletins, unit=unit, provider=None, start_date=TODAY
        )
    found = known(alice, bulletins)[VOLUME].sum
    assert found is not None
    assert (found.total.amount, found.total.known, found.total.sites) == (840, 2, 3)


def test_costs_of_two_currencies_are_not_added(
    alice: Actor, group: Group, bulletins: Activity
) -> None:
    say(alice, bulletins, group.lyon, yearly_cost=euros(10))
    say(alice, bulletins, group.nantes, yearly_cost={"cents": 1000, "currency": "CHF"})
    found = known(alice, bulletins)[COST].sum
    assert found is not None
    assert (found.is_mixed, found.total.amount) == (True, None)


def test_what_sites_say_differently_is_told_by_site(
    alice: Actor, group: Group, bulletins: Activity
) -> None:
    say(alice, bulletins, group.lyon, tools="Silae")
    say(alice, bulletins, group.nantes, tools="Excel")
    [one] = known(alice, bulletins).differences
    assert {str(value.value): sites for value, sites in one.answers} == {
        "Silae": (group.lyon.pk,),
        "Excel": (group.nantes.pk,),
    }
    say(alice, bulletins, group.nantes, tools="SILAE")
    found = known(alice, bulletins)
    assert found.differences == ()
    assert found[TOOLS].standing is not None


def test_who_sees_one_site_reads_no_total_and_nothing_of_the_others(
    company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    say(alice, bulletins, yearly_cost=euros(50_000), tools="Sage")
    say(alice, bulletins, group.lyon, yearly_cost=euros(9_000))
    say(alice, bulletins, group.nantes, yearly_cost=euros(1_000), tools="Excel")
    for unit in (group.lyon, group.nantes):
        activities.assign(
            by=alice, at=NOW, activity=bulletins, unit=unit, provider=None, start_date=TODAY
        )
    narrowed = executive(company, alice, unit=group.lyon)
    found = known(narrowed, bulletins)
    assert found[COST].sum == inventory.added(
        [found[COST].by_site[group.lyon.pk]], COST, sites=[group.lyon.pk]
    )
    assert not found[TOOLS].is_known
    assert {one.name for one in found.places.values()} == {"Lyon"}
    [line] = inventory.listed(narrowed, on=TODAY)
    assert (line.cost.total.amount, line.cost.total.sites) == (900_000, 1)


def test_who_sees_one_provider_reads_the_sites_that_it_serves(
    company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet")
    for unit, provider in ((group.lyon, cabinet), (group.nantes, None)):
        activities.assign(
            by=alice, at=NOW, activity=bulletins, unit=unit, provider=provider, start_date=TODAY
        )
        say(alice, bulletins, unit, tools=f"Outil de {unit}")
    say(alice, bulletins, tools="Sage")
    found = known(executive(company, alice, provider=cabinet), bulletins)[TOOLS]
    assert [one.value for one in found.by_site.values()] == ["Outil de Lyon"]


def test_a_narrowed_writer_speaks_of_their_site_only(
    company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    narrowed = executive(company, alice, unit=group.lyon)
    with pytest.raises(checks.OutOfReach, match="dites de quel site"):
        say(narrowed, bulletins, tools="Sage")
    with pytest.raises(checks.OutOfReach):
        say(narrowed, bulletins, group.nantes, tools="Sage")
    assert say(narrowed, bulletins, group.lyon, tools="Sage") == 1


def test_a_writer_of_one_provider_speaks_of_the_sites_that_it_serves(
    company: Company, alice: Actor, group: Group, bulletins: Activity
) -> None:
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet")
    activities.assign(
        by=alice, at=NOW, activity=bulletins, unit=group.lyon, provider=cabinet, start_date=TODAY
    )
    say(alice, bulletins, group.nantes, tools="Excel")
    narrowed = executive(company, alice, provider=cabinet)
    with pytest.raises(checks.OutOfReach):
        say(narrowed, bulletins, group.nantes, tools="Sage")
    given: dict[str, Any] = {
        "on": TODAY,
        "activities": [bulletins],
        "source": group.nantes,
        "unit": group.lyon,
    }
    assert known_values.takeable(narrowed, **given) == {}
    assert known_values.takeable(alice, **given) != {}
    assert say(narrowed, bulletins, group.lyon, tools="Sage") == 1


def test_saying_again_writes_nothing_and_blank_takes_back(
    alice: Actor, bulletins: Activity
) -> None:
    say(alice, bulletins, tools="Silae", data=["staff", "bank"])
    events, version = Event.objects.count(), bulletins.version
    assert say(alice, bulletins, tools="Silae", data=["bank", "staff"]) == 0
    assert (Event.objects.count(), bulletins.version) == (events, version)
    assert say(alice, bulletins, tools="", data=[]) == 2
    assert not ActivityValue.objects.exists()


def test_a_value_over_somebody_else_s_is_a_conflict(alice: Actor, bulletins: Activity) -> None:
    seen = bulletins.version
    say(alice, bulletins, tools="Silae")
    stale = Activity.objects.get(pk=bulletins.pk)
    with pytest.raises(Conflict):
        values.say(by=alice, at=NOW, activity=stale, unit=None, said={TOOLS: "Excel"}, version=seen)
    assert ActivityValue.objects.get().value == "Silae"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("yearly_volume", -1),
        ("seasonality", [1] * 11),
        ("seasonality", [0] * 12),
        ("yearly_cost", {"cents": 5}),
        ("data", ["unheard of"]),
        ("confidentiality", 5),
        ("heads", "beaucoup"),
    ],
)
def test_a_value_of_another_shape_is_refused_by_its_field(
    alice: Actor, bulletins: Activity, field: str, value: Any
) -> None:
    with pytest.raises(Refused) as refused:
        say(alice, bulletins, **{field: value})
    assert refused.value.field == field
    assert not ActivityValue.objects.exists()


def test_another_site_is_taken_over_where_nothing_is_said(
    alice: Actor, group: Group, bulletins: Activity
) -> None:
    say(alice, bulletins, group.lyon, tools="Silae", frequency="mensuelle", yearly_volume=600)
    say(alice, bulletins, group.nantes, frequency="bimensuelle")
    taken = values.take_over(
        by=alice, at=NOW, activities=[bulletins], source=group.lyon, unit=group.nantes
    )
    rows = ActivityValue.objects.filter(unit=group.nantes, origin=Origin.SITE)
    assert taken == 1
    [row] = rows
    assert (row.field, row.value, row.certainty) == ("tools", "Silae", Certainty.PROPOSED)
    assert row.evidence == "Lyon"


def test_the_list_asks_as_much_for_a_hundred_lines(
    alice: Actor, group: Group, django_assert_max_num_queries: Any
) -> None:
    for rank in range(30):
        activity = activities.create(by=alice, at=NOW, name=f"Activité {rank}")
        say(alice, activity, group.lyon, yearly_volume=rank + 1)
    with memory.of_one_page(), django_assert_max_num_queries(6):
        lines = inventory.listed(alice, on=TODAY)
    assert sum(one.volume.total.amount or 0 for one in lines) == sum(range(1, 31))


def test_another_currency_beside_what_stands_adds_nothing(
    alice: Actor, bulletins: Activity
) -> None:
    say(alice, bulletins, source=BOOKS, yearly_cost=euros(12_000))
    say(alice, bulletins, yearly_cost={"cents": 1000, "currency": "CHF"})
    found = known(alice, bulletins)[COST].sum
    assert found is not None
    assert (found.is_mixed, found.total.amount, found.currency) == (False, 1_200_000, "EUR")


def test_spaces_say_nothing(alice: Actor, bulletins: Activity) -> None:
    assert say(alice, bulletins, tools=" \u00a0  ") == 0
    assert not known(alice, bulletins)[TOOLS].is_known
