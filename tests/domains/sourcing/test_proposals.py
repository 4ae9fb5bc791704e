"""What the files proposed, accepted or set aside."""

from datetime import date
from typing import Any

import pytest

from tests.factories import accounts
from tests.factories.accounts import TODAY
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import Certainty, Origin, ValueField
from timonerie.domains.sourcing.models import Activity, ActivityValue, Assignment, SetAsideProposal
from timonerie.domains.sourcing.operations import activities, checks, proposals
from timonerie.domains.sourcing.operations.proposals import Accepted, Worth
from timonerie.domains.sourcing.operations.values import Source
from timonerie.domains.sourcing.queries import payee_costs
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

SINCE = date(2025, 3, 1)
CLEANING = "ASSIST-06"


@pytest.fixture
def onet(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Onet")


@pytest.fixture
def atalian(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Atalian")


def cost(euros: int, name: str) -> Worth:
    source = Source(origin=Origin.BOOKS, certainty=Certainty.MEASURED, evidence=name)
    value = {"cents": euros * 100, "currency": "EUR"}
    return Worth(field=ValueField.YEARLY_COST, value=value, source=source)


def ticked(group: Group, provider: Provider | None, **parts: Any) -> Accepted:
    sites = (group.lyon, group.grenoble, group.nantes)
    base = {"code": CLEANING, "start_date": SINCE, "everywhere": sites}
    return Accepted(**{**base, "provider": provider, **parts})


def accept(by: Actor, *accepted: Accepted) -> int:
    return proposals.accept(by=by, at=NOW, accepted=accepted)


def served() -> dict[str, str]:
    rows = Assignment.objects.in_force(on=TODAY).select_related("unit", "provider")
    return {row.unit.name: str(row.provider) for row in rows}


def test_an_accepted_proposal_is_an_activity_served_at_every_site(
    alice: Actor, group: Group, onet: Provider
) -> None:
    assert accept(alice, ticked(group, onet, worths=(cost(9_000, "Onet"),))) == 1
    assert Activity.objects.get().catalogue_code == CLEANING
    assert served() == {"Lyon": "Onet", "Grenoble": "Onet", "Nantes": "Onet"}
    assert set(Assignment.objects.values_list("start_date", flat=True)) == {SINCE}
    value = ActivityValue.objects.get()
    assert (value.unit, value.origin, value.certainty) == (None, "books", "measured")
    assert value.value == {"cents": 900_000, "currency": "EUR"}


def test_nobody_is_replaced_unless_their_site_is_named(
    alice: Actor, group: Group, onet: Provider, atalian: Provider
) -> None:
    accept(alice, ticked(group, onet, units=(group.lyon,)))
    accept(alice, ticked(group, atalian))
    assert served() == {"Lyon": "Onet", "Grenoble": "Atalian", "Nantes": "Atalian"}
    with pytest.raises(Refused, match="déjà servie partout"):
        accept(alice, ticked(group, None))
    accept(alice, ticked(group, None, units=(group.lyon,), start_date=TODAY))
    assert served()["Lyon"] == "None"


def test_two_for_one_site_are_refused_and_nothing_is_written(
    alice: Actor, group: Group, onet: Provider, atalian: Provider
) -> None:
    with pytest.raises(Refused, match="cochée deux fois"):
        accept(alice, ticked(group, onet), ticked(group, atalian))
    assert not Activity.objects.exists()
    assert not Assignment.objects.exists()


def test_a_named_site_leaves_the_others_to_the_one_that_names_none(
    alice: Actor, group: Group, onet: Provider, atalian: Provider
) -> None:
    accept(alice, ticked(group, onet), ticked(group, atalian, units=(group.nantes,)))
    assert served() == {"Lyon": "Onet", "Grenoble": "Onet", "Nantes": "Atalian"}


def test_the_costs_of_two_providers_of_one_activity_add_up_once(
    alice: Actor, group: Group, onet: Provider, atalian: Provider
) -> None:
    accept(alice, ticked(group, onet, units=(group.lyon,), worths=(cost(9_000, "Onet"),)))
    second = ticked(group, atalian, units=(group.nantes,), worths=(cost(4_000, "Atalian"),))
    accept(alice, second)
    accept(alice, second)
    value = ActivityValue.objects.get()
    assert value.value["cents"] == 1_300_000
    assert value.evidence == "Onet + Atalian"


def test_an_archived_activity_comes_back(alice: Actor, group: Group, onet: Provider) -> None:
    activities.add_from_catalogue(by=alice, at=NOW, codes=[CLEANING])
    archived = Activity.objects.get()
    activities.archive(by=alice, at=NOW, activity=archived, version=archived.version)
    assert accept(alice, ticked(group, onet)) == 0
    assert Activity.objects.get().archived_at is None


def test_set_aside_and_taken_back(alice: Actor, group: Group) -> None:
    key = f"{CLEANING}:onet"
    assert proposals.set_aside(by=alice, at=NOW, keys=[key, key]) == 1
    assert proposals.set_aside(by=alice, at=NOW, keys=[key]) == 0
    assert SetAsideProposal.objects.get().set_aside_by == alice.name
    assert proposals.restore(by=alice, at=NOW, keys=[key]) == 1
    assert not SetAsideProposal.objects.exists()


def test_who_sees_a_part_of_the_company_accepts_nothing(
    company: Company, alice: Actor, group: Group, onet: Provider
) -> None:
    narrowed = accounts.actor(company, Role.EXECUTIVE)
    membership = accounts.membership_of(narrowed)
    mandates.grant(by=alice, at=NOW, membership=membership, unit=group.lyon, start_date=SINCE)
    with pytest.raises(checks.OutOfReach):
        accept(narrowed, ticked(group, onet, units=(group.lyon,)))
    with pytest.raises(checks.OutOfReach):
        proposals.set_aside(by=narrowed, at=NOW, keys=["a"])


def test_a_payee_is_not_told_by_another_whose_name_ends_alike(
    alice: Actor, group: Group, onet: Provider, atalian: Provider
) -> None:
    first = ticked(group, onet, units=(group.lyon,), worths=(cost(9_000, "Cabinet Durand"),))
    accept(alice, first)
    accept(alice, ticked(group, atalian, units=(group.nantes,), worths=(cost(4_000, "Durand"),)))
    assert ActivityValue.objects.get().value["cents"] == 1_300_000


def test_a_line_that_is_there_under_another_code_is_not_added_twice(
    alice: Actor, group: Group, onet: Provider
) -> None:
    ours = activities.create(
        by=alice, at=NOW, name="Ménage", code="MENAGE", catalogue_code=CLEANING
    )
    assert activities.add_from_catalogue(by=alice, at=NOW, codes=[CLEANING]) == 0
    assert accept(alice, ticked(group, onet)) == 0
    assert {one.activity for one in Assignment.objects.all()} == {ours}


@pytest.mark.parametrize(
    ("name", "is_told"),
    [("Durand, Martin", True), ("Onet", True), ("Durand", False), ("Martin", False)],
)
def test_a_cost_is_told_by_the_whole_name_of_its_payee(
    alice: Actor, group: Group, onet: Provider, name: str, is_told: bool
) -> None:
    worth = cost(9_000, "Durand, Martin, de mars à avril + Onet, de mars à avril")
    accept(alice, ticked(group, onet, worths=(worth,)))
    among = ["Durand", "Durand, Martin", "Onet", "Martin"]
    assert payee_costs.is_told({name}, among=among) is is_told
