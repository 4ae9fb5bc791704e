"""The money of a contract as tests say it: payslips at 8,90 €, a package of 1 250 € a month that
is revised on an index gone from 127,1 to 132,4."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import (
    Contract,
    ContractPrice,
    IndexClause,
    IndexValue,
    PriceRevision,
)
from timonerie.domains.contracts.operations import index_clauses, prices, revisions, shares
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

START = date(2025, 1, 1)
USED = date(2025, 11, 1)
REVISED = date(2026, 1, 1)


def payslip(**parts: Any) -> prices.Said:
    told = {
        "title": "Bulletin de paie",
        "recurrence": "unit",
        "unit": "bulletin",
        "amount": 89_000,
        "low": Decimal(80),
        "expected": Decimal(100),
        "high": Decimal(120),
        "per": "month",
        "start_date": START,
    }
    return prices.Said(**{**told, **parts})


def package(**parts: Any) -> prices.Said:
    told = {
        "title": "Forfait mensuel",
        "recurrence": "month",
        "amount": 12_500_000,
        "start_date": START,
    }
    return prices.Said(**{**told, **parts})


def priced(by: Actor, contract: Contract, said: prices.Said | None = None) -> ContractPrice:
    return prices.add(by=by, at=NOW, contract=contract, said=said or package())


def clause(by: Actor, contract: Contract, **parts: Any) -> IndexClause:
    told: dict[str, Any] = {
        "start_date": START,
        "index": "Syntec",
        "base_month": date(2024, 11, 1),
        "base_value": Decimal("127.1"),
        "fixed": 1_500,
        "month": 1,
        "words": "P = P0 × (0,15 + 0,85 × S/S0)",
    }
    said = index_clauses.Said(**{**told, **parts})
    return index_clauses.say(by=by, at=NOW, contract=contract, said=said)


def value(by: Actor, contract: Contract, **parts: Any) -> IndexValue:
    told: dict[str, Any] = {
        "index": "Syntec",
        "month": USED,
        "value": Decimal("132.4"),
        "source": "syntec.fr, lu le 5 janvier",
    }
    return index_clauses.enter(by=by, at=NOW, contract=contract, **{**told, **parts})


def proposed(by: Actor, contract: Contract) -> PriceRevision:
    """From the clause and the value above, on 1 January 2026."""
    clause(by, contract)
    read = value(by, contract)
    return revisions.propose(by=by, at=NOW, contract=contract, value=read, start_date=REVISED)


def whole(by: Actor, contract: Contract, title: str) -> dict[str, Any]:
    """A contract with every part that its page of prices tells, by the name of an address."""
    price = priced(by, contract, package(title=title))
    shared(by, contract)
    return {"price": price, "revision": proposed(by, contract)}


def shared(by: Actor, contract: Contract) -> None:
    sites = list(Unit.objects.sites().order_by("pk")[:3])
    said = shares.Said(key=ShareKey.EQUAL, start_date=START, parts=dict.fromkeys(sites))
    shares.say(by=by, at=NOW, contract=contract, said=said)


def more(by: Actor, first: Contract, other: Contract, activity: Activity, rank: int) -> None:
    """One more price and value of the first contract; another contract of its provider with its
    own price and its own sites."""
    said = payslip(title=f"Prix {rank}", activity=activity)
    priced(by, first, said)
    priced(by, other, said)
    value(by, first, month=date(2020 + rank // 12, 1 + rank % 12, 1))
    shared(by, other)
