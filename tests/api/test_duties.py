"""Legal duties by the API: as far as each reader reaches, added, checked with a proof."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import duties
from tests.factories.organisation import NOW
from timonerie.domains.contracts.operations import processing
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def firm(alice: Actor) -> Provider:
    return duties.provider(alice, "Paie du Val")


def send(readers: Readers, company: Company, to: str, body: dict[str, Any]) -> Any:
    address = f"/api/{company.slug}/{to}"
    return readers["director"].post(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_what_is_owed_says_why_and_what_is_late(get: Get, alice: Actor, firm: Provider) -> None:
    found = get("director", f"duties?provider={firm.public_id}")["items"]
    told = {one["kind"]: (one["owed"], one["state"]) for one in found}
    assert told["VIGILANCE"] == ("yes", "unknown")
    assert get("director", "duties?late=true")["items"] == []
    duties.link(alice, firm)
    assert [one["kind"] for one in get("director", "duties?late=true")["items"]] == ["VIGILANCE"]


@time_machine.travel(NOW)
def test_a_document_is_added_then_checked(
    readers: Readers, company: Company, get: Get, firm: Provider
) -> None:
    said = {"provider": str(firm.public_id), "kind": "VIGILANCE", "issued_on": "2026-02-01"}
    added = send(readers, company, "duty-documents", said)
    assert added.status_code == 201
    to = f"duty-documents/{added.json()['id']}/check"
    refused = send(readers, company, to, {"proof": "", "issued_on": "2026-02-01"})
    assert (refused.status_code, "proof" in refused.content.decode()) == (422, True)
    checked = send(readers, company, to, {"proof": "urssaf.fr", "issued_on": "2026-02-01"}).json()
    assert (checked["state"], checked["ends_on"]) == ("checked", "2026-07-31")
    assert len(get("director", "duty-documents")["items"]) == 1


def test_the_records_of_personal_data_say_what_they_miss(
    get: Get, alice: Actor, firm: Provider
) -> None:
    processing.begin(by=alice, at=NOW, provider=firm)
    [one] = get("director", "processing-records")["items"]
    assert one["role"] == "unqualified"
    assert any("finalité" in sentence for sentence in one["missing"])
