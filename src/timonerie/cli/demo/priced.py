"""The money of two signed contracts: payslips by the unit, and a package revised on an index that
is invented too; three sites bear each."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from timonerie.cli.demo.horizon import shifted
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import index_clauses, prices, revisions, shares
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.organisation.models import Unit
from timonerie.domains.sourcing.models import Activity
from timonerie.foundations.accounts.actors import Actor

IT, PAYROLL, PAYSLIPS = "C-01", "C-02", "PAIE-02"
INDEX = "Indice des services (démonstration)"
SOURCE = "valeur inventée pour la démonstration"
WORDS = "P = P0 × (0,15 + 0,85 × S/S0), hausse limitée à 3 % par an."
BASE = Decimal("127.1")
#: Values by the months since the contract began, one month before each revision.
VALUES: Mapping[int, Decimal] = {11: Decimal("130.2"), 23: Decimal("134.9")}
HEADS = (62, 41, 18)


def price(*, by: Actor, at: datetime) -> None:
    """At the last evening covered."""
    found = {one.reference: one for one in Contract.objects.select_related("provider")}
    _payslips(found[PAYROLL], by=by, at=at)
    _package(found[IT], by=by, at=at)
    for contract, key in ((found[IT], ShareKey.HEADS), (found[PAYROLL], ShareKey.EQUAL)):
        _share(contract, key, by=by, at=at)


def _payslips(contract: Contract, *, by: Actor, at: datetime) -> None:
    """7,10 € a payslip for 300 to 390 of them a month, and a fixed part."""
    assert contract.start_date is not None
    said = prices.Said(
        title="Bulletin de paie",
        recurrence="unit",
        unit="bulletin",
        amount=71_000,
        low=Decimal(300),
        expected=Decimal(340),
        high=Decimal(390),
        per="month",
        activity=Activity.objects.get(code=PAYSLIPS),
        start_date=contract.start_date,
    )
    fixed = prices.Said(
        title="Forfait déclarations et suivi",
        recurrence="month",
        amount=5_660_000,
        start_date=contract.start_date,
    )
    for one in (said, fixed):
        prices.add(by=by, at=at, contract=contract, said=one)


def _package(contract: Contract, *, by: Actor, at: datetime) -> None:
    """8 000 € a month: the first revision was accepted, the second one waits."""
    start = contract.start_date
    assert start is not None
    said = prices.Said(
        title="Forfait d’infogérance", recurrence="month", amount=80_000_000, start_date=start
    )
    prices.add(by=by, at=at, contract=contract, said=said)
    clause = index_clauses.Said(
        start_date=start,
        index=INDEX,
        base_month=shifted(start, -1),
        base_value=BASE,
        words=WORDS,
        fixed=1_500,
        cap=300,
        month=start.month,
    )
    index_clauses.say(by=by, at=at, contract=contract, said=clause)
    _revisions(contract, start, by=by, at=at)


def _revisions(contract: Contract, start: date, *, by: Actor, at: datetime) -> None:
    for months, figure in VALUES.items():
        month = shifted(start, months)
        value = index_clauses.enter(
            by=by,
            at=at,
            contract=contract,
            index=INDEX,
            month=month,
            value=figure,
            source=SOURCE,
        )
        revision = revisions.propose(
            by=by, at=at, contract=contract, value=value, start_date=shifted(month, 1)
        )
        if months < max(VALUES):
            revisions.accept(by=by, at=at, revision=revision, reason="Calcul vérifié")


def _share(contract: Contract, key: ShareKey, *, by: Actor, at: datetime) -> None:
    assert contract.start_date is not None
    sites = Unit.objects.sites().order_by("name")[: len(HEADS)]
    parts = {
        site: heads if key == ShareKey.HEADS else None
        for site, heads in zip(sites, HEADS, strict=True)
    }
    said = shares.Said(key=key, start_date=contract.start_date, parts=parts)
    shares.say(by=by, at=at, contract=contract, said=said)
