"""Missions of direction by the API: read as far as one reaches, followed up by who writes."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories.figures import NOW
from tests.matrix import providing
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")


@pytest.fixture
def made(alice: Actor) -> dict[str, Any]:
    nova, lyon = Provider.objects.get(name="Nova"), Unit.objects.get(name="Lyon")
    return providing.of(alice, nova, lyon, named="{} d’avril".format)


def put(readers: Readers, company: Company, who: str, path: str, **body: Any) -> Any:
    address = f"/api/{company.slug}/{path}"
    return readers[who].put(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_a_mission_comes_with_what_it_promises_and_its_days(get: Get, made: dict[str, Any]) -> None:
    [told] = get("director", "missions")["items"]
    assert (told["title"], told["provider"]["name"]) == ("mission d’avril", "Nova")

    read = get("director", f"missions/{told['id']}")
    assert [one["title"] for one in read["deliverables"]] == ["livrable d’avril"]
    assert [(one["site"]["name"], one["planned_halves"]) for one in read["presences"]] == [
        ("Lyon", 4)
    ]
    assert get("site manager", "missions", status=403)


@time_machine.travel(NOW)
def test_a_deliverable_is_said_and_days_are_confirmed(
    readers: Readers, company: Company, made: dict[str, Any]
) -> None:
    deliverable = f"mission-deliverables/{made['deliverable'].public_id}"
    day = NOW.date().isoformat()
    refused = put(readers, company, "director", deliverable, state="delivered", version=1)
    said = put(readers, company, "director", deliverable, state="delivered", day=day, version=1)
    stale = put(readers, company, "director", deliverable, state="accepted", day=day, version=1)
    assert (refused.status_code, said.status_code, stale.status_code) == (422, 200, 409)
    assert said.json()["delivered_date"] == day

    presence = f"mission-presences/{made['presence'].public_id}"
    version = made["presence"].version
    done = put(readers, company, "director", presence, confirmed_halves=3, version=version)
    assert done.json()["confirmed_halves"] == 3
    assert done.json()["confirmed_by"]
