"""Promised levels and their claims by the API, as far as each reader reaches."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import levels
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract
from timonerie.domains.performance.models import LevelClaim
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")


@pytest.fixture
def contract(alice: Actor, figures: None) -> Contract:
    """Nova promises a day and was two hours: held; the figure, at most one hour: missed."""
    signed = levels.signed(alice)
    levels.promised(signed, title="Un jour", metric="time_to_resolved_median", threshold=48.0)
    levels.promised(
        signed,
        title="Une heure",
        metric="time_to_resolved_median",
        target=1.0,
        unit="hours",
        at_least=False,
        bands=[{"below": "1", "rate": "2"}],
    )
    levels.measure(NOW + timedelta(hours=1))
    return signed


def settle(readers: Readers, company: Company, claim: LevelClaim, body: dict[str, Any]) -> Any:
    address = f"/api/{company.slug}/level-claims/{claim.public_id}/settle"
    return readers["director"].post(address, json.dumps(body), content_type="application/json")


@time_machine.travel(NOW)
def test_levels_come_with_their_periods_and_both_terms(get: Get, contract: Contract) -> None:
    share, figure = get("director", f"contracts/{contract.public_id}/levels")["items"]

    [january] = [one for one in share["periods"] if one["start"] == "2026-01-01"]
    assert (january["state"], january["met"], january["n"]) == ("measured", 1, 1)
    assert figure["periods"][-1]["is_held"] in (False, None)
    get("site manager", f"contracts/{contract.public_id}/levels", status=403)


@time_machine.travel(NOW)
def test_a_claim_is_settled_once(
    get: Get, readers: Readers, company: Company, contract: Contract
) -> None:
    [claim] = LevelClaim.objects.all()
    [told] = get("director", "level-claims?state=proposed")["items"]
    assert (told["amount_cents"], told["kind"]) == (2_000, "penalty")

    silent = settle(readers, company, claim, {"version": 1, "state": "waived"})
    waived = settle(readers, company, claim, {"version": 1, "state": "waived", "reason": "gel"})
    late = settle(readers, company, claim, {"version": 1, "state": "granted", "granted_cents": 5})

    assert [one.status_code for one in (silent, waived, late)] == [422, 200, 422]
    assert waived.json()["state"] == "waived"
    assert get("director", "level-claims?state=proposed")["items"] == []
