"""Who works behind a provider: declared, discovered, accepted; never behind itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import accounts
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Subcontractor
from timonerie.domains.contracts.operations import subcontractors
from timonerie.domains.contracts.operations.subcontractors import Said
from timonerie.domains.contracts.queries import subcontracting
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

TODAY = date(2026, 3, 2)


@pytest.fixture
def nova(alice: Actor) -> Provider:
    return providers.create(by=alice, at=NOW, name="Nova")


def behind(by: Actor, provider: Provider, name: str, **parts: Any) -> Subcontractor:
    discovered = parts.pop("is_discovered", False)
    return subcontractors.declare(
        by=by,
        at=NOW,
        provider=provider,
        is_discovered=discovered,
        said=Said(name=name, task="Saisie des variables", **parts),
    )


def decided(by: Actor, row: Subcontractor, state: str, **parts: Any) -> None:
    told = {"day": TODAY, **parts}
    subcontractors.decide(by=by, at=NOW, row=row, version=row.version, state=state, **told)


def names(by: Actor, provider: Provider) -> list[tuple[int, str]]:
    found = subcontracting.tree(by, provider=provider, on=TODAY)
    return [(one.depth, one.row.name) for one in found]


def test_a_tree_goes_on_under_a_known_provider(alice: Actor, nova: Provider) -> None:
    orion = providers.create(by=alice, at=NOW, name="Orion")
    first = behind(alice, nova, "Atelier Saisie")
    behind(alice, nova, "Petite main", above=first)
    behind(alice, nova, "", known=orion)
    behind(alice, orion, "Nuage Est")
    assert names(alice, nova) == [
        (1, "Atelier Saisie"),
        (2, "Petite main"),
        (1, "Orion"),
        (2, "Nuage Est"),
    ]


def test_no_firm_works_behind_itself(alice: Actor, nova: Provider) -> None:
    orion = providers.create(by=alice, at=NOW, name="Orion")
    vega = providers.create(by=alice, at=NOW, name="Véga")
    behind(alice, nova, "", known=orion)
    last = behind(alice, orion, "", known=vega)
    for firm in (orion, nova):
        with pytest.raises(Refused, match="sous-traitant de lui-même"):
            behind(alice, vega, "", known=firm)
    decided(alice, last, "ended")
    again = behind(alice, vega, "", known=nova)
    with pytest.raises(Refused, match="sous-traitant de lui-même"):
        decided(alice, last, "declared")
    assert again.known == nova


def test_the_same_siren_is_the_same_firm(alice: Actor, nova: Provider) -> None:
    orion = providers.create(by=alice, at=NOW, name="Orion", siren="732829320")
    assert behind(alice, nova, "Orion Services", siren="732 829 320").known == orion
    with pytest.raises(Refused, match="lui-même"):
        behind(alice, orion, "Orion bis", siren="732829320")


def test_what_is_discovered_stays_told_until_it_is_decided(alice: Actor, nova: Provider) -> None:
    found = behind(alice, nova, "Nuage Est", is_discovered=True, country="Maroc")
    assert subcontracting.undeclared() == [found]
    assert subcontracting.undeclared(provider=nova) == [found]
    decided(alice, found, "accepted")
    assert subcontracting.undeclared() == []
    assert Subcontractor.objects.get().accepted_date == TODAY


@pytest.mark.parametrize(
    ("state", "parts", "field"),
    [
        ("refused", {}, "reason"),
        ("accepted", {"day": TODAY + timedelta(days=1)}, "day"),
        ("discovered", {}, "state"),
        ("inconnu", {}, "state"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(
    alice: Actor, nova: Provider, state: str, parts: dict[str, Any], field: str
) -> None:
    row = behind(alice, nova, "Nuage Est")
    with pytest.raises(Refused) as refused:
        decided(alice, row, state, **parts)
    assert refused.value.field == field


def test_the_same_one_is_said_once(alice: Actor, nova: Provider) -> None:
    behind(alice, nova, "Nuage Est")
    with pytest.raises(Refused, match="déjà dans la liste"):
        behind(alice, nova, "nuage  est")


def test_who_is_narrowed_to_a_provider_sees_those_behind_it_alone(
    alice: Actor, company: Company, group: Group, nova: Provider
) -> None:
    orion = providers.create(by=alice, at=NOW, name="Orion")
    behind(alice, nova, "", known=orion)
    behind(alice, orion, "Nuage Est")
    membership = accounts.membership(company, Role.EXECUTIVE)
    mandates.grant(by=alice, at=NOW, membership=membership, provider=nova, start_date=TODAY)
    buyer = accounts.actor_of(membership)
    assert names(buyer, nova) == [(1, "Orion")]
    with pytest.raises(Refused, match="mandat"):
        behind(buyer, orion, "Petite main")
