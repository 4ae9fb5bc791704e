"""Signals follow the figures: raised once, updated, closed by themselves, never deleted."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import incidents, signals
from tests.factories.organisation import Group
from tests.factories.signals import BACK, BEGAN, NOW, STEADY, WORSE
from timonerie.domains.organisation.models import Provider
from timonerie.domains.signals.models import SignalMember, WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.queries import replaying
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


def test_what_moves_is_raised_with_its_levels_and_its_date(
    alice: Actor, group: Group, nova: Provider
) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)

    (one,) = signals.raised(alice)

    assert (one.family, one.higher, one.provider, one.unit) == ("level", True, nova, group.lyon)
    assert (one.since, one.opened_on, one.closed_on) == (BEGAN, date(2025, 10, 1), None)
    assert one.expected == pytest.approx(0.02)
    assert one.seen == pytest.approx(0.12)
    assert one.rate is not None
    assert one.rate < 0.1


def test_what_is_steady_raises_nothing(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, STEADY, unit=group.lyon, provider=nova)

    assert signals.raised(alice) == []


def test_a_figure_that_gets_better_is_no_alarm(alice: Actor, nova: Provider) -> None:
    signals.errors(alice, WORSE[::-1], provider=nova)

    assert [one for one in signals.raised(alice) if one.since > date(2024, 9, 1)] == []


def test_several_sites_of_a_provider_are_one_cause(
    alice: Actor, group: Group, nova: Provider
) -> None:
    for site in (group.lyon, group.nantes):
        signals.errors(alice, WORSE, unit=site, provider=nova)

    (one,) = signals.raised(alice)

    assert one.unit is None
    assert set(one.members.values_list("unit", flat=True)) == {group.lyon.pk, group.nantes.pk}
    assert one.members.filter(is_main=True).count() == 1


def test_two_providers_are_two_causes(alice: Actor, group: Group, nova: Provider) -> None:
    other = Provider.objects.create(name="Clarté")
    for provider in (nova, other):
        signals.errors(alice, WORSE, unit=group.lyon, provider=provider)

    assert {one.provider for one in signals.raised(alice)} == {nova, other}


def test_the_same_figures_change_nothing(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    signals.raised(alice)
    before = list(WeakSignal.objects.values()), list(SignalMember.objects.values())
    told = Event.objects.count()

    assert watching.refresh(by=alice, at=NOW) == 0

    assert (list(WeakSignal.objects.values()), list(SignalMember.objects.values())) == before
    assert Event.objects.count() == told


def test_more_months_update_the_signal_that_stands(
    alice: Actor, group: Group, nova: Provider
) -> None:
    signals.errors(alice, WORSE[:22], unit=group.lyon, provider=nova)
    (early,) = signals.raised(alice, at=datetime(2025, 11, 2, tzinfo=UTC))
    signals.errors(alice, (*WORSE[:22], 40, 40, 40, 40), unit=group.lyon, provider=nova)

    (late,) = signals.raised(alice)

    assert late.pk == early.pk
    assert late.seen > early.seen
    assert late.version == early.version
    assert Event.objects.filter(act="signal.raised").count() == 1


def test_it_closes_once_the_figures_are_back(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, BACK[:16], unit=group.lyon, provider=nova)
    (one,) = signals.raised(alice, at=datetime(2025, 5, 2, tzinfo=UTC))
    assert one.closed_on is None

    signals.errors(alice, BACK, unit=group.lyon, provider=nova)
    (same,) = signals.raised(alice)

    assert same.pk == one.pk
    assert same.closed_on is not None
    assert date(2025, 6, 1) <= same.closed_on <= date(2026, 3, 1)
    assert Event.objects.filter(act="signal.over").count() == 1


def test_figures_corrected_since_close_it_and_delete_nothing(
    alice: Actor, group: Group, nova: Provider
) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    signals.raised(alice)
    signals.errors(alice, STEADY, unit=group.lyon, provider=nova)

    (one,) = signals.raised(alice)

    assert one.closed_on == date(2026, 3, 2)
    assert one.members.count() == 1


def test_it_comes_back_with_the_figures(alice: Actor, group: Group, nova: Provider) -> None:
    for amounts in (WORSE, STEADY, WORSE):
        signals.errors(alice, amounts, unit=group.lyon, provider=nova)
        found = signals.raised(alice)

    assert [one.closed_on for one in found] == [None]
    assert Event.objects.filter(act="signal.back").count() == 1


def test_what_a_person_said_stays(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    signals.raised(alice)
    WeakSignal.objects.update(state="noise", reason="changement de logiciel")
    signals.errors(alice, (*WORSE[:25], 60), unit=group.lyon, provider=nova)

    (one,) = signals.raised(alice)

    assert (one.state, one.reason) == ("noise", "changement de logiciel")


def test_a_known_cause_is_no_surprise(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, BACK, unit=group.lyon, provider=nova)
    incidents.declared(
        alice,
        "Logiciel changé",
        cause="tool",
        provider=nova,
        units=(group.lyon,),
        known_at=datetime(2025, 3, 1, tzinfo=UTC),
        told_at=None,
        ended_at=datetime(2025, 4, 28, tzinfo=UTC),
    )

    assert signals.raised(alice) == []


def test_a_known_cause_explains_a_quarter_at_most(
    alice: Actor, group: Group, nova: Provider
) -> None:
    signals.errors(alice, (*WORSE, *(24.0,) * 4), unit=group.lyon, provider=nova)
    incidents.declared(
        alice,
        "Logiciel changé",
        cause="tool",
        provider=nova,
        units=(group.lyon,),
        known_at=datetime(2025, 9, 1, 8, tzinfo=UTC),
        told_at=None,
    )

    (one,) = signals.raised(alice)

    assert one.opened_on >= date(2026, 1, 1)
    assert one.since == BEGAN


def test_evidence_gives_the_same_verdict_again(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    (one,) = signals.raised(alice)

    (verdict,) = replaying.verdict(one)

    assert verdict.is_same
    assert not verdict.is_of_another_engine


def test_evidence_that_was_touched_is_found_out(alice: Actor, group: Group, nova: Provider) -> None:
    signals.errors(alice, WORSE, unit=group.lyon, provider=nova)
    (one,) = signals.raised(alice)
    member = one.members.get()
    member.evidence["amounts"][20:] = STEADY[20:]
    member.save()

    assert not replaying.verdict(one)[0].is_same
