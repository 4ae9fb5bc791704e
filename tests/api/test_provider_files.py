"""The file of a provider by the API: as far as each reader reaches."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import contacts
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def nova(group: Group) -> Provider:
    found: Provider = Provider.objects.get(name="Nova")
    return found


def send(readers: Readers, company: Company, path: str, body: Any, *, puts: bool = False) -> Any:
    client = readers["director"]
    method = client.put if puts else client.post
    address = f"/api/{company.slug}/{path}"
    return method(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_a_sheet_is_said_and_read(
    readers: Readers, get: Get, company: Company, nova: Provider
) -> None:
    path = f"providers/{nova.public_id}/sheet"
    wrong = {"version": 1, "siren": "732829320", "vat": "FR45732829320"}
    refused = send(readers, company, path, wrong, puts=True)
    assert (refused.status_code, "vat" in refused.json()["remedy"]) == (422, True)
    send(readers, company, path, {"version": 1, "siren": "732829320"}, puts=True)
    found = get("director", path)
    assert (found["siren"], found["vat_of_siren"], found["version"]) == (
        "732829320",
        "FR44732829320",
        2,
    )


@time_machine.travel(NOW)
def test_a_tier_is_judged_and_not_told_to_the_provider(
    readers: Readers, get: Get, company: Company, nova: Provider
) -> None:
    path = f"providers/{nova.public_id}/tiers"
    made = send(readers, company, path, {"tier": 4, "reason": "La paie en dépend."})
    assert made.status_code == 201
    assert [one["tier"] for one in get("director", path)["items"]] == [4]
    get("provider", path, status=403)


@time_machine.travel(NOW)
def test_a_sub_contractor_is_declared_then_accepted(
    readers: Readers, get: Get, company: Company, nova: Provider
) -> None:
    path = f"providers/{nova.public_id}/subcontractors"
    made = send(readers, company, path, {"name": "Nuage Est", "task": "Hébergement"}).json()
    assert (made["state"], made["depth"], made["own"]) == ("declared", 1, True)
    decision = {"version": made["version"], "state": "accepted", "day": "2026-03-01"}
    where = f"subcontractors/{made['id']}/decision"
    assert send(readers, company, where, decision, puts=True).json()["state"] == "accepted"
    assert get("director", path)["count"] == 1


@time_machine.travel(NOW)
def test_a_month_is_answered_for(
    readers: Readers, get: Get, company: Company, alice: Actor, nova: Provider
) -> None:
    one = contacts.add(by=alice, at=NOW, provider=nova, name="Ana Silva")
    path = f"providers/{nova.public_id}/rolls"
    left = [{"contact": str(one.public_id), "day": "2026-02-27"}]
    made = send(readers, company, path, {"month": "2026-03-01", "left": left})
    assert made.json()["left"] == [str(one.public_id)]
    assert get("director", path)["count"] == 1
