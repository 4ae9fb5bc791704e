"""Places of work become sites, by their SIRET; and who reads what of them."""

from datetime import date
from typing import Any

import pytest

from tests.domains.facts.workforce.conftest import House
from tests.factories import accounts, dsn, organisation
from timonerie.domains.facts.operations import workforce_sites
from timonerie.domains.facts.operations.workforce_sites import Wanted
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.organisation.models import BusinessFunction, Establishment, Unit
from timonerie.domains.organisation.operations import mandates, providers, units
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role

pytestmark = pytest.mark.django_db

MARCH, NOW = date(2025, 3, 1), organisation.NOW
TODAY = NOW.date()
GROUP = dsn.group()


def link(house: House, **sites: Unit) -> list[Unit]:
    """Every place; those of the towns named go to a site there is."""
    found = queries.to_place(house.director, on=TODAY)
    wanted = [Wanted(one, sites.get(one.town)) for one in found]
    return workforce_sites.create_sites(by=house.director, at=NOW, wanted=wanted)


def narrowed(house: House, role: Role, **part: Any) -> Actor:
    reader = accounts.actor(house.company, role)
    mandates.grant(
        by=house.director,
        at=NOW,
        membership=accounts.membership_of(reader),
        start_date=date(2020, 1, 1),
        **part,
    )
    return reader


def test_each_place_becomes_a_site_of_its_town(house: House) -> None:
    house.drop(GROUP.file(MARCH))

    made = link(house)

    assert sorted(one.name for one in made) == ["Grenoble", "Lille", "Lyon", "Nantes"]
    assert Establishment.objects.get(siret=dsn.PLACES[0].siret).town == "Lyon"
    assert queries.to_place(house.director, on=TODAY) == []


def test_a_site_there_is_takes_the_place_and_its_past(house: House) -> None:
    site = units.create(by=house.director, at=NOW, kind="site", name="Usine")
    house.drop(GROUP.file(MARCH))

    link(house, LYON=site)

    board = queries.of_site(house.director, unit=site.pk, on=TODAY)
    assert board.places[0].label == "Usine"
    assert board.of(board.places[0], MARCH).heads == GROUP.truth(dsn.PLACES[0], MARCH).heads


def test_two_places_of_a_town_are_two_sites(house: House) -> None:
    other = dsn.Place(dsn.nic(9), "69003", "LYON", 1)
    house.drop(GROUP.file(MARCH))
    house.drop(dsn.file(dsn.declaration(other, MARCH)))

    names = {one.name for one in link(house)}

    assert {"Lyon", f"Lyon ({other.nic})"} <= names


def test_one_site_for_two_places_is_refused_and_nothing_is_made(house: House) -> None:
    site = units.create(by=house.director, at=NOW, kind="site", name="Usine")
    house.drop(GROUP.file(MARCH))

    with pytest.raises(Refused):
        link(house, LYON=site, NANTES=site)

    assert not Establishment.objects.exists()


def test_a_site_manager_reads_their_site_alone(house: House) -> None:
    house.drop(GROUP.file(MARCH))
    link(house)
    manager = narrowed(house, Role.SITE_MANAGER, unit=Unit.objects.get(name="Lille"))

    board = queries.months(manager, on=TODAY)

    assert [one.label for one in board.places] == ["Lille"]
    assert not queries.reads_whole(manager, on=TODAY)
    assert not queries.visible_to(manager, on=TODAY).exists()
    assert not queries.reads_reasons(manager)


def test_a_mandate_opens_the_workforce_where_its_function_is_payroll(house: House) -> None:
    house.drop(GROUP.file(MARCH))
    functions = {one.code: one for one in BusinessFunction.objects.all()}

    payroll = narrowed(house, Role.EXECUTIVE, function=functions["payroll"])
    accounting = narrowed(house, Role.EXECUTIVE, function=functions["accounting"])
    buyer = narrowed(
        house,
        Role.EXECUTIVE,
        provider=providers.create(by=house.director, at=NOW, name="Nova"),
    )

    assert [len(queries.months(one, on=TODAY).places) for one in (payroll, accounting, buyer)] == [
        4,
        0,
        0,
    ]


def test_who_is_narrowed_to_a_site_drops_no_file(house: House) -> None:
    site = units.create(by=house.director, at=NOW, kind="site", name="Usine")
    executive = narrowed(house, Role.EXECUTIVE, unit=site)

    with pytest.raises(Refused):
        house.drop(GROUP.file(MARCH), by=executive)
