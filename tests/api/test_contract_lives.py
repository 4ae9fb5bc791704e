"""The life of a contract by the API: drafted, approved, signed, amended, suspended, left."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import contracts, lives, statements
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

Send = Callable[..., Any]


@pytest.fixture
def send(readers: Readers, company: Company) -> Send:
    def sent(path: str, *, expected: int = 200, **body: Any) -> Any:
        answer = readers["director"].post(
            f"/api/{company.slug}/{path}", json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == expected, answer.content
        return answer.json()

    return sent


def version(contract: Contract) -> int:
    contract.refresh_from_db()
    return contract.version


@time_machine.travel(NOW)
def test_a_statement_gives_a_draft_that_is_approved_then_signed(
    send: Send, get: Get, alice: Actor, group: Group
) -> None:
    statement = statements.payroll(alice)
    statements.approved(alice, statement)
    made = send(f"statements/{statement.public_id}/contract", expected=201)
    assert (made["stage"], made["standing"], made["firm"]) == ("draft", "draft", "36 months")
    one = f"contracts/{made['id']}"
    refused = send(f"{one}/approvals", expected=422, version=made["version"])
    assert "empêche" in refused["message"]
    approved = send(
        f"{one}/approvals", expected=201, version=made["version"], reason="Signé lundi."
    )
    assert approved["number"] == 1
    [kept] = get("director", f"{one}/approvals")["items"]
    assert kept["sha256"] == approved["sha256"]
    now = get("director", one)
    assert now["stage"] == "approved"
    signed = send(
        f"{one}/signature", version=now["version"], signed_date="2026-03-01", signed_by="Alice"
    )
    assert (signed["stage"], signed["signed_date"]) == ("signed", "2026-03-01")


@time_machine.travel(NOW)
def test_amendments_and_suspensions_move_the_dates_until_they_are_cancelled(
    send: Send, get: Get, alice: Actor
) -> None:
    contract = contracts.signed(alice)
    one = f"contracts/{contract.public_id}"
    amendment = send(
        f"{one}/amendments",
        expected=201,
        version=version(contract),
        effect_date="2026-01-15",
        title="Préavis",
        terms={"notice": "1 mois"},
    )
    assert amendment["changes"] == {"notice": "1 month"}
    assert get("director", one)["notice_by"] == "2026-05-30"
    suspension = send(
        f"{one}/suspensions",
        expected=201,
        version=version(contract),
        first_date="2026-01-01",
        last_date="2026-01-10",
    )
    assert get("director", one)["terms"][0]["end"] == "2026-07-10"
    send(f"{one}/suspensions/{suspension['id']}/cancel")
    back = send(f"{one}/amendments/{amendment['id']}/cancel")
    assert back["notice_by"] == "2026-03-30"
    for path in ("amendments", "suspensions"):
        [kept] = get("director", f"{one}/{path}")["items"]
        assert kept["cancelled_at"] is not None


@time_machine.travel(NOW)
def test_a_notice_is_noted_and_taken_back(send: Send, alice: Actor) -> None:
    contract = contracts.signed(alice)
    one = f"contracts/{contract.public_id}"
    told = send(f"{one}/notice", version=1, day="2026-02-20", proof="Recommandé 1A 204")
    assert (told["standing"], told["notice_proof"]) == ("notice_given", "Recommandé 1A 204")
    back = send(f"{one}/notice/undo", version=told["version"])
    assert (back["standing"], back["notice_given_date"]) == ("firm", None)


@time_machine.travel(NOW)
def test_what_cannot_stand_names_its_field(send: Send, alice: Actor) -> None:
    contract = contracts.signed(alice)
    told = {"version": 1, "effect_date": "2026-01-15", "title": "Durée"}
    path = f"contracts/{contract.public_id}/amendments"
    refused = send(path, expected=422, **told, terms={"notice": "bientôt"})
    assert "notice" in refused["remedy"]


@time_machine.travel(NOW)
def test_a_contract_is_drafted_under_its_frame_with_what_it_entrusts(
    send: Send, alice: Actor
) -> None:
    frame = contracts.signed(alice, "Cadre")
    activity = lives.activity(alice, "Accueil")
    told = {"name": "Lyon", "stage": "draft", "frame": str(frame.public_id), "criticality": 3}
    made = send("contracts", expected=201, **told, activities=[str(activity.public_id)])
    assert (made["stage"], made["frame"]["name"], made["criticality"]) == ("draft", "Cadre", 3)
    order = Contract.objects.get(name="Lyon")
    assert [one.activity for one in order.entrusted_activities.all()] == [activity]
    assert lives.amended(alice, frame, date(2026, 1, 1)).contract == frame
