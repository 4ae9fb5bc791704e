"""Offers by the API: listed, read, typed from a pasted text, compared."""

import json
from typing import Any

import pytest

from tests.api.conftest import Get, Readers
from tests.factories import offers
from tests.factories.figures import NOW
from tests.factories.offers import Asking
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.models import Company


@pytest.fixture
def asking(alice: Actor) -> Asking:
    return offers.asking(alice)


def there(asking: Asking, path: str = "") -> str:
    return f"statements/{asking.statement.public_id}/offers{path}"


def type_lines(
    readers: Readers, company: Company, offer: Offer, reader: str = "director", **body: Any
) -> Any:
    address = f"/api/{company.slug}/offers/{offer.public_id}/lines"
    sent = {"version": offer.version, "is_untaxed": True, **body}
    return readers[reader].post(address, json.dumps(sent), content_type="application/json")


def test_offers_are_listed_and_read(get: Get, alice: Actor, asking: Asking) -> None:
    made = offers.typed(alice, asking, index=200)
    [one] = get("director", there(asking))["items"]
    assert (one["bidder"], one["state"], one["yearly_index"]) == ("Nova Paie", "sent", 0.02)
    told = get("director", f"offers/{made.public_id}")
    prices = {each["title"]: each["price"] for each in told["answers"]}
    assert prices["Bulletin"] == 12


def test_pasted_lines_are_written_and_the_rest_is_asked(
    readers: Readers, company: Company, alice: Actor, asking: Asking
) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    text = "Bulletin ; 12,50 € ; par bulletin\nMise en place 1 500 € (une fois)\nAudit ; à définir"
    placed = {1: str(asking.keys["payslip"]), 2: str(asked.TRANSITION)}
    told = type_lines(readers, company, made, text=text, placed=placed).json()
    assert told["lines"] == 2
    assert {each["title"]: each["price"] for each in told["offer"]["answers"]} == {
        "Bulletin": 12.5,
        "Transition": 1500,
    }
    assert any("Ligne 3" in one.replace("\u00a0", " ") for one in told["questions"])
    late = type_lines(readers, company, made, text=text, placed=placed)
    assert (late.status_code, late.json()["code"]) == (409, "conflict")


def test_a_text_that_is_placed_nowhere_is_refused(
    readers: Readers, company: Company, alice: Actor, asking: Asking
) -> None:
    made = operations.begin(by=alice, at=NOW, statement=asking.statement, bidder="Nova")
    answer = type_lines(readers, company, made, text="Bulletin ; 12 € ; par bulletin", placed={})
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")


def test_the_comparison_takes_months_index_and_weight(
    get: Get, alice: Actor, asking: Asking
) -> None:
    get("director", there(asking, "/comparison"), status=404)
    offers.typed(alice, asking)
    offers.typed(alice, asking, "Clarté", insured="no", package=None)
    found = get("director", there(asking, "/comparison?months=24&index=0.05&price_weight=60"))
    told = {one["bidder"]: one for one in found["offers"]}
    assert told["Nova Paie"]["total"]["expected"] == round((15_600 * 2.05 + 1_000) * 100)
    assert told["Nova Paie"]["state"] == "to_mark"
    assert told["Clarté"]["state"] == "excluded"
    assert told["Clarté"]["total"]["is_complete"] is False
    assert (found["months"], found["price_weight"], found["is_provisional"]) == (24, 60, True)
    get("director", there(asking, "/comparison?months=0"), status=422)


def test_who_does_not_read_the_statement_finds_nothing(
    get: Get, alice: Actor, asking: Asking
) -> None:
    made = offers.typed(alice, asking)
    for path in (there(asking), there(asking, "/comparison"), f"offers/{made.public_id}"):
        for reader in ("site manager", "provider", "auditor"):
            get(reader, path, status=403)
        get("stranger", path, status=404)
