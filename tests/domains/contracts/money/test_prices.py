"""Prices of a contract: said from a day on, never rewritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.factories import accounts
from tests.factories import contract_money as money
from tests.factories import offers as bids
from tests.factories.contracts import signed
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.operations import contracts, price_taking, prices
from timonerie.domains.contracts.queries import prices as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.operations import offers
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

LATER = date(2026, 1, 1)


@pytest.fixture
def contract(alice: Actor) -> Contract:
    return signed(alice)


def amounts(contract: Contract, on: date) -> list[int | None]:
    return [row.amount for row in queries.standing(queries.history(contract), on=on)]


def test_a_price_stands_until_its_next_version(alice: Actor, contract: Contract) -> None:
    row = money.priced(alice, contract)
    said = money.package(amount=13_000_000, start_date=LATER)
    prices.change(by=alice, at=NOW, contract=contract, price=row, said=said)
    assert amounts(contract, date(2025, 12, 31)) == [12_500_000]
    assert amounts(contract, LATER) == [13_000_000]


def test_a_correction_of_the_same_day_stands_and_keeps_what_was_said(
    alice: Actor, contract: Contract
) -> None:
    row = money.priced(alice, contract)
    prices.change(
        by=alice, at=NOW, contract=contract, price=row, said=money.package(amount=12_600_000)
    )
    assert amounts(contract, LATER) == [12_600_000]
    assert ContractPrice.objects.count() == 2


def test_saying_what_stands_writes_nothing(alice: Actor, contract: Contract) -> None:
    row = money.priced(alice, contract)
    events = Event.objects.count()
    prices.change(by=alice, at=NOW, contract=contract, price=row, said=money.package())
    assert (ContractPrice.objects.count(), Event.objects.count()) == (1, events)


def test_a_version_is_said_of_the_last_one(alice: Actor, contract: Contract) -> None:
    row = money.priced(alice, contract)
    said = money.package(amount=13_000_000, start_date=LATER)
    prices.change(by=alice, at=NOW, contract=contract, price=row, said=said)
    with pytest.raises(Refused, match="entre-temps"):
        prices.change(by=alice, at=NOW, contract=contract, price=row, said=said)


def test_a_stopped_price_asks_nothing_any_more(alice: Actor, contract: Contract) -> None:
    row = money.priced(alice, contract)
    prices.stop(by=alice, at=NOW, contract=contract, price=row, on=LATER)
    assert amounts(contract, LATER) == []
    assert amounts(contract, date(2025, 6, 1)) == [12_500_000]


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"title": " "}, "title"),
        ({"amount": None}, "amount"),
        ({"amount": -1}, "amount"),
        ({"recurrence": "weekly"}, "recurrence"),
        ({"start_date": date(1800, 1, 1)}, "start_date"),
        ({"bands": ({"to": None, "price": 1},), "amount": None}, "bands"),
        ({"low": Decimal(1), "per": "month"}, "low"),
        ({"recurrence": "unit", "low": Decimal(2), "high": Decimal(1), "per": "month"}, "low"),
        ({"recurrence": "unit", "low": Decimal(2)}, "per"),
        (
            {
                "recurrence": "unit",
                "amount": None,
                "bands": ({"to": 100, "price": 1}, {"to": 50, "price": 1}),
            },
            "bands",
        ),
    ],
)
def test_what_cannot_stand_is_refused(
    alice: Actor, contract: Contract, parts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        money.priced(alice, contract, money.package(**parts))
    assert refusal.value.field == field
    assert not ContractPrice.objects.exists()


def test_an_archived_contract_takes_no_price(alice: Actor, contract: Contract) -> None:
    contracts.archive(by=alice, at=NOW, contract=contract, version=contract.version)
    contract.refresh_from_db()
    with pytest.raises(Refused, match="archivé"):
        money.priced(alice, contract)


def test_an_auditor_writes_no_price(company: Company, contract: Contract) -> None:
    with pytest.raises(PermissionDenied):
        money.priced(accounts.actor(company, Role.AUDITOR, name="Ada"), contract)


def test_the_database_refuses_a_price_without_an_amount(alice: Actor, contract: Contract) -> None:
    row = money.priced(alice, contract)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractPrice.objects.filter(pk=row.pk).update(amount=None)


def test_a_year_is_counted_on_the_expected_volume(alice: Actor, contract: Contract) -> None:
    for said in (money.package(), money.payslip()):
        money.priced(alice, contract, said)
    rows = queries.history(contract)
    assert queries.yearly_cents(contract, rows, on=LATER) == 12 * (125_000 + 89_000)


@pytest.fixture
def asking(alice: Actor, contract: Contract) -> bids.Asking:
    """A statement that the contract comes from."""
    made = bids.asking(alice)
    Contract.objects.filter(pk=contract.pk).update(statement_version=made.version)
    return made


def test_the_prices_of_the_chosen_offer_are_taken_over(
    alice: Actor, contract: Contract, asking: bids.Asking
) -> None:
    offer = bids.typed(alice, asking)
    offers.choose(by=alice, at=NOW, offer=offer, version=offer.version, reason="La meilleure")
    taken = price_taking.take(by=alice, at=NOW, contract=contract, on=money.START)
    told = {row.title: (row.amount, row.recurrence, row.expected) for row in taken.prices}
    assert told == {
        "Bulletin": (120_000, "unit", Decimal(100)),
        "Forfait mensuel": (1_000_000, "month", None),
        "Reprise, payée une fois": (10_000_000, "once", None),
    }
    with pytest.raises(Refused, match="déjà des prix"):
        price_taking.take(by=alice, at=NOW, contract=contract, on=money.START)


def test_without_a_chosen_offer_there_is_nothing_to_take(
    alice: Actor, contract: Contract, asking: bids.Asking
) -> None:
    bids.typed(alice, asking)
    with pytest.raises(Refused, match="Aucune offre"):
        price_taking.take(by=alice, at=NOW, contract=contract, on=money.START)
