from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import chain, operations, queries
from timonerie.foundations.audit.models import Event


@pytest.fixture
def trail(alice: Actor) -> list[Event]:
    """The events of the company, three of them about one contract."""
    with transaction.atomic():
        for act in ("signed", "amended", "ended"):
            operations.record(
                by=alice,
                at=NOW,
                act=act,
                kind="contract",
                public_id="c-1",
                detail={"amount": 12, "note": "été"},
            )
    return list(Event.objects.filter(company_id=alice.company_id).order_by("seq"))


def test_a_trail_is_whole(alice: Actor, trail: list[Event]) -> None:
    assert queries.verify(company_id=alice.company_id) == []
    assert [event.seq for event in trail] == list(range(1, len(trail) + 1))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction() -> None:
    by = Actor(company_id=1, name="Alice", role="director")  # type: ignore[arg-type]
    with pytest.raises(transaction.TransactionManagementError):
        operations.record(by=by, at=NOW, act="signed", kind="contract", public_id="c-1")


@pytest.mark.rule("AUD-01")
def test_an_act_that_fails_leaves_no_trace(alice: Actor, trail: list[Event]) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_after_recording(alice)
    assert not Event.objects.filter(act="lost").exists()
    assert queries.verify(company_id=alice.company_id) == []


def _fail_after_recording(by: Actor) -> None:
    with transaction.atomic():
        operations.record(by=by, at=NOW, act="lost", kind="contract", public_id="c-1")
        raise ZeroDivisionError


TAMPERINGS: dict[str, Callable[[Event], Any]] = {
    "company": lambda event: setattr(event, "company_id", 999),
    "instant": lambda event: setattr(event, "at", event.at + timedelta(microseconds=1)),
    "actor": lambda event: setattr(event, "actor", "Mallory"),
    "user": lambda event: setattr(event, "user_id", 999),
    "act": lambda event: setattr(event, "act", "cancelled"),
    "kind": lambda event: setattr(event, "object_kind", "invoice"),
    "object": lambda event: setattr(event, "object_id", "c-2"),
    "detail": lambda event: event.detail.update(amount=13),
    "hash": lambda event: setattr(event, "hash", "0" * 64),
    "previous": lambda event: setattr(event, "previous_hash", "0" * 64),
}


@pytest.mark.parametrize("field", TAMPERINGS)
def test_a_changed_field_is_found_where_it_stands(trail: list[Event], field: str) -> None:
    middle = trail[-2]
    TAMPERINGS[field](middle)
    assert middle.seq in [found.seq for found in chain.breaks(trail)]


def test_a_missing_event_is_found(trail: list[Event]) -> None:
    last = trail[-1].seq
    reasons = {found.reason for found in chain.breaks(trail[:-2] + trail[-1:])}
    assert reasons == {"numéro manquant", "maillon précédent différent"}
    assert {found.seq for found in chain.breaks(trail[:-2] + trail[-1:])} == {last}


def test_two_events_in_the_wrong_order_are_found(trail: list[Event]) -> None:
    assert chain.breaks([*trail[:-2], trail[-1], trail[-2]])


def test_an_event_sealed_again_after_a_change_breaks_the_next(trail: list[Event]) -> None:
    middle = trail[-2]
    middle.detail = {"amount": 13}
    middle.hash = chain.seal(middle)
    assert [found.seq for found in chain.breaks(trail)] == [trail[-1].seq]


def test_the_history_of_an_object_starts_with_the_latest(alice: Actor, trail: list[Event]) -> None:
    found = queries.history(company_id=alice.company_id, kind="contract", public_id="c-1")
    assert [event.act for event in found] == ["ended", "amended", "signed"]
    assert queries.history(company_id=999, kind="contract", public_id="c-1") == []
