"""Standing facts: told once they are there at the end of a week, closed once they are gone."""

from datetime import date, datetime, timedelta

from tests.factories import contracts as contract_factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.queries import replaying
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor


def told(by: Actor, *, at: datetime = NOW, family: str) -> list[WeakSignal]:
    watching.refresh(by=by, at=at)
    return list(WeakSignal.objects.filter(family=family))


def entrusted(by: Actor, provider: Provider, name: str, unit: Unit) -> None:
    activity = activities.create(by=by, at=NOW, name=name, criticality=4)
    activities.assign(
        by=by, at=NOW, activity=activity, unit=unit, provider=provider, start_date=date(2025, 6, 1)
    )


def test_a_decision_that_comes_near_is_told_and_is_over_once_notice_is_given(
    alice: Actor, nova: Provider
) -> None:
    contract = contract_factory.signed(alice, provider=nova)

    (one,) = told(alice, family="decision_near")
    given = contract_factory.said(provider=nova, notice_given_date=date(2026, 3, 3))
    contracts.change(by=alice, at=NOW, contract=contract, version=contract.version, said=given)
    (after,) = told(alice, at=NOW + timedelta(days=14), family="decision_near")

    assert (one.provider, one.seen, one.rate, one.closed_on) == (nova, 1, None, None)
    assert after.pk == one.pk
    assert after.closed_on is not None


def test_two_vital_activities_with_one_provider_are_told_with_what_replays_it(
    alice: Actor, group: Group, nova: Provider
) -> None:
    entrusted(alice, nova, "Bulletins", group.lyon)
    assert told(alice, family="concentration") == []

    entrusted(alice, nova, "Support", group.nantes)
    (one,) = told(alice, family="concentration")

    assert (one.provider, one.seen) == (nova, 2)
    assert all(each.is_same for each in replaying.verdict(one))
