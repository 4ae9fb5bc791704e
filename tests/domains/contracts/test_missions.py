"""Missions of direction: said, followed by results and by days, handed over."""

from datetime import date
from typing import Any

import pytest

from tests.factories import contracts as contract_factory
from tests.factories import missions as factory
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Mission, MissionPresence
from timonerie.domains.contracts.operations import mission_parts, missions
from timonerie.domains.contracts.papers import hand_over
from timonerie.domains.contracts.queries import missions as queries
from timonerie.domains.organisation.operations import contacts, people, providers, seats, units
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"provider": None}, "provider"),
        ({"title": " "}, "title"),
        ({"end_date": date(2025, 8, 1)}, "end_date"),
        ({"delegation_cents": -1}, "delegation_cents"),
        ({"delegation_end_date": date(2026, 1, 1)}, "delegation"),
        ({"delegation": "a", "delegation_end_date": date(2025, 1, 1)}, "delegation_end_date"),
    ],
)
def test_a_mission_that_cannot_stand_is_refused(
    alice: Actor, parts: dict[str, Any], field: str
) -> None:
    firm = providers.create(by=alice, at=NOW, name="Cap Finance")
    with pytest.raises(Refused) as refused:
        missions.create(by=alice, at=NOW, said=factory.said(**{"provider": firm, **parts}))
    assert refused.value.field == field
    assert not Mission.objects.exists()


def test_it_is_of_a_firm_or_of_a_person(alice: Actor) -> None:
    firm = providers.create(by=alice, at=NOW, name="Cap Finance")
    person = people.create(by=alice, at=NOW, name="Claire Roux")
    with pytest.raises(Refused, match="qui la tient"):
        missions.create(by=alice, at=NOW, said=factory.said(firm, person=person))
    made = missions.create(by=alice, at=NOW, said=factory.said(None, person=person))
    assert (made.person, made.provider) == (person, None)


def test_its_deputy_is_another_post_and_its_contract_theirs(alice: Actor) -> None:
    firm = providers.create(by=alice, at=NOW, name="Cap Finance")
    other = providers.create(by=alice, at=NOW, name="Nova")
    seat = seats.create(by=alice, at=NOW, name="DAF", unit=units.root())
    with pytest.raises(Refused, match="autre poste"):
        missions.create(by=alice, at=NOW, said=factory.said(firm, seat=seat, deputy=seat))
    signed = contract_factory.signed(alice, provider=other)
    with pytest.raises(Refused, match="autre prestataire"):
        missions.create(by=alice, at=NOW, said=factory.said(firm, contract=signed))


def test_a_deliverable_is_late_then_handed_in(alice: Actor) -> None:
    row = factory.deliverable(alice)
    assert queries.late(row.mission, on=TODAY) == 1
    with pytest.raises(Refused, match="le jour où"):
        mission_parts.say_deliverable(by=alice, at=NOW, row=row, version=1, state="delivered")
    mission_parts.say_deliverable(by=alice, at=NOW, row=row, version=1, state="accepted", day=TODAY)
    assert queries.late(row.mission, on=TODAY) == 0


def test_days_are_planned_then_confirmed_in_halves(alice: Actor) -> None:
    row = factory.presence(alice)
    assert (row.month, row.planned_halves) == (date(2026, 2, 1), 7)
    mission_parts.confirm(by=alice, at=NOW, row=row, version=row.version, halves=6)
    before = Event.objects.count()
    mission_parts.confirm(by=alice, at=NOW, row=row, version=row.version, halves=6)
    assert Event.objects.count() == before
    with pytest.raises(Refused, match="déjà confirmé"):
        mission_parts.plan(
            by=alice, at=NOW, mission=row.mission, site=row.site, month=row.month, halves=8
        )
    assert MissionPresence.objects.get().confirmed_by == alice.name


def test_days_to_come_are_not_confirmed(alice: Actor) -> None:
    row = factory.presence(alice)
    later = mission_parts.plan(
        by=alice, at=NOW, mission=row.mission, site=row.site, month=date(2026, 4, 1), halves=2
    )
    with pytest.raises(Refused, match="pas commencé"):
        mission_parts.confirm(by=alice, at=NOW, row=later, version=later.version, halves=2)


def test_missions_do_not_wait_for_one_another(alice: Actor) -> None:
    first = factory.held(alice)
    second = factory.held(alice, first.provider, title="Direction des ressources humaines")
    mission_parts.depend(by=alice, at=NOW, mission=first, needed=second, what="Plan d’embauche")
    with pytest.raises(Refused, match="rien n’avancerait"):
        mission_parts.depend(by=alice, at=NOW, mission=second, needed=first, what="Budget")


def test_a_pack_gathers_what_is_handed_over_without_secrets(alice: Actor) -> None:
    firm = providers.create(by=alice, at=NOW, name="Cap Finance")
    contacts.add(by=alice, at=NOW, provider=firm, name="Claire Roux")
    signed = contract_factory.signed(alice, provider=firm)
    mission = factory.held(alice, firm, contract=signed, delegation="Achats", delegation_cents=500)
    factory.deliverable(alice, mission)
    access = mission_parts.add_access(by=alice, at=NOW, mission=mission, name="Banque en lecture")
    with pytest.raises(Refused, match="déjà dans la liste"):
        mission_parts.add_access(by=alice, at=NOW, mission=mission, name="banque en lecture")
    found = queries.hand_over(mission, reader=alice, on=TODAY)
    assert [one.name for one in found.contracts] == [signed.name]
    told = repr(hand_over.building(mission, found, on=TODAY))
    for word in ("Banque en lecture", "Budget 2026", "Claire Roux", signed.name, "Achats", "5"):
        assert word in told
    mission_parts.remove_access(by=alice, at=NOW, row=access)
    assert not mission.accesses.exists()


@pytest.mark.parametrize(("kind", "mark"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_pack_is_printed(alice: Actor, kind: str, mark: bytes) -> None:
    mission = factory.deliverable(alice).mission
    found = queries.hand_over(mission, reader=alice, on=TODAY)
    name, content = hand_over.made(mission, found, kind=kind, on=TODAY)
    assert name == f"passation-direction-financiere-2026-03-02.{kind}"
    assert content.startswith(mark)
