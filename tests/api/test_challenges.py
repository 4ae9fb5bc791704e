"""Challenges by the API: opened on known facts, climbed, sent, answered, closed."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
import rfc8785
import time_machine

from tests.api.conftest import Get, Readers
from tests.factories import challenges as factory
from tests.factories.figures import NOW
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.usefixtures("figures")
Send = Callable[..., Any]


@pytest.fixture
def send(readers: Readers, company: Company) -> Send:
    def sent(path: str, *, by: str = "post", who: str = "director", **body: Any) -> Any:
        address, told = f"/api/{company.slug}/{path}", json.dumps(body)
        return getattr(readers[who], by)(address, told, content_type="application/json")

    return sent


@time_machine.travel(NOW)
def test_from_known_facts_to_a_letter_sent_and_answered(get: Get, send: Send, alice: Actor) -> None:
    nova = Provider.objects.get(name="Nova")
    signed = factory.contract(alice, nova)
    keys = factory.keys(alice, signed)
    known = get("director", f"providers/{nova.public_id}/known-facts")
    assert set(keys) <= {one["key"] for one in known}
    made = send(
        "challenges",
        provider=str(nova.public_id),
        title="Délais de la paie",
        contract=str(signed.public_id),
        facts=keys,
        first={
            "rung": "request",
            "promises": [{"what": "Doubler le contrôle", "day": "2026-05-01"}],
        },
    )
    assert made.status_code == 201
    told = made.json()
    fact = told["facts"][0]
    assert hashlib.sha256(rfc8785.dumps(fact["made_from"])).hexdigest() == fact["sha256"]
    [step] = told["steps"]
    letter = get("director", f"challenge-letters/{step['letters'][0]['id']}")
    assert (
        hashlib.sha256(rfc8785.dumps(letter["document"])).hexdigest()
        == (letter["letter"]["sha256"])
    )
    assert get("director", "commitments")["items"][0]["what"] == "Doubler le contrôle"
    again = send(f"challenge-steps/{step['id']}/letters", asked="Sous huit jours.")
    assert again.json()["number"] == 2
    left = send(
        f"challenge-letters/{again.json()['id']}/sendings",
        sent_on=NOW.date().isoformat(),
        sent_by="Paul",
        carriage="email",
    )
    assert left.status_code == 201
    assert send(f"letter-sendings/{left.json()['id']}/cancel").status_code == 204
    reply = send(
        f"challenge-steps/{step['id']}/replies",
        text="Nous voyons",
        received_on=NOW.date().isoformat(),
    )
    assert get("director", "challenges")["items"][0]["is_answered"]
    assert send(f"provider-replies/{reply.json()['id']}/cancel").status_code == 204
    lines = get("director", f"providers/{nova.public_id}/chronology")["items"]
    assert "Marche prise\u00a0: demande écrite" in [one["fact"] for one in lines]


@time_machine.travel(NOW)
def test_a_rung_without_its_facts_is_refused_with_what_it_lacks(send: Send, alice: Actor) -> None:
    made = factory.opened(alice, firm=Provider.objects.get(name="Nova"))
    refused = send(f"challenges/{made.public_id}/steps", rung="exit", version=made.version)
    assert refused.status_code == 422
    assert "mise en demeure" in refused.json()["message"]
    assert not made.steps.exists()


@time_machine.travel(NOW)
def test_facts_are_added_and_withdrawn_and_it_is_closed(get: Get, send: Send, alice: Actor) -> None:
    made = factory.opened(alice, firm=Provider.objects.get(name="Nova"))
    one = f"challenges/{made.public_id}"
    typed = {"label": "Relance sans réponse", "day": "2026-02-20", "source": "courriel"}
    [fact] = send(f"{one}/facts", typed=[typed]).json()
    gone = send(f"challenge-facts/{fact['id']}/withdraw", reason="erreur").json()
    assert gone["withdrawal"] == "erreur"
    version = get("director", one)["challenge"]["version"]
    told = send(one, by="put", title="Autre sujet", version=version).json()
    assert told["title"] == "Autre sujet"
    said = {"state": "settled", "outcome": "tenu", "version": told["version"]}
    closed = send(f"{one}/close", **said).json()
    assert closed["state"] == "settled"
    assert send(f"{one}/close", **said).status_code == 422
    back = send(f"{one}/reopen", version=closed["version"]).json()
    assert back["state"] == "open"


@time_machine.travel(NOW)
def test_only_who_directs_reads_them(get: Get, send: Send, alice: Actor) -> None:
    nova = Provider.objects.get(name="Nova")
    factory.opened(alice, firm=nova)
    for who in ("site manager", "auditor", "provider"):
        assert get(who, "challenges", status=403)
    assert (
        send("challenges", who="site manager", provider=str(nova.public_id), title="y").status_code
        == 403
    )
    assert Challenge.objects.count() == 1
