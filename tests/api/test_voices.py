"""Voices beside the figures by the API."""

import json
from datetime import date
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import missions, reports
from tests.factories import voices as factory
from tests.factories.figures import NOW
from timonerie.domains.contracts.operations import mission_parts
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")


def send(
    readers: Readers, company: Company, who: str, path: str, method: str = "post", **body: Any
) -> Any:
    address = f"/api/{company.slug}/{path}"
    call = getattr(readers[who], method)
    return call(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_a_provider_replies_changes_and_withdraws(
    readers: Readers, company: Company, get: Get
) -> None:
    nova, orion = (Provider.objects.get(name=name) for name in ("Nova", "Orion"))
    body = {"metric": "sla_met", "provider": str(nova.public_id), "month": "2026-01-15"}
    made = send(readers, company, "provider", "replies", **body, text="Reçu le 12")
    assert (made.status_code, made.json()["period_start"]) == (201, "2026-01-01")
    other = {**body, "provider": str(orion.public_id)}
    assert send(readers, company, "provider", "replies", **other, text="Non").status_code == 422
    assert send(readers, company, "auditor", "replies", **body, text="Non").status_code == 403
    assert send(readers, company, "site manager", "replies", **body, text="Non").status_code == 422
    path = f"replies/{made.json()['id']}"
    changed = send(readers, company, "provider", path, "put", text="Le 13", version=1)
    assert changed.json()["text"] == "Le 13"
    assert get("director", "replies")["items"][0]["text"] == "Le 13"
    assert send(readers, company, "provider", path, "put", text="x", version=1).status_code == 409
    gone = send(readers, company, "provider", f"{path}/withdrawal", version=2)
    assert gone.json()["text"] == ""
    assert gone.json()["withdrawn_at"]


@time_machine.travel(NOW)
def test_thumbs_are_counted_without_a_name(
    readers: Readers, company: Company, alice: Actor, get: Get
) -> None:
    nova = Provider.objects.get(name="Nova")
    row = missions.deliverable(alice, missions.held(alice, nova))
    day = date(2026, 2, 20)
    mission_parts.say_deliverable(
        by=alice, at=NOW, row=row, version=row.version, state="delivered", day=day
    )
    path = f"providers/{nova.public_id}/thumbs"
    [thing] = get("director", path)["things"]
    given = send(readers, company, "director", path, **thing, is_up=True)
    quarter = given.json()["quarters"][0]
    assert (quarter["given"], quarter["up"], quarter["share"]) == (1, None, None)
    nothing = {**thing, "day": "2026-01-01"}
    assert send(readers, company, "director", path, **nothing, is_up=True).status_code == 422
    assert get("provider", path, status=403)


@time_machine.travel(NOW)
def test_a_report_that_came_is_judged_by_a_thumb(
    readers: Readers, company: Company, alice: Actor, get: Get
) -> None:
    nova = Provider.objects.get(name="Nova")
    reports.expected(alice, reports.contract(alice, nova))
    reports.follow(alice, at=NOW)
    reports.filed(alice, reports.opened(alice, NOW)[0])
    path = f"providers/{nova.public_id}/thumbs"
    [thing] = get("director", path)["things"]
    assert thing["kind"] == "report"
    given = send(readers, company, "director", path, **thing, is_up=True)
    assert given.json()["quarters"][0]["given"] == 1


@time_machine.travel(NOW)
def test_what_providers_think_of_us_is_read_by_who_directs(alice: Actor, get: Get) -> None:
    factory.rated(alice, Provider.objects.get(name="Nova"), payment=1)
    [one] = get("director", "ratings-of-us")["items"]
    assert (one["year"], one["mean"]) == (2026, 6.0)
    assert get("provider", "ratings-of-us", status=403)
    assert get("site manager", "ratings-of-us", status=403)


@time_machine.travel(NOW)
def test_a_site_replies_about_itself(readers: Readers, company: Company) -> None:
    nova, lyon = Provider.objects.get(name="Nova"), Unit.objects.get(name="Lyon")
    body = {"metric": "sla_met", "provider": str(nova.public_id), "month": "2026-01-01"}
    made = send(
        readers, company, "site manager", "replies", **body, site=str(lyon.public_id), text="Ici"
    )
    assert (made.status_code, made.json()["side"]) == (201, "site")
