"""Incidents by the API: as far as each reader reaches, declared and said again."""

import json
from typing import Any

import pytest

from tests.api.conftest import Get, Readers
from tests.factories import facts, incidents
from tests.factories.organisation import Group
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.operations import incidents as operations
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

TWO_LINES = {"what": "Réseau coupé", "known_at": "2026-02-27T08:00:00Z"}


@pytest.fixture
def nova(group: Group) -> Provider:
    found: Provider = Provider.objects.get(name="Nova")
    return found


def send(
    readers: Readers, company: Company, reader: str, body: dict[str, Any], *, to: str = ""
) -> Any:
    address = f"/api/{company.slug}/incidents{to}"
    client = readers[reader]
    method = client.put if to else client.post
    return method(address, json.dumps(body), content_type="application/json")


def test_each_reads_what_their_mandate_is_about(
    get: Get, alice: Actor, group: Group, nova: Provider
) -> None:
    ours = incidents.declared(alice, "ici", units=(group.lyon, group.nantes), provider=nova)
    other = incidents.declared(alice, "là-bas", units=(group.nantes,))
    assert [one["what"] for one in get("director", "incidents")["items"]] == ["là-bas", "ici"]
    [seen] = get("site manager", "incidents")["items"]
    assert [site["name"] for site in seen["sites"]] == ["Lyon"]
    assert get("provider", f"incidents/{ours.public_id}")["alert_seconds"] == 3 * 3600
    get("provider", f"incidents/{other.public_id}", status=404)
    assert get("auditor", "incidents")["items"] == []


def test_the_cost_is_read_by_who_may(get: Get, alice: Actor, nova: Provider) -> None:
    one = incidents.declared(alice, provider=nova, cost=1250, currency="EUR")
    assert get("director", f"incidents/{one.public_id}")["cost"] == 1250
    told = get("provider", f"incidents/{one.public_id}")
    assert (told["cost"], told["currency"]) == (None, "")


def test_the_list_is_narrowed_by_state_and_cause(get: Get, alice: Actor) -> None:
    one = incidents.declared(alice, "un", cause="tool")
    incidents.declared(alice, "deux")
    operations.close(by=alice, at=facts.NOW, incident=one, version=1)
    assert [found["what"] for found in get("director", "incidents?state=closed")["items"]] == ["un"]
    assert get("director", "incidents?cause=volume")["count"] == 0


def test_two_lines_declare(
    readers: Readers, company: Company, alice: Actor, group: Group, nova: Provider
) -> None:
    body = TWO_LINES | {"provider": str(nova.public_id), "sites": [str(group.lyon.public_id)]}
    answer = send(readers, company, "director", body)
    assert answer.status_code == 201
    assert (answer.json()["alert_seconds"], answer.json()["state"]) == (None, "open")
    answer = send(readers, company, "provider", TWO_LINES | {"provider": str(nova.public_id)})
    assert answer.status_code == 201
    assert answer.json()["told_at"] is not None


def test_what_is_out_of_a_mandate_cannot_be_declared(
    readers: Readers, company: Company, group: Group
) -> None:
    answer = send(readers, company, "site manager", TWO_LINES)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    body = TWO_LINES | {"sites": [str(group.nantes.public_id)]}
    assert send(readers, company, "site manager", body).status_code == 404
    assert not Incident.objects.exists()


def test_an_incident_is_said_again_over_the_version_that_was_read(
    readers: Readers, company: Company, alice: Actor
) -> None:
    one = incidents.declared(alice)
    body = TWO_LINES | {"version": 1, "cause": "tool", "cost": 1250, "currency": "EUR"}
    to = f"/{one.public_id}"
    answer = send(readers, company, "director", body, to=to)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    again = send(readers, company, "director", body | {"cause": "volume"}, to=to)
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert Incident.objects.get().cause == "tool"


@pytest.mark.parametrize(
    "changes", [{"what": ""}, {"known_at": "2026-02-27"}, {"known_at": "2999-01-01T00:00:00Z"}]
)
def test_what_cannot_stand_is_refused(
    readers: Readers, company: Company, changes: dict[str, str]
) -> None:
    assert send(readers, company, "director", TWO_LINES | changes).status_code == 422
    assert not Incident.objects.exists()
