"""Commitments by the API: noted, promised again, ended, opened again; the share that was kept."""

import json
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import commitments as factory
from tests.factories.organisation import NOW
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.operations.said import Origin
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def post(readers: Readers, company: Company) -> Any:
    def call(who: str, path: str, **body: Any) -> Any:
        address = f"/api/{company.slug}/{path}"
        return readers[who].post(address, json.dumps(body), content_type="application/json")

    return call


@pytest.fixture
def nova(readers: Readers) -> Provider:
    found: Provider = Provider.objects.get(name="Nova")
    return found


@time_machine.travel(NOW)
def test_a_commitment_lives_from_its_promise_to_its_end(
    post: Any, get: Get, nova: Provider
) -> None:
    said = {"what": "Livrer", "promised_for": "2026-03-20", "provider": str(nova.public_id)}
    made = post("director", "commitments", **said)
    assert made.status_code == 201
    one = made.json()
    assert (one["standing"], one["due_date"], one["provider"]["name"]) == (
        "running",
        "2026-03-20",
        "Nova",
    )
    here = f"commitments/{one['id']}"
    again = {"version": 1, "day": "2026-03-30", "reason": "Congés"}
    told = post("director", f"{here}/promises", **again).json()
    assert (told["promised_for"], told["due_date"], told["slippage_days"]) == (
        "2026-03-20",
        "2026-03-30",
        10,
    )
    assert [each["reason"] for each in told["promises"]] == ["Congés"]
    stale = post("director", f"{here}/promises", **again)
    assert (stale.status_code, stale.json()["code"]) == (422, "refused")
    kept = post("director", f"{here}/keep", version=2, on="2026-03-02", proof="Reçu")
    assert kept.json()["standing"] == "on_time"
    assert post("director", f"{here}/miss", version=3, reason="Non").status_code == 422
    assert post("director", f"{here}/reopen", version=3).json()["standing"] == "running"
    assert post("director", f"{here}/drop", version=4, reason="Inutile").json()["outcome"] == (
        "dropped"
    )
    assert get("director", here)["reason"] == "Inutile"


@time_machine.travel(NOW)
def test_a_missed_one_counts_in_the_share_and_two_are_too_few(
    post: Any, get: Get, alice: Actor, nova: Provider
) -> None:
    for rank in range(3):
        row = factory.made(alice, nova, what=f"Promesse {rank}")
        gesture: dict[str, Any] = {"version": 1, "reason": "Rien reçu"}
        assert post("director", f"commitments/{row.public_id}/miss", **gesture).status_code == 200
        [told] = get("director", "commitment-rates")
        assert (told["ended"], told["share"]) == (rank + 1, None if rank < 2 else 0)


@time_machine.travel(NOW)
def test_what_cannot_stand_is_refused_by_its_field(post: Any, nova: Provider) -> None:
    said = {"what": "Livrer", "promised_for": "2026-03-01", "provider": str(nova.public_id)}
    refused = post("director", "commitments", **said)
    assert refused.status_code == 422
    assert "promised_for" in refused.json()["remedy"]
    nobody = post("director", "commitments", what="Livrer", promised_for="2026-03-20")
    assert "qui promet" in nobody.json()["message"]
    elsewhere = {**said, "seat": str(nova.public_id)}
    assert post("director", "commitments", **elsewhere).status_code == 404
    assert not Commitment.objects.exists()


@time_machine.travel(NOW)
def test_the_list_narrows_and_tells_what_is_reached(get: Get, alice: Actor, nova: Provider) -> None:
    lyon, orion = Unit.objects.get(name="Lyon"), Provider.objects.get(name="Orion")
    factory.made(alice, nova, what="Pour Lyon", unit=lyon)
    factory.made(alice, orion, what="Pour tous")
    post = factory.post(alice)
    factory.made(alice, seat=post, to_provider=nova, what="De nous")
    assert get("director", "commitments")["count"] == 3
    mine = get("director", f"commitments?provider={nova.public_id}")["items"]
    assert {one["what"] for one in mine} == {"Pour Lyon", "De nous"}
    assert get("director", "commitments?standing=overdue")["count"] == 0
    seen = get("site manager", "commitments")["items"]
    assert [one["what"] for one in seen] == ["Pour Lyon"]


@time_machine.travel(NOW)
def test_a_provider_reads_its_own_and_nothing_that_we_wrote_for_us(
    get: Get, alice: Actor, nova: Provider
) -> None:
    orion, post = Provider.objects.get(name="Orion"), factory.post(alice, held_by=alice)
    born = Origin(kind="challenge", public_id=None, label="Délais de la paie", path="/x/")
    theirs = factory.made(alice, nova, what="De Nova", origin=born)
    factory.put_off(alice, theirs)
    factory.made(alice, orion, what="D’Orion")
    factory.made(alice, seat=post, to_provider=nova, what="De nous à Nova")
    factory.made(alice, seat=post, what="De nous à nous")
    seen = {one["what"]: one for one in get("provider", "commitments")["items"]}
    assert set(seen) == {"De Nova", "De nous à Nova"}
    told = seen["De Nova"]
    assert (told["due_date"], len(told["promises"])) == ("2026-03-30", 1)
    assert not any(told[name] for name in ("reason", "proof", "origin_label", "origin_path"))
    assert told["promises"][0]["reason"] == ""
    assert alice.name not in str(seen)
    ours = {one["what"]: one for one in get("director", "commitments")["items"]}["De Nova"]
    assert (ours["origin_label"], ours["promises"][0]["reason"]) == ("Délais de la paie", "Congés")


@time_machine.travel(NOW)
def test_a_provider_and_an_auditor_write_none(
    post: Any, get: Get, alice: Actor, nova: Provider
) -> None:
    row = factory.made(alice, nova)
    for reader in ("provider", "auditor"):
        path = f"commitments/{row.public_id}/drop"
        assert post(reader, path, version=1, reason="Plus rien").status_code == 403
    # Without a mandate that names something, an auditor reads nothing.
    assert get("auditor", "commitments")["count"] == 0
    get("auditor", f"commitments/{row.public_id}", status=404)
