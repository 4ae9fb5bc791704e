"""Contracts by the API: as far as each reader reaches, with their dates."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import contracts
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

SAID = {"name": "Paie", "start_date": "2023-07-01", "firm": "36 mois", "notice": "3 mois"}


@pytest.fixture
def nova(group: Group) -> Provider:
    found: Provider = Provider.objects.get(name="Nova")
    return found


def send(readers: Readers, company: Company, body: dict[str, Any], *, to: str = "") -> Any:
    client = readers["director"]
    method = client.put if to else client.post
    address = f"/api/{company.slug}/contracts{to}"
    return method(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_a_contract_comes_with_its_dates_and_their_reasons(get: Get, alice: Actor) -> None:
    one = contracts.signed(alice)
    found = get("director", f"contracts/{one.public_id}")
    assert (found["status"], found["decide_by"]) == ("firm", "2026-03-30")
    assert found["terms"][0] == {
        "start": "2023-07-01",
        "end": "2026-06-30",
        "notice_by": "2026-03-30",
        "decide_by": "2026-03-30",
    }
    assert any("dernier jour utile" in sentence for sentence in found["sentences"])


@time_machine.travel(NOW)
def test_those_to_decide_soon_are_asked_for(get: Get, alice: Actor) -> None:
    contracts.signed(alice)
    contracts.bare(alice)
    assert get("director", "contracts")["count"] == 2
    [soon] = get("director", "contracts?within_days=60")["items"]
    assert soon["name"] == "Tenue de la paie"


def test_a_provider_and_a_site_manager_read_none(get: Get, alice: Actor, nova: Provider) -> None:
    contracts.signed(alice, provider=nova)
    get("provider", "contracts", status=403)
    get("site manager", "contracts", status=403)


def test_a_contract_is_added_and_said_again(
    readers: Readers, company: Company, group: Group
) -> None:
    made = send(readers, company, SAID)
    assert (made.status_code, made.json()["firm"]) == (201, "36 months")
    address = f"/{made.json()['id']}"
    changed = send(readers, company, {**SAID, "notice": "", "version": 1}, to=address)
    assert (changed.status_code, changed.json()["unknown"]) == (
        200,
        ["provider", "renewal", "notice"],
    )
    stale = send(readers, company, {**SAID, "notice": "1 an", "version": 1}, to=address)
    assert stale.status_code == 409


def test_two_writers_are_told_the_provider_that_stands(
    readers: Readers, company: Company, alice: Actor, nova: Provider
) -> None:
    one = contracts.signed(alice, provider=nova)
    stale = send(readers, company, {**SAID, "version": 9}, to=f"/{one.public_id}")
    [told] = [line for line in stale.json()["details"] if line["where"] == "provider"]
    assert (stale.status_code, told["theirs"], told["mine"]) == (409, "Nova", None)


def test_what_cannot_stand_names_its_field(
    readers: Readers, company: Company, group: Group
) -> None:
    refused = send(readers, company, {**SAID, "firm": "longtemps"})
    assert (refused.status_code, Contract.objects.count()) == (422, 0)
    assert "firm" in refused.content.decode()
