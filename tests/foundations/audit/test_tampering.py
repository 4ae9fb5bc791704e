"""Whatever is done to a trail behind the guards is found, by the product and by the program that
an acquirer runs alone, and both say the same."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rfc8785
from django.db import DEFAULT_DB_ALIAS, transaction

from tests.factories import trails as sample
from tests.factories.organisation import NOW
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import chain, operations, trails, verify_offline
from timonerie.foundations.audit.checkpoints import Checkpoint
from timonerie.foundations.audit.models import Event, Head, PersonalValue
from timonerie.foundations.scope import triggers
from timonerie.foundations.scope.models import Company

pytestmark = [pytest.mark.rule("AUD-05"), pytest.mark.slow]

GONE = "valeur personnelle absente sans acte d’effacement"
TEXTS = ("actor", "act", "object_kind", "object_id", "previous_hash", "hash")


@pytest.fixture
def trail(alice: Actor, company: Company) -> list[Event]:
    """A whole trail, the guards off."""
    sample.fill(alice)
    assert sample.faults(company) == []
    triggers.take_off(using=DEFAULT_DB_ALIAS)
    return list(Event.objects.order_by("seq"))


@pytest.fixture
def kept(trail: list[Event], company: Company) -> Checkpoint:
    """A checkpoint of the whole trail, outside the database."""
    made = operations.checkpoint(company=company, at=NOW)
    assert made is not None
    assert sample.faults(company, [made]) == []
    return made


def _put(events: list[Event], company: Company, *, with_head: bool = False) -> None:
    """Make the trail what it never was; `with_head`, by somebody who forgets nothing."""
    Event.objects.all().delete()
    for event in events:
        event.pk = None
    Event.objects.bulk_create(events)
    if with_head:
        last = events[-1] if events else None
        seq, end = (last.seq, last.hash) if last else (0, chain.GENESIS)
        Head.objects.filter(company_id=company.pk).update(seq=seq, hash=end)


def _resealed(events: list[Event], start: int) -> list[Event]:
    """The chain computed again from an index on, as its author would have."""
    for at in range(start, len(events)):
        before = events[at - 1].hash if at else chain.GENESIS
        events[at].seq, events[at].previous_hash = at + 1, before
        events[at].hash = chain.seal(events[at])
    return events


def _changed(text: str) -> Iterator[str]:
    """Every text that differs in one character, by one bit."""
    for at, sign in enumerate(text):
        yield text[:at] + chr(ord(sign) ^ 1) + text[at + 1 :]


def _details(detail: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every other detail that differs in one byte of its JSON."""
    written = rfc8785.dumps(detail)
    for at, byte in enumerate(written):
        for bit in (1, 32):
            try:
                found = json.loads(written[:at] + bytes([byte ^ bit]) + written[at + 1 :])
            except ValueError:
                continue
            if isinstance(found, dict) and found != detail:
                yield found


def _neighbours(event: Event) -> Iterator[tuple[str, Any]]:
    """Every field of an event with a byte changed."""
    for name in TEXTS:
        yield from ((name, text) for text in _changed(getattr(event, name)))
    yield from (("detail", detail) for detail in _details(event.detail))
    for bit in range(16):
        yield "seq", event.seq ^ (1 << bit)
        yield "version", event.version ^ (1 << bit)
        yield "company_id", event.company_id ^ (1 << bit)
        yield "user_id", (event.user_id or 0) ^ (1 << bit)
        yield "at", event.at + (1 << bit) * (event.at.resolution)


def test_every_one_byte_change_of_every_field_is_found(trail: list[Event]) -> None:
    tried = 0
    for event in trail:
        for name, value in _neighbours(event):
            before = getattr(event, name)
            setattr(event, name, value)
            assert chain.breaks(trail), (event.seq, name, value)
            setattr(event, name, before)
            tried += 1
    assert tried > 1_000
    assert chain.breaks(trail) == []


def test_every_one_byte_change_of_the_file_is_found_offline(
    trail: list[Event], company: Company, kept: Checkpoint
) -> None:
    content = list(trails.lines(company))
    for rank, line in enumerate(content):
        for at in range(len(line) - 1):
            changed = line[:at] + bytes([line[at] ^ 1]) + line[at + 1 :]
            assert _is_found([*content[:rank], changed, *content[rank + 1 :]], kept), changed


