"""What no key of ours answered opens nothing; the journeys hold a device that answers."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import accounts
from timonerie.foundations.accounts.models import Passkey, User

pytestmark = pytest.mark.rule("AUT-21")

PLAUSIBLE = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 50, "signature": "AAAA"},
}


@pytest.fixture
def passkey(alice: User) -> Passkey:
    return Passkey.objects.create(
        user=alice, name="Téléphone", credential_id="AAAA", public_data="", added_at=timezone.now()
    )


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", json.dumps(PLAUSIBLE), json.dumps({**PLAUSIBLE, "response": 3})],
)
def test_an_answer_made_up_opens_nothing(passkey: Passkey, answer: str) -> None:
    client = Client()
    client.post("/connexion/cle/options/")
    refused = client.post(
        "/connexion/cle/", {"answer": answer, "here": "/connexion/?next=/compte/"}
    )
    assert refused["Location"] == "/connexion/?next=/compte/"
    assert client.get("/compte/").status_code == 302
    assert "n’ouvre pas ce compte" in client.get("/connexion/").text


def test_what_is_asked_differs_each_time_and_names_no_account(alice: User) -> None:
    asked = [Client().post("/connexion/cle/options/").json()["publicKey"] for _time in range(2)]
    assert asked[0]["challenge"] != asked[1]["challenge"]
    assert not any(one.get("allowCredentials") for one in asked)
    assert {one["userVerification"] for one in asked} == {"required"}


def test_nobody_removes_the_key_of_somebody_else(passkey: Passkey) -> None:
    other = Client()
    other.force_login(accounts.user())
    for public_id in (passkey.public_id, uuid4()):
        assert other.post(f"/compte/cles/{public_id}/retirer/").status_code == 404
    assert Passkey.objects.exists()


def test_a_key_removed_ends_the_other_sessions(passkey: Passkey) -> None:
    mine, other = Client(), Client()
    for client in (mine, other):
        client.force_login(passkey.user)
    mine.post(f"/compte/cles/{passkey.public_id}/retirer/")
    assert other.get("/compte/").status_code == 302
    assert not Passkey.objects.exists()
