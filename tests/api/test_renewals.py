"""Decision files by the API: read with their options, opened, decided, taken back."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import contracts
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

DECIDED = {"version": 1, "choice": "leave", "reason": "Trop cher"}


@pytest.fixture
def paid(group: Group, alice: Actor) -> Contract:
    return contracts.signed(alice, yearly_cents=1_200_000)


def send(
    readers: Readers, company: Company, paid: Contract, end: str = "", body: Any = None
) -> Any:
    address = f"/api/{company.slug}/contracts/{paid.public_id}/renewal{end}"
    content = json.dumps(body or {})
    return readers["director"].post(address, content, content_type="application/json")


@time_machine.travel(NOW)
def test_a_file_comes_with_its_three_options(
    readers: Readers, company: Company, paid: Contract, get: Get
) -> None:
    made = send(readers, company, paid)
    assert made.status_code == 201
    found = get("director", f"contracts/{paid.public_id}/renewal")
    assert (found["last_day"], found["term_end"]) == ("2026-03-30", "2026-06-30")
    renew, renegotiate, leave = found["options"]
    assert renew["after"] == 1_200_000
    assert (renegotiate["total"], renegotiate["unknown"]) == (None, ["assumption"])
    assert leave["unknown"] == ["exit", "replacement"]


@time_machine.travel(NOW)
def test_a_decision_is_recorded_listed_and_taken_back(
    readers: Readers, company: Company, paid: Contract, get: Get
) -> None:
    send(readers, company, paid)
    found = send(readers, company, paid, "/decision", DECIDED).json()
    assert (found["state"], found["choice"]) == ("decided", "leave")
    assert get("director", "renewals?state=decided")["count"] == 1
    assert get("director", "renewals?state=open")["count"] == 0
    undone = send(readers, company, paid, "/undo", {"version": found["version"]}).json()
    assert (undone["state"], undone["choice"]) == ("open", "")


@time_machine.travel(NOW)
def test_what_cannot_be_is_said(readers: Readers, company: Company, paid: Contract) -> None:
    assert send(readers, company, paid, "/decision", DECIDED).status_code == 404
    send(readers, company, paid)
    assert send(readers, company, paid, "/decision", {**DECIDED, "version": 9}).status_code == 409
    other = {**DECIDED, "choice": "burn"}
    assert send(readers, company, paid, "/decision", other).status_code == 422
    blank = {**DECIDED, "reason": "  "}
    assert "Dites pourquoi" in send(readers, company, paid, "/decision", blank).content.decode()
