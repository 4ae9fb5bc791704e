"""Standing facts: told once they are there at the end of a week, closed once they are gone."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import books, duties, reports
from tests.factories import commitments as commitment_factory
from tests.factories import contract_money as money
from tests.factories import contracts as contract_factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.commitments.operations import commitments
from timonerie.domains.contracts.models import Contract, Subcontractor
from timonerie.domains.contracts.operations import contracts, prices, revisions, subcontractors
from timonerie.domains.organisation.models import Contact, Provider, Unit
from timonerie.domains.organisation.operations import contacts, providers
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.queries import replaying, telling
from timonerie.domains.signals.queries.standing import SOURCES
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor

LATER = NOW + timedelta(days=14)


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


def test_a_discovered_subcontractor_is_told_until_it_is_declared(
    alice: Actor, nova: Provider
) -> None:
    said = subcontractors.Said(name="Atelier Saisie", task="Saisie des variables")
    before = NOW - timedelta(days=10)
    row = subcontractors.declare(by=alice, at=before, provider=nova, said=said, is_discovered=True)

    (one,) = told(alice, family="undeclared")
    subcontractors.decide(
        by=alice, at=NOW, row=row, version=row.version, state="accepted", day=NOW.date()
    )
    (after,) = told(alice, at=LATER, family="undeclared")

    assert (one.provider, one.seen, one.closed_on) == (nova, 1, None)
    assert after.closed_on is not None
    assert Subcontractor.objects.count() == 1


def named(by: Actor, provider: Provider, *names: str, is_key: bool = False) -> list[Contact]:
    arrived = date(2024, 1, 1)
    return [
        contacts.add(
            by=by, at=NOW, provider=provider, name=name, arrived_date=arrived, is_key=is_key
        )
        for name in names
    ]


def left(by: Actor, contact: Contact, day: date) -> None:
    contacts.leave(by=by, at=NOW, contact=contact, version=contact.version, left_date=day)


def test_a_key_person_who_left_is_told_for_three_months_without_a_name(
    alice: Actor, nova: Provider
) -> None:
    named(alice, nova, *(f"Personne {rank}" for rank in range(9)))
    (key,) = named(alice, nova, "Ana Silva", is_key=True)
    left(alice, key, date(2026, 2, 10))

    (one,) = told(alice, family="departures")
    (after,) = told(alice, at=NOW + timedelta(days=100), family="departures")

    assert (one.provider, one.seen, one.closed_on) == (nova, 1, None)
    (spoken,) = telling.in_full(telling.with_members(WeakSignal.objects.filter(pk=one.pk)))
    assert "Silva" not in spoken.sentence
    assert after.closed_on is not None


def test_departures_are_told_above_a_fifth_of_the_people_in_a_year(
    alice: Actor, nova: Provider
) -> None:
    team = named(alice, nova, *(f"Personne {rank}" for rank in range(11)))
    left(alice, team[0], date(2026, 1, 5))
    left(alice, team[1], date(2026, 1, 6))
    assert told(alice, family="departures") == []

    left(alice, team[2], date(2026, 2, 10))
    (one,) = told(alice, family="departures")
    assert one.seen == 3


def test_a_document_that_is_over_is_told_until_another_one_is_checked(alice: Actor) -> None:
    firm = duties.provider(alice)
    duties.checked(alice, firm, issued_on=date(2025, 8, 1))

    (one,) = told(alice, family="late_duty")
    duties.checked(alice, firm, issued_on=date(2026, 2, 20))
    (after,) = told(alice, at=LATER, family="late_duty")

    assert (one.provider, one.seen, one.closed_on) == (firm, 1, None)
    assert one.since <= date(2026, 2, 1) <= one.since + timedelta(days=7)
    assert after.closed_on is not None


def test_a_document_that_was_asked_for_and_never_came_is_told_from_that_day(alice: Actor) -> None:
    firm = duties.provider(alice)
    duties.link(alice, firm, days=60)
    assert told(alice, family="late_duty") == []

    (one,) = told(alice, at=LATER, family="late_duty")
    assert (one.provider, one.seen) == (firm, 1)


def test_what_is_billed_beyond_a_contract_is_told_until_the_contract_says_it(
    alice: Actor,
) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    contract = contract_factory.signed(alice, provider=nova, yearly_cents=1_000_000)
    books.read(alice)

    (one,) = told(alice, family="off_contract")
    given = contract_factory.said(provider=nova, yearly_cents=1_200_000)
    contracts.change(by=alice, at=NOW, contract=contract, version=contract.version, said=given)
    (after,) = told(alice, at=LATER, family="off_contract")

    assert (one.provider, round(one.seen, 2), one.closed_on) == (nova, 0.22, None)
    assert one.since >= date(2025, 12, 22)
    assert after.closed_on is not None


def test_a_commitment_put_off_twice_is_told_until_it_ends(alice: Actor, nova: Provider) -> None:
    row = commitment_factory.made(alice, nova)
    commitment_factory.put_off(alice, row)
    assert told(alice, family="put_off") == []

    commitment_factory.put_off(alice, row)
    (one,) = told(alice, at=NOW + timedelta(days=7), family="put_off")
    ended = NOW + timedelta(days=8)
    commitments.keep(by=alice, at=ended, commitment=row, on=ended.date())
    (after,) = told(alice, at=LATER, family="put_off")

    assert (one.provider, one.seen, one.closed_on) == (nova, 1, None)
    assert after.closed_on is not None


def test_nothing_is_told_of_a_contract_without_an_amount(alice: Actor) -> None:
    nova = providers.create(by=alice, at=NOW, name="Nova")
    contract_factory.signed(alice, provider=nova)
    books.read(alice)
    assert told(alice, family="off_contract") == []


def indexed(by: Actor, provider: Provider) -> Contract:
    contract = contract_factory.signed(by, provider=provider)
    price = money.priced(by, contract)
    money.clause(by, contract)
    money.value(by, contract)
    assert told(by, family="price_drift") == []
    raised = money.package(amount=13_500_000, start_date=money.REVISED)
    prices.change(by=by, at=NOW, contract=contract, price=price, said=raised)
    return contract


def test_a_price_above_its_clause_is_told_until_it_is_put_right(
    alice: Actor, nova: Provider
) -> None:
    contract = indexed(alice, nova)

    (one,) = told(alice, family="price_drift")
    right = money.package(amount=12_943_100, start_date=date(2026, 3, 3))
    prices.change(
        by=alice, at=NOW, contract=contract, price=contract.prices.latest("pk"), said=right
    )
    (after,) = told(alice, at=LATER, family="price_drift")

    assert one.seen == pytest.approx(13_500_000 / (12_500_000 * (0.15 + 0.85 * 132.4 / 127.1)) - 1)
    assert one.since == date(2025, 12, 29)
    assert (one.closed_on, after.pk) == (None, one.pk)
    assert after.closed_on is not None


def test_a_price_revised_as_its_clause_says_is_not_told(alice: Actor, nova: Provider) -> None:
    contract = contract_factory.signed(alice, provider=nova)
    money.priced(alice, contract)
    revisions.accept(by=alice, at=NOW, revision=money.proposed(alice, contract))
    assert told(alice, family="price_drift") == []


def test_a_price_whose_index_nobody_entered_is_not_told(alice: Actor, nova: Provider) -> None:
    contract = contract_factory.signed(alice, provider=nova)
    money.priced(alice, contract)
    money.clause(alice, contract)
    row = contract.prices.get()
    raised = money.package(amount=20_000_000, start_date=money.REVISED)
    prices.change(by=alice, at=NOW, contract=contract, price=row, said=raised)
    assert told(alice, family="price_drift") == []


def everything(by: Actor, name: str) -> None:
    firm = duties.provider(by, name)
    duties.checked(by, firm, issued_on=date(2025, 8, 1))
    contract = Contract.objects.get(provider=firm)
    money.priced(by, contract)
    money.clause(by, contract)
    named(by, firm, "Ana Silva", "Paul Weiss")
    said = subcontractors.Said(name="Atelier", task="Saisie")
    subcontractors.declare(by=by, at=NOW, provider=firm, said=said, is_discovered=True)


def test_a_source_asks_as_much_of_the_database_whatever_the_providers(alice: Actor) -> None:
    books.read(alice)
    ends = [date(2026, 1, 4) + timedelta(days=7 * rank) for rank in range(8)]

    def counts() -> dict[str, int]:
        found = {}
        for source in SOURCES:
            with CaptureQueriesContext(connection) as asked:
                source.by_week(ends, by=alice)
            found[source.FAMILY] = len(asked)
        return found

    everything(alice, "Nova")
    one = counts()
    for name in ("Orion", "Vega"):
        everything(alice, name)
    assert counts() == one


def test_a_late_report_is_told_until_it_comes(alice: Actor, group: Group) -> None:
    row = reports.due(alice, at=NOW)
    assert told(alice, family="late_report") == []

    (one,) = told(alice, at=reports.instant(2026, 3, 17), family="late_report")
    reports.filed(alice, row, reports.instant(2026, 3, 18))
    (after,) = told(alice, at=reports.instant(2026, 3, 24), family="late_report")

    assert (one.provider, one.seen, one.closed_on) == (row.provider, 1, None)
    assert after.closed_on is not None
    assert all(each.is_same for each in replaying.verdict(after))
