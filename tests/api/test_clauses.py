"""The clauses of a contract by the API: read with what is missing, said over a version."""

import json
from typing import Any

import pytest

from tests.api.conftest import Get, Readers
from tests.factories import contracts
from tests.factories.organisation import Group
from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def contract(alice: Actor, group: Group) -> Contract:
    made = contracts.signed(alice, provider=Provider.objects.get(name="Nova"))
    Contract.objects.filter(pk=made.pk).update(criticality=3)
    return made


def put(readers: Readers, company: Company, contract: Contract, end: str, **body: Any) -> Any:
    address = f"/api/{company.slug}/contracts/{contract.public_id}/clauses/{end}"
    return readers["director"].put(address, json.dumps(body), content_type="application/json")


def test_the_clauses_are_read_with_what_is_missing(
    get: Get, readers: Readers, company: Company, contract: Contract
) -> None:
    said = put(readers, company, contract, "21", version=0, state="absent", note="rien")
    assert (said.status_code, said.json()["state"], said.json()["version"]) == (200, "absent", 1)
    told = get("director", f"contracts/{contract.public_id}/clauses")
    assert (told["criticality"], len(told["clauses"])) == (3, 47)
    [blocking] = told["blocking"]
    assert blocking["code"] == "reversibility"
    assert "avenant" in blocking["sentence"]


def test_an_old_version_and_a_wrong_extract_are_refused(
    readers: Readers, company: Company, contract: Contract
) -> None:
    put(readers, company, contract, "21", version=0, state="absent")
    assert put(readers, company, contract, "21", version=0, state="weak").status_code == 409
    assert put(readers, company, contract, "48", version=0, state="weak").status_code == 404
    long = put(readers, company, contract, "15", version=0, state="weak", note="x" * 501)
    assert long.status_code == 422
