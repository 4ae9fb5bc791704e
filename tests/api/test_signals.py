"""Signals by the API: as far as each reader reaches, and sorted."""

import json

import pytest

from tests.api.conftest import Get, Readers
from tests.factories import signals
from tests.factories.organisation import Group
from timonerie.domains.organisation.models import Provider
from timonerie.domains.signals.models import WeakSignal
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def moved(alice: Actor, group: Group) -> WeakSignal:
    nova = Provider.objects.get(name="Nova")
    signals.errors(alice, signals.WORSE, unit=group.lyon, provider=nova)
    return signals.raised(alice)[0]


def test_a_signal_is_told_with_its_sentence(get: Get, moved: WeakSignal) -> None:
    [one] = get("director", "signals")["items"]

    assert (one["family"], one["indicator"], one["direction"]) == ("level", "errors", "higher")
    assert (one["since"], one["opened_on"], one["closed_on"]) == ("2025-09-01", "2025-10-01", None)
    assert one["seen"] == pytest.approx(0.12)
    assert "au lieu de" in one["sentence"]
    assert get("director", f"signals/{moved.public_id}") == one


def test_each_reads_what_their_mandate_is_about(get: Get, moved: WeakSignal) -> None:
    assert get("site manager", "signals")["count"] == 1
    assert get("auditor", "signals")["count"] == 0
    get("provider", "signals", status=403)


def test_the_list_is_narrowed(get: Get, moved: WeakSignal) -> None:
    assert get("director", "signals?state=noise")["count"] == 0
    assert get("director", "signals?family=level")["count"] == 1
    assert get("director", "signals?closed=true")["count"] == 0


def test_it_is_sorted_over_the_version_that_was_read(
    get: Get, readers: Readers, company: Company, moved: WeakSignal
) -> None:
    def send(reader: str, **body: object) -> int:
        address = f"/api/{company.slug}/signals/{moved.public_id}/triage"
        sent = json.dumps(body)
        return readers[reader].put(address, sent, content_type="application/json").status_code

    assert send("director", version=1, state="noise") == 422
    assert send("director", version=1, state="noise", reason="inventaire") == 200
    assert send("director", version=1, state="watch") == 409
    assert send("site manager", version=2, state="watch") == 403
    assert get("director", f"signals/{moved.public_id}")["state"] == "noise"
