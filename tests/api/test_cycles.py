"""Cycles by the API: begun, done step by step by who owns them, explained."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import cycles as made
from tests.factories.figures import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models import Cycle, CycleRun
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")
FIRST = NOW.date().replace(day=1).isoformat()


def send(
    readers: Readers, company: Company, path: str, who: str = "director", /, **body: Any
) -> tuple[int, Any]:
    address = f"/api/{company.slug}/{path}"
    answer = readers[who].post(address, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


@pytest.fixture
def cycle(alice: Actor) -> Cycle:
    return made.payroll(alice, "Lyon", provider=Provider.objects.get(name="Nova"))


@time_machine.travel(NOW)
def test_a_cycle_is_begun_from_a_model(readers: Readers, company: Company, get: Get) -> None:
    codes = [one["code"] for one in get("director", "cycle-models")["items"]]
    assert "PAYROLL_MONTH" in codes
    nova, lyon = Provider.objects.get(name="Nova"), Unit.objects.get(name="Lyon", kind="site")
    said: dict[str, Any] = {
        "model": "PAYROLL_MONTH",
        "title": "Paie",
        "provider": str(nova.public_id),
        "sites": [str(lyon.public_id)],
        "start_date": FIRST,
    }
    status, told = send(readers, company, "cycles", **said)
    assert (status, told["sites"][0]["name"]) == (201, "Lyon")
    assert [one["cycle"] for one in get("director", "cycle-runs")["items"]] == [told["id"]]
    steps = get("director", f"cycles/{told['id']}")["steps"]
    assert [one["days"] for one in steps][:2] == [20, 4]
    refused, why = send(readers, company, "cycles", **{**said, "model": "LUNE"})
    assert (refused, why["code"]) == (422, "refused")
    nobody, why = send(readers, company, "cycles", title="X", start_date=FIRST)
    assert (nobody, why["code"]) == (422, "refused")


@time_machine.travel(NOW)
def test_steps_are_done_undone_and_waived(
    readers: Readers, company: Company, get: Get, cycle: Cycle
) -> None:
    run = CycleRun.objects.get(cycle=cycle)
    here = f"cycle-runs/{run.public_id}"
    steps = {one["title"]: one["id"] for one in get("director", here)["steps"]}
    payslips = f"cycle-run-steps/{steps['Bulletins']}"
    status, told = send(readers, company, f"{payslips}/done", items=40, redone=50)
    assert (status, told["code"]) == (422, "refused")
    status, told = send(readers, company, f"{payslips}/done", items=40, redone=4)
    assert (status, told["out_of_turn"], told["closed"]) == (200, True, False)
    assert send(readers, company, f"{payslips}/undo")[1]["state"] == "due"
    waived = send(readers, company, f"{payslips}/waive", reason="Aucun")
    assert waived[1]["state"] == "waived"
    read = get("director", here)
    assert read["run"]["held_by"] == "Lyon"
    assert send(readers, company, f"{here}/close", reason="")[0] == 422
    assert send(readers, company, f"{here}/close", reason="Essai")[1]["run"]["state"] == "closed"
    assert send(readers, company, f"{here}/reopen")[1]["run"]["state"] == "open"


@time_machine.travel(NOW)
def test_a_site_does_its_own_and_no_other(
    readers: Readers, company: Company, get: Get, cycle: Cycle
) -> None:
    run = CycleRun.objects.get(cycle=cycle)
    ours, theirs = made.step(run, "inputs"), made.step(run, "payslips")
    mine = f"cycle-run-steps/{ours.public_id}/done"
    assert send(readers, company, mine, "site manager")[0] == 200
    other = f"cycle-run-steps/{theirs.public_id}/done"
    assert send(readers, company, other, "site manager")[0] == 403


@time_machine.travel(NOW)
def test_a_cycle_and_its_steps_change_under_their_version(
    readers: Readers, company: Company, get: Get, cycle: Cycle
) -> None:
    here = f"cycles/{cycle.public_id}"
    step: dict[str, Any] = {
        "title": "Relecture",
        "side": "ours",
        "base": "end",
        "days": 1,
        "version": 1,
    }
    status, _told = send(readers, company, f"{here}/steps", **step, start_date="2026-06-01")
    assert status == 201
    status, told = send(readers, company, f"{here}/steps", **step, start_date="2026-06-01")
    assert (status, told["code"]) == (409, "conflict")
    row = cycle.versions.order_by("-number")[0].steps.get(key="inputs")
    address = f"cycle-steps/{row.public_id}/remove"
    status, told = send(readers, company, address, start_date="2026-06-01", version=2)
    assert (status, [one["title"] for one in told["steps"]][-1]) == (200, "Relecture")
    assert send(readers, company, f"{here}/archive")[1]["archived_at"]
    assert get("director", "cycles")["items"] == []
    assert send(readers, company, f"{here}/unarchive")[1]["archived_at"] is None


@time_machine.travel(NOW)
def test_a_link_is_told_once_then_revoked(
    readers: Readers, company: Company, get: Get, cycle: Cycle
) -> None:
    here = f"cycles/{cycle.public_id}/links"
    firm = str(cycle.provider.public_id)
    status, told = send(readers, company, here, recipient="Paul", provider=firm)
    assert status == 201
    assert "/etape/" in told["address"]
    assert "address" not in get("director", here)["items"][0]
    gone = send(readers, company, f"cycle-links/{told['link']['id']}/revoke")
    assert gone[1]["revoked_at"]
    assert send(readers, company, here, recipient="Paul")[0] == 422


@time_machine.travel(NOW)
def test_an_event_has_a_reference(
    readers: Readers, company: Company, get: Get, alice: Actor
) -> None:
    nova, lyon = Provider.objects.get(name="Nova"), Unit.objects.get(name="Lyon", kind="site")
    cycle = made.arrivals(alice, provider=nova)
    here = f"cycles/{cycle.public_id}/runs"
    said: dict[str, Any] = {"day": "2026-04-20", "site": str(lyon.public_id)}
    assert send(readers, company, here, **said, reference="Jean Dupont")[0] == 422
    assert send(readers, company, here, **said, reference="ARR-1")[1]["reference"] == "ARR-1"


@time_machine.travel(NOW)
def test_explanations_say_when_there_is_too_little(get: Get, alice: Actor, cycle: Cycle) -> None:
    run = CycleRun.objects.get(cycle=cycle)
    made.do(alice, run, "inputs", NOW)
    made.do(alice, run, "payslips", NOW, items=40, redone=3)
    [told] = get("director", f"cycles/{cycle.public_id}/explanations")["items"]
    assert (told["numerator"], told["denominator"], told["is_enough"]) == (0, 3, False)
    assert "trop peu pour conclure" in told["title"]
