"""The grid by the API: evaluated, decided, as far as each reader reaches."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import sourcing
from tests.factories.organisation import NOW
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def payslips(alice: Actor) -> Activity:
    return sourcing.added(alice, "PAIE-02")[0]


def send(
    readers: Readers, company: Company, activity: Activity, what: str, body: dict[str, Any]
) -> Any:
    client = readers["director"]
    method = client.put if what == "evaluation" else client.post
    address = f"/api/{company.slug}/activities/{activity.public_id}/{what}"
    return method(address, json.dumps(body), content_type="application/json")


def test_an_activity_comes_with_its_verdict_and_what_the_catalogue_proposes(
    get: Get, payslips: Activity
) -> None:
    found = get("director", f"activities/{payslips.public_id}/evaluation")
    assert (found["verdict"], found["hold"], found["decision"]) == ("delegable", "tight", None)
    assert found["notes"]["criticality"] == {
        "value": 4, "low": 4, "high": 4, "count": 0, "is_proposed": True,
    }  # fmt: skip
    assert get("director", "grid")["version"] == 0


def test_notes_are_the_callers_own(readers: Readers, company: Company, payslips: Activity) -> None:
    told = send(readers, company, payslips, "evaluation", {"notes": {"value": 4}}).json()
    assert told["mine"] == {"value": 4}
    assert told["notes"]["value"]["is_proposed"] is False
    unknown = send(readers, company, payslips, "evaluation", {"notes": {"humeur": 4}})
    assert unknown.status_code == 422
    assert (
        send(readers, company, payslips, "evaluation", {"notes": {"value": 9}}).status_code == 422
    )


@time_machine.travel(NOW)
def test_a_decision_is_taken_over_the_one_that_was_read(
    readers: Readers, company: Company, payslips: Activity
) -> None:
    body: dict[str, Any] = {"choice": "entrust", "review_date": "2027-03-02"}
    made = send(readers, company, payslips, "decisions", body)
    assert (made.status_code, made.json()["grid_version"]) == (201, 1)
    assert send(readers, company, payslips, "decisions", body).status_code == 409
    body |= {"choice": "keep", "seen": made.json()["id"]}
    refused = send(readers, company, payslips, "decisions", body)
    assert (refused.status_code, refused.json()["code"]) == (422, "refused")
    body |= {"reason": "Elle reste.", "benefits": [
        {"kind": "cost", "promised": 100, "due_date": "2026-12-31"}
    ]}  # fmt: skip
    assert send(readers, company, payslips, "decisions", body).status_code == 201
    assert SourcingDecision.objects.count() == 2


@time_machine.travel(NOW)
def test_a_veto_is_not_entrusted_by_the_api(
    readers: Readers, company: Company, alice: Actor
) -> None:
    [signing] = sourcing.added(alice, "COMPTA-04")
    body = {"choice": "entrust", "review_date": "2027-03-02", "reason": "moins cher"}
    assert send(readers, company, signing, "decisions", body).status_code == 422


def test_a_site_manager_and_a_provider_read_none(get: Get, payslips: Activity) -> None:
    for reader in ("site manager", "provider"):
        get(reader, f"activities/{payslips.public_id}/evaluation", status=403)
        get(reader, "grid", status=403)