def _is_found(content: list[bytes], kept: Checkpoint) -> bool:
    try:
        parsed = [verify_offline.parsed(line[:-1], "") for line in content]
        return bool(verify_offline.verify(parsed, [dataclasses.asdict(kept)]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return True


CHANGES: dict[str, Any] = {
    "at": NOW.replace(year=2001),
    "actor": "Mallory",
    "user_id": 999,
    "act": "unit.archived",
    "object_kind": "invoice",
    "object_id": "x",
    "detail": {"amount": 1},
    "version": 1,
    "previous_hash": "f" * 64,
    "hash": "f" * 64,
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_field_changed_in_the_database_is_found_where_it_stands(
    trail: list[Event], company: Company, field: str
) -> None:
    for event in trail:
        with _undone():
            Event.objects.filter(seq=event.seq).update(**{field: CHANGES[field]})
            assert event.seq in [seq for seq, _reason in sample.faults(company)]
    assert sample.faults(company) == []


def test_each_missing_event_is_found(trail: list[Event], company: Company) -> None:
    for at in range(len(trail)):
        with _undone():
            _put(trail[:at] + trail[at + 1 :], company)
            assert sample.faults(company)


def test_each_pair_of_neighbours_swapped_is_found(trail: list[Event], company: Company) -> None:
    for at in range(len(trail) - 1):
        with _undone():
            one, other = (Event.objects.get(seq=trail[at + step].seq) for step in (0, 1))
            one.seq, other.seq = other.seq, one.seq
            _put([*trail[:at], other, one, *trail[at + 2 :]], company)
            assert sample.faults(company)


def test_an_event_inserted_anywhere_is_found(trail: list[Event], company: Company) -> None:
    for at in range(len(trail) + 1):
        with _undone():
            added = Event.objects.get(seq=trail[0].seq)
            added.act, added.seq, added.hash = "forged", at + 1, "a" * 64
            events = list(Event.objects.order_by("seq"))
            for event in events[at:]:
                event.seq += 1
            _put([*events[:at], added, *events[at:]], company)
            assert sample.faults(company)


@pytest.mark.rule("AUD-04")
def test_a_truncation_at_every_length_is_found_by_the_checkpoint(
    trail: list[Event], company: Company, kept: Checkpoint
) -> None:
    """An old copy of the database put back is the same thing: a trail whole, and too short."""
    for length in range(len(trail)):
        with _undone():
            _put(trail[:length], company)
            assert sample.faults(company), "without its head"
            _put(trail[:length], company, with_head=True)
            ((seq, reason),) = [
                fault for fault in sample.faults(company, [kept]) if "absente" not in fault[1]
            ]
            assert seq == kept.seq
            assert f"s’arrête à l’événement {length}" in reason


@pytest.mark.rule("AUD-04")
def test_a_fork_from_every_event_is_found_by_the_checkpoint(
    trail: list[Event], company: Company, kept: Checkpoint
) -> None:
    for at in range(len(trail)):
        with _undone():
            events = list(Event.objects.order_by("seq"))
            events[at].act = "forged"
            _put(_resealed(events, at), company, with_head=True)
            ((seq, reason),) = [
                fault for fault in sample.faults(company, [kept]) if "absente" not in fault[1]
            ]
            assert seq == kept.seq
            assert "réécrit" in reason


@pytest.mark.rule("AUD-04")
def test_an_old_copy_that_went_on_is_found_by_the_checkpoint(
    trail: list[Event], company: Company, kept: Checkpoint, alice: Actor
) -> None:
    with _undone():
        _put(trail[:3], company, with_head=True)
        for _rank in range(len(trail)):
            sample.record(alice, act="indicator.archive")
        reasons = [reason for _seq, reason in sample.faults(company, [kept])]
        assert any("réécrit entre les événements 1 et" in reason for reason in reasons)


@pytest.mark.rule("AUD-04")
def test_a_fork_is_placed_after_the_last_checkpoint_that_holds(
    trail: list[Event], company: Company, alice: Actor, kept: Checkpoint
) -> None:
    sample.record(alice, act="indicator.archive")
    later = operations.checkpoint(company=company, at=NOW)
    assert later is not None
    events = list(Event.objects.order_by("seq"))
    events[-1].act = "forged"
    _put(_resealed(events, len(events) - 1), company, with_head=True)
    (fault,) = sample.faults(company, [kept, later])
    assert fault[1].startswith(f"réécrit entre les événements {later.seq} et {later.seq}")


@pytest.mark.parametrize("field", ["company", "seq", "hash", "root"])
def test_a_changed_checkpoint_is_found(
    trail: list[Event], company: Company, kept: Checkpoint, field: str
) -> None:
    values: dict[str, Any] = {"company": "other", "seq": 1, "hash": "0" * 64, "root": "0" * 64}
    changed = dataclasses.replace(kept, **{field: values[field]})
    assert sample.faults(company, [changed])


PERSONAL: dict[str, Callable[[PersonalValue], object]] = {
    "value": lambda one: setattr(one, "value", one.value + "x"),
    "key": lambda one: setattr(one, "key", "0" * 64),
    "ref": lambda one: setattr(one, "ref", "0" * 32),
}


@pytest.mark.rule("AUD-06")
@pytest.mark.parametrize("field", PERSONAL)
def test_a_personal_value_changed_beside_the_chain_is_found(
    trail: list[Event], company: Company, field: str
) -> None:
    for one in PersonalValue.objects.all():
        with _undone():
            PERSONAL[field](one)
            one.save()
            assert [reason for _seq, reason in sample.faults(company) if "personnelle" in reason]


@pytest.mark.rule("AUD-06")
def test_a_personal_value_removed_without_an_act_is_found(
    trail: list[Event], company: Company
) -> None:
    PersonalValue.objects.first().delete()  # type: ignore[union-attr]
    ((_seq, reason),) = sample.faults(company)
    assert reason == GONE


def test_events_of_the_first_seals_still_hold(trail: list[Event], company: Company) -> None:
    """They had no version in their body, and names in clear: they are checked as they were."""
    for event in trail[:3]:
        event.version, event.actor = 1, "Alice : Martin"
    _put(_resealed(trail, 0), company, with_head=True)
    assert {fault[1] for fault in sample.faults(company)} <= {GONE}
    Event.objects.filter(seq=2).update(version=2)
    assert (2, "contenu modifié") in sample.faults(company)


class _undone(transaction.Atomic):
    """What happens inside is rolled back."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, kind: Any, value: Any, traceback: Any) -> None:
        if kind is None:
            transaction.set_rollback(True)
        super().__exit__(kind, value, traceback)
