"""What people make of signals, and what is kept of it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts, signals
from tests.factories.organisation import Group
from tests.factories.signals import NOW, WORSE
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import triage
from timonerie.domains.signals.queries import signals as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event


@pytest.fixture
def signal(alice: Actor, group: Group, nova: Provider) -> WeakSignal:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    return signals.raised(alice)[0]


def test_noise_wants_a_reason(alice: Actor, signal: WeakSignal) -> None:
    with pytest.raises(Refused, match="pourquoi") as refused:
        triage.sort(by=alice, at=NOW, signal=signal, version=1, state="noise", reason=" ")
    assert refused.value.field == "reason"

    triage.sort(by=alice, at=NOW, signal=signal, version=1, state="noise", reason="inventaire")

    signal.refresh_from_db()
    assert (signal.state, signal.reason, signal.triaged_at) == ("noise", "inventaire", NOW)
    assert Event.objects.get(act="signal.sorted").detail["state"] == ["new", "noise"]


def test_a_state_that_does_not_exist_is_refused(alice: Actor, signal: WeakSignal) -> None:
    with pytest.raises(Refused):
        triage.sort(by=alice, at=NOW, signal=signal, version=1, state="closed")


def test_the_second_to_write_is_told(alice: Actor, signal: WeakSignal) -> None:
    mine, theirs = (WeakSignal.objects.get(pk=signal.pk) for _reader in range(2))
    triage.sort(by=alice, at=NOW, signal=theirs, version=1, state="watch")

    with pytest.raises(Conflict):
        triage.sort(by=alice, at=NOW, signal=mine, version=1, state="confirmed")


def test_a_decision_names_who_and_when(alice: Actor, signal: WeakSignal) -> None:
    triage.decide(
        by=alice, at=NOW, signal=signal, version=1, state="confirmed", reason="",
        owner=None, due_date=date(2026, 3, 20),
    )  # fmt: skip

    signal.refresh_from_db()
    assert (signal.state, signal.due_date, signal.version) == ("confirmed", date(2026, 3, 20), 2)


def test_who_only_reads_does_not_sort(alice: Actor, signal: WeakSignal) -> None:
    manager = accounts.actor(signal.company, Role.SITE_MANAGER, name="Bob")
    with pytest.raises(PermissionDenied):
        triage.sort(by=manager, at=NOW, signal=signal, version=1, state="watch")


def test_a_note_is_kept_and_the_trail_does_not_repeat_it(alice: Actor, signal: WeakSignal) -> None:
    triage.note(by=alice, at=NOW, signal=signal, text=" À voir lundi ")

    assert signal.notes.get().text == "À voir lundi"
    assert Event.objects.get(act="signal.noted").detail == {}
    with pytest.raises(Refused):
        triage.note(by=alice, at=NOW, signal=signal, text="  ")


@pytest.fixture
def two(alice: Actor, nova: Provider) -> list[WeakSignal]:
    for code in ("reworked", "reopened"):
        signals.errors(alice, WORSE, code=code, provider=nova)
    return signals.raised(alice)


def test_a_sort_in_number_is_undone_at_once(alice: Actor, two: list[WeakSignal]) -> None:
    made = triage.sort_many(by=alice, at=NOW, signals=two, state="noise", reason="inventaire")
    assert made is not None
    assert set(WeakSignal.objects.values_list("state", flat=True)) == {"noise"}

    assert triage.undo(by=alice, at=NOW, gesture=made) == 2

    assert set(WeakSignal.objects.values_list("state", "reason")) == {("new", "")}
    assert triage.undo(by=alice, at=NOW, gesture=made) == 0


def test_undoing_leaves_what_was_sorted_again(alice: Actor, two: list[WeakSignal]) -> None:
    made = triage.sort_many(by=alice, at=NOW, signals=two, state="watch")
    again = WeakSignal.objects.get(pk=two[0].pk)
    triage.sort(by=alice, at=NOW, signal=again, version=None, state="confirmed")
    assert made is not None

    assert triage.undo(by=alice, at=NOW, gesture=made) == 1

    states = {one.pk: one.state for one in WeakSignal.objects.all()}
    assert states == {two[0].pk: "confirmed", two[1].pk: "new"}


def test_only_who_sorted_undoes(alice: Actor, two: list[WeakSignal]) -> None:
    made = triage.sort_many(by=alice, at=NOW, signals=two, state="watch")
    other = accounts.actor(two[0].company, Role.DIRECTOR, name="Bob")
    assert made is not None
    with pytest.raises(Refused, match="Seule"):
        triage.undo(by=other, at=NOW, gesture=made)


def test_a_sort_that_changes_nothing_leaves_no_gesture(alice: Actor, two: list[WeakSignal]) -> None:
    assert triage.sort_many(by=alice, at=NOW, signals=two, state="new") is None


def test_families_that_cried_wolf_are_counted(alice: Actor, two: list[WeakSignal]) -> None:
    triage.sort(by=alice, at=NOW, signal=two[0], version=None, state="noise", reason="inventaire")
    triage.sort(by=alice, at=NOW, signal=two[1], version=None, state="confirmed")

    (one,) = queries.cried(on=NOW.date())

    assert (one.family, one.noise, one.judged) == (Family.LEVEL, 1, 2)
