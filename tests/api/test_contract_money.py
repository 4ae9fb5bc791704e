"""The money of a contract by the API."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import contract_money as money
from tests.factories import contracts
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract, ContractPrice, ContractShare
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

BODY = {
    "title": "Bulletin",
    "recurrence": "unit",
    "bands": [{"to": 100, "price": 145_000}, {"to": None, "price": 120_000}],
    "expected": "150",
    "per": "month",
    "start_date": "2025-01-01",
}


@pytest.fixture
def contract(alice: Actor) -> Contract:
    return contracts.signed(alice)


@pytest.fixture
def address(company: Company, contract: Contract) -> str:
    return f"/api/{company.slug}/contracts/{contract.public_id}"


def post(readers: Readers, address: str, body: dict[str, Any], *, by: str = "director") -> Any:
    return readers[by].post(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_a_price_is_added_then_said_again(
    readers: Readers, get: Get, contract: Contract, address: str
) -> None:
    made = post(readers, f"{address}/prices", BODY)
    assert made.status_code == 201
    price = made.json()["id"]
    told = {**BODY, "start_date": "2026-01-01", "expected": "100"}
    assert post(readers, f"{address}/prices/{price}", told).status_code == 201
    found = get("director", f"contracts/{contract.public_id}/prices")
    assert found["yearly_cents"] == 12 * 100 * 1_450
    assert [len(found["in_force"]), len(found["history"])] == [1, 2]
    stale = post(readers, f"{address}/prices/{price}", BODY)
    assert stale.status_code == 422


def test_what_cannot_stand_names_its_field(readers: Readers, address: str) -> None:
    answer = post(readers, f"{address}/prices", {**BODY, "per": ""})
    assert answer.status_code == 422
    assert not ContractPrice.objects.exists()


def test_an_auditor_reads_and_writes_nothing(readers: Readers, get: Get, address: str) -> None:
    assert post(readers, f"{address}/prices", BODY, by="auditor").status_code == 403


@time_machine.travel(NOW)
def test_a_revision_comes_with_its_steps(get: Get, alice: Actor, contract: Contract) -> None:
    money.priced(alice, contract)
    money.proposed(alice, contract)
    found = get("director", f"contracts/{contract.public_id}/indexation")
    assert found["clause"]["index"] == "Syntec"
    assert [one["state"] for one in found["revisions"]] == ["proposed"]
    assert "132,4" in found["revisions"][0]["steps"][0]


def test_a_value_is_entered_once(readers: Readers, address: str) -> None:
    body = {"index": "Syntec", "month": "2025-11-01", "value": "132.4", "source": "syntec.fr"}
    first = post(readers, f"{address}/index-values", body).json()
    assert post(readers, f"{address}/index-values", body).json()["id"] == first["id"]


@time_machine.travel(NOW)
def test_a_contract_is_shared_out(
    readers: Readers, group: Group, contract: Contract, address: str
) -> None:
    body = {
        "key": "heads",
        "start_date": "2025-01-01",
        "shares": [
            {"site": str(group.lyon.public_id), "part": 2},
            {"site": str(group.nantes.public_id), "part": 1},
        ],
    }
    answer = readers["director"].put(
        f"{address}/shares", json.dumps(body), content_type="application/json"
    )
    assert [one["share"] for one in answer.json()] == [6_667, 3_333]
    assert ContractShare.objects.count() == 2
