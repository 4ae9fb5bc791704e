"""Flashes and needs by the API: told once, corrected, read with the silent sites named."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import flashes as factory
from tests.factories.figures import NOW
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations import seats
from timonerie.domains.reporting.models import Flash
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("group")


def send(
    readers: Readers, company: Company, who: str, path: str, method: str = "post", **body: Any
) -> Any:
    address = f"/api/{company.slug}/{path}"
    call = getattr(readers[who], method)
    return call(address, json.dumps(body), content_type="application/json")


def told(**more: Any) -> dict[str, Any]:
    site = str(Unit.objects.get(name="Lyon").public_id)
    figure = {"label": "Commandes", "value": "12,5", "unit": "k€"}
    said = {"site": site, "week": "2026-03-02", "key": factory.key(), "facts": ["Deux départs"]}
    return {**said, "figures": [figure], "need": "Un intérimaire", **more}


@time_machine.travel(NOW)
def test_a_flash_is_told_once(readers: Readers, company: Company, get: Get) -> None:
    body = told()
    first = send(readers, company, "site manager", "flashes", **body)
    again = send(readers, company, "site manager", "flashes", **body)
    assert (first.status_code, first.json()["came"]) == (201, "filed")
    assert (again.status_code, again.json()["came"]) == (201, "known")
    assert Flash.objects.count() == 1
    refused = send(readers, company, "site manager", "flashes", **told())
    assert (refused.status_code, refused.json()["code"]) == (422, "refused")
    nowhere = told(site=str(Unit.objects.get(name="Nantes").public_id))
    assert send(readers, company, "site manager", "flashes", **nowhere).status_code == 422
    assert send(readers, company, "provider", "flashes", **told()).status_code == 403
    [listed] = get("director", "flashes?week=2026-03-02")["items"]
    assert listed["figures"] == [{"label": "Commandes", "value": "12.5", "unit": "k€"}]


@time_machine.travel(datetime(2026, 3, 7, 9, 0, tzinfo=UTC))
def test_a_week_names_the_silent(alice: Actor, get: Get) -> None:
    factory.filed(alice, Unit.objects.get(name="Lyon"))
    week = get("director", "flash-weeks/2026-03-04")
    assert (week["week"], week["filed"], week["asked"]) == ("2026-03-02", 1, 3)
    assert [one["name"] for one in week["silent"]] == ["Grenoble", "Nantes"]
    mine = get("site manager", "flash-weeks/2026-03-04")
    assert [one["site"]["name"] for one in mine["sites"]] == ["Lyon"]


@time_machine.travel(NOW)
def test_a_flash_is_corrected_with_a_reason(
    readers: Readers, company: Company, alice: Actor, get: Get
) -> None:
    flash = factory.filed(alice, Unit.objects.get(name="Lyon"))
    path = f"flashes/{flash.public_id}/corrections"
    body: dict[str, Any] = {
        "key": factory.key(),
        "facts": ["Un départ"],
        "reason": "Compté deux fois",
    }
    made = send(readers, company, "director", path, **body)
    assert (made.status_code, made.json()["flash"]["number"]) == (201, 2)
    assert get("director", f"flashes/{flash.public_id}")["number"] == 1
    [standing] = get("director", "flashes")["items"]
    assert standing["reason"] == "Compté deux fois"


@time_machine.travel(NOW)
def test_a_need_is_answered_or_owned(
    readers: Readers, company: Company, alice: Actor, get: Get
) -> None:
    lyon = Unit.objects.get(name="Lyon")
    factory.filed(alice, lyon, what=factory.said(need="Un intérimaire"))
    seat = seats.create(by=alice, at=NOW, name="RH", unit=lyon)
    [need] = get("site manager", "flash-needs?waiting=true")["items"]
    path = f"flash-needs/{need['id']}"
    owned = {"owner": str(seat.public_id), "due_date": "2026-03-09", "version": need["version"]}
    assert (
        send(readers, company, "site manager", f"{path}/owner", "put", **owned).status_code == 403
    )
    made = send(readers, company, "director", f"{path}/owner", "put", **owned)
    assert (made.json()["state"], made.json()["owner"]["name"]) == ("owned", "RH")
    stale = send(readers, company, "director", f"{path}/answer", "put", text="Oui", version=1)
    assert stale.status_code == 409
    answer = {"text": "Lundi", "version": made.json()["version"]}
    said = send(readers, company, "director", f"{path}/answer", "put", **answer)
    assert said.json()["state"] == "answered"
    assert get("director", "flash-needs?waiting=true")["count"] == 0


@time_machine.travel(NOW)
def test_when_it_is_due_is_said(readers: Readers, company: Company, get: Get) -> None:
    rule: dict[str, Any] = {"weekday": 3, "hour": 12, "start": "2026-03-11"}
    assert send(readers, company, "site manager", "flash-rules", **rule).status_code == 403
    made = send(readers, company, "director", "flash-rules", **rule)
    assert made.json()["start"] == "2026-03-09"
    assert get("site manager", "flash-rules") == [made.json()]
