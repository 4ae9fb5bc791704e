"""What both sides of a contract owe, by the API."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import obligations
from tests.factories.organisation import NOW, Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope.models import Company

Send = Callable[..., Any]


@pytest.fixture
def send(readers: Readers, company: Company) -> Send:
    def sent(path: str, body: dict[str, Any], *, expected: int = 200, by: str = "director") -> Any:
        answer = readers[by].post(
            f"/api/{company.slug}/{path}", json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == expected, answer.content
        return answer.json()

    return sent


@time_machine.travel(NOW)
def test_lines_are_taken_over_then_read_with_their_days(
    send: Send, get: Get, alice: Actor, group: Group
) -> None:
    contract, version = obligations.payroll(alice)
    one = f"contracts/{contract.public_id}"
    body = {"statement_version": str(version.public_id), "effective": "2026-01-01"}
    steps = send(f"{one}/lines", body)
    assert {step["change"] for step in steps} == {"new"}
    assert Job.objects.filter(kind="levels.refresh").count() == 1
    assert {step["change"] for step in send(f"{one}/lines", body)} == {"same"}
    assert {step["change"] for step in send(f"{one}/lines", {})} == {"same"}
    assert Job.objects.filter(kind="levels.refresh").count() == 1
    found = get("director", f"{one}/obligations")
    assert len(found["owed"]) == len(steps)
    assert found["due"][0]["day"] >= NOW.date().isoformat()
    send(f"{one}/lines", {"statement_version": str(contract.public_id)}, expected=404)


@time_machine.travel(NOW)
def test_a_level_is_added_and_asks_to_be_measured(send: Send, get: Get, alice: Actor) -> None:
    contract, _version = obligations.payroll(alice)
    path = f"contracts/{contract.public_id}/levels"
    told: dict[str, Any] = {"title": "Tenus", "metric": "sla_met", "target": 95, "unit": "percent"}
    bands = [{"limit": "95", "rate": "2"}]
    made = send(path, {**told, "consequence": "penalty", "bands": bands}, expected=201)
    assert (made["kind"], made["said"]["target"]) == ("level", 95)
    assert Job.objects.filter(kind="levels.refresh").count() == 1
    refused = send(path, {**told, "bands": bands}, expected=422)
    assert "consequence" in refused["remedy"]
    send(path, told, expected=403, by="auditor")


@time_machine.travel(NOW)
def test_a_proof_that_came_is_said_over_what_was_read(send: Send, alice: Actor) -> None:
    contract, _version = obligations.payroll(alice)
    proof = obligations.proof(alice, contract)
    path = f"contracts/{contract.public_id}/proofs/{proof.public_id}"
    body = {"version": 1, "given_on": "2026-01-05", "text": "Rapport de test"}
    assert send(path, body)["said"]["given_text"] == "Rapport de test"
    send(path, {**body, "text": "Autre"}, expected=409)
