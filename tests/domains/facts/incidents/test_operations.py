"""Declared, qualified, acted upon, closed; never over somebody else, never out of a mandate."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.domains.facts.incidents.conftest import Narrowed
from tests.factories import accounts
from tests.factories.incidents import KNOWN, declared, said
from tests.factories.organisation import NOW, Group
from timonerie.domains.facts.models import Incident, IncidentState
from timonerie.domains.facts.operations import incidents
from timonerie.domains.facts.operations.incident_checks import Remedy
from timonerie.domains.facts.queries import incidents as queries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import people, seats
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company


def acts(incident: Incident) -> list[str]:
    rows = Event.objects.filter(object_kind="incident", object_id=str(incident.public_id))
    return list(rows.order_by("seq").values_list("act", flat=True))


def sites(incident: Incident) -> set[str]:
    return set(incident.sites.values_list("unit__name", flat=True))


def qualify(by: Actor, incident: Incident, *, version: int | None = None, **parts: Any) -> None:
    incidents.qualify(
        by=by,
        at=NOW,
        incident=incident,
        version=incident.version if version is None else version,
        said=said(incident.what, **parts),
    )


def test_two_lines_are_enough(alice: Actor) -> None:
    found = declared(alice, "Réseau  coupé ", told_at=None)
    assert (found.what, found.cause, found.side, found.state) == (
        "Réseau coupé", "", "unknown", IncidentState.OPEN,
    )  # fmt: skip
    assert (found.declared_by, acts(found)) == ("Alice Martin", ["incident.declared"])


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("what", {"what": "  "}),
        ("known_at", {"known_at": NOW + timedelta(minutes=1)}),
        ("told_at", {"told_at": KNOWN - timedelta(minutes=1)}),
        ("told_at", {"told_at": NOW + timedelta(minutes=1)}),
        ("ended_at", {"ended_at": KNOWN - timedelta(minutes=1)}),
        ("cost", {"cost": -1, "currency": "EUR"}),
        ("currency", {"cost": 1, "currency": "ZZZ"}),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(
    alice: Actor, field: str, parts: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refusal:
        declared(alice, **parts)
    assert refusal.value.field == field
    assert not Incident.objects.exists()


def test_a_region_is_not_a_site_nor_a_site_a_team(alice: Actor, group: Group) -> None:
    for parts in ({"units": (group.east,)}, {"team": group.lyon}):
        with pytest.raises(Refused):
            declared(alice, **parts)


def test_somebody_of_a_site_declares_there_and_nowhere_else(
    narrowed: Narrowed, group: Group
) -> None:
    bob = narrowed(Role.SITE_MANAGER, unit=group.lyon)
    declared(bob, units=(group.lyon,))
    for units in ((), (group.nantes,)):
        with pytest.raises(Refused) as refusal:
            declared(bob, units=units)
        assert refusal.value.field == "units"


def test_a_provider_declares_its_own(narrowed: Narrowed, nova: Provider, clarte: Provider) -> None:
    carol = narrowed(Role.PROVIDER, provider=nova)
    declared(carol, provider=nova)
    for other in (None, clarte):
        with pytest.raises(Refused) as refusal:
            declared(carol, provider=other)
        assert refusal.value.field == "provider"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_administers_or_audits_declares_nothing(
    alice: Actor, company: Company, role: Role
) -> None:
    with pytest.raises(PermissionDenied):
        declared(accounts.actor(company, role))


def test_a_site_manager_qualifies_nothing(alice: Actor, narrowed: Narrowed, group: Group) -> None:
    incident = declared(alice, units=(group.lyon,))
    bob = narrowed(Role.SITE_MANAGER, unit=group.lyon)
    with pytest.raises(PermissionDenied):
        qualify(bob, incident, cause="tool")


def test_qualifying_says_what_changed(
    alice: Actor, group: Group, nova: Provider, payslips: Activity
) -> None:
    incident = declared(alice, units=(group.lyon,))
    qualify(
        alice, incident, cause="tool", side="theirs", units=(group.nantes, group.lyon),
        provider=nova, activity=payslips, cost=125050, currency="EUR",
    )  # fmt: skip
    kept = Incident.objects.get()
    assert (kept.cause, kept.side, kept.cost, sites(kept)) == (
        "tool", "theirs", 125050, {"Lyon", "Nantes"},
    )  # fmt: skip
    detail = Event.objects.get(act="incident.changed").detail
    assert detail["cost"] == ["", "1250.50 EUR"]
    assert detail["sites"] == ["Lyon", "Lyon, Nantes"]
    assert "currency" not in detail


def test_saying_the_same_again_writes_nothing(alice: Actor, group: Group) -> None:
    incident = declared(alice, units=(group.lyon,))
    qualify(alice, incident, units=(group.lyon,))
    assert (acts(incident), incident.version) == (["incident.declared"], 1)


def test_sites_alone_make_another_version(alice: Actor, group: Group) -> None:
    incident = declared(alice, units=(group.lyon,))
    qualify(alice, incident, units=(group.nantes,))
    assert Incident.objects.get().version == 2
    with pytest.raises(Conflict):
        qualify(alice, incident, version=1, units=(group.lyon,))
    assert sites(incident) == {"Nantes"}


def test_what_the_writer_cannot_see_stays_named(
    alice: Actor, narrowed: Narrowed, group: Group
) -> None:
    incident = declared(alice, units=(group.lyon, group.nantes), team=group.payroll_team)
    west = narrowed(Role.EXECUTIVE, unit=group.nantes)
    qualify(west, incident, cause="volume", units=(group.nantes,))
    kept = Incident.objects.get()
    assert (kept.cause, sites(kept), kept.team) == (
        "volume", {"Lyon", "Nantes"}, group.payroll_team,
    )  # fmt: skip


def test_nobody_qualifies_an_incident_out_of_their_mandate(
    alice: Actor, narrowed: Narrowed, group: Group
) -> None:
    incident = declared(alice, units=(group.nantes,))
    west = narrowed(Role.EXECUTIVE, unit=group.nantes)
    with pytest.raises(Refused):
        qualify(west, incident, units=())
    assert sites(incident) == {"Nantes"}


def act(by: Actor, incident: Incident, **parts: Any) -> None:
    remedy = Remedy(**parts)
    incidents.act(by=by, at=NOW, incident=incident, version=incident.version, said=remedy)


def test_an_action_opens_the_work_and_without_one_it_is_only_open(alice: Actor) -> None:
    incident = declared(alice)
    act(alice, incident, action="Deuxième lien")
    assert incident.state == IncidentState.UNDER_WAY
    act(alice, incident)
    assert incident.state == IncidentState.OPEN


def test_an_action_is_carried_by_a_seat_or_a_person(alice: Actor, group: Group) -> None:
    incident = declared(alice)
    seat = seats.create(by=alice, at=NOW, name="DAF", unit=group.root)
    person = people.create(by=alice, at=NOW, name="Claire Roux", email="", unit=group.root)
    with pytest.raises(Refused) as refusal:
        act(alice, incident, action="x", owner_seat=seat, owner_person=person)
    assert refusal.value.field == "owner_person"
    act(alice, incident, action="x", owner_person=person)
    assert incident.owner_person == person


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("action", {"action_on": date(2026, 3, 1)}),
        ("action_on", {"action": "x", "action_on": date(2026, 2, 26)}),
        ("periods", {"action": "x", "periods": 2}),
        ("periods", {"action": "x", "periods": 13}),
    ],
)
def test_an_action_that_cannot_stand_is_refused(
    alice: Actor, field: str, parts: dict[str, Any]
) -> None:
    incident = declared(alice)
    with pytest.raises(Refused) as refusal:
        act(alice, incident, **parts)
    assert refusal.value.field == field


def test_an_incident_is_not_closed_without_its_cause(alice: Actor) -> None:
    incident = declared(alice)
    with pytest.raises(Refused):
        incidents.close(by=alice, at=NOW, incident=incident, version=1)
    qualify(alice, incident, cause="tool")
    incidents.close(by=alice, at=NOW, incident=incident, version=2)
    incidents.close(by=alice, at=NOW, incident=incident, version=3)
    assert (incident.state, incident.closed_at) == (IncidentState.CLOSED, NOW)
    incidents.reopen(by=alice, at=NOW, incident=incident, version=3)
    assert (incident.state, incident.closed_at) == (IncidentState.OPEN, None)
    assert acts(incident)[-2:] == ["incident.closed", "incident.reopened"]


def test_an_archived_incident_comes_back_and_meanwhile_counts_nowhere(alice: Actor) -> None:
    incident = declared(alice)
    incidents.archive(by=alice, at=NOW, incident=incident, version=1)
    on = NOW.date()
    assert queries.listed(alice, on=on) == []
    assert queries.listed(alice, on=on, archived=True) == [incident]
    incidents.restore(by=alice, at=NOW, incident=incident, version=2)
    assert queries.listed(alice, on=on) == [incident]
    assert acts(incident)[-2:] == ["incident.archived", "incident.restored"]


def test_a_note_is_kept_and_the_trail_says_that_one_was_left(
    alice: Actor, narrowed: Narrowed, nova: Provider
) -> None:
    incident = declared(alice, provider=nova)
    carol = narrowed(Role.PROVIDER, name="Carol", provider=nova)
    incidents.note(by=carol, at=NOW, incident=incident, text="  Nous cherchons.  ")
    with pytest.raises(Refused):
        incidents.note(by=carol, at=NOW, incident=incident, text="   ")
    [kept] = incident.notes.all()
    assert (kept.text, kept.written_by) == ("Nous cherchons.", "Carol")
    assert Event.objects.get(act="incident.noted").detail == {}


IMPOSSIBLE = [
    {"told_at": KNOWN - timedelta(hours=1)},
    {"ended_at": KNOWN - timedelta(hours=1)},
    {"cost": 5, "currency": ""},
    {"cost": None, "currency": "EUR"},
    {"state": "closed"},
    {"closed_at": NOW},
    {"cause": "lunar"},
    {"periods": 2},
]


@pytest.mark.parametrize("values", IMPOSSIBLE, ids=str)
def test_the_database_refuses_what_is_impossible(alice: Actor, values: dict[str, Any]) -> None:
    incident = declared(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(**values)


def test_a_reference_names_one_incident(alice: Actor) -> None:
    first, second = declared(alice), declared(alice)
    Incident.objects.filter(pk=first.pk).update(reference="INC-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=second.pk).update(reference="INC-1")
