"""Reads of the keys that share a contract out between sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.models import Contract, ContractPrice, ContractShare
from timonerie.domains.contracts.queries import contracts, prices
from timonerie.domains.contracts.rules.money import shares as rules
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class SiteCost:
    """What a site bears of a contract in a year, in cents of its currency; None while nobody knows
    the amount."""

    unit: Unit
    contract: Contract
    key: str
    share: int
    cents: int | None


def said(found: Iterable[Contract]) -> list[ContractShare]:
    """Every share ever said of some contracts, in the order of their effect; one query."""
    rows = ContractShare.objects.filter(contract__in=list(found))
    return list(rows.select_related("unit", "contract").order_by("start_date", "made_at", "pk"))


def standing(rows: Iterable[ContractShare], *, on: date) -> list[ContractShare]:
    """Those of the last batch in force on a day, of one contract, in the order they were said."""
    past = [row for row in rows if row.start_date <= on]
    return [row for row in past if row.batch == past[-1].batch]


def split(
    rows: Iterable[ContractShare], *, cents: int | None
) -> list[tuple[ContractShare, int | None]]:
    """Each share of a batch with its cents of an amount."""
    found = list(rows)
    if cents is None or not found:
        return [(row, None) for row in found]
    parts = rules.split(cents, {row.pk: row.share for row in found})
    return [(row, parts[row.pk]) for row in found]


def by_site(actor: Actor, *, on: date) -> list[SiteCost]:
    """What each site bears of each contract that the reader reaches and that is shared out, by site
    then by contract; four queries."""
    known = list(contracts.visible_to(actor, on=on).active().select_related("provider"))
    priced, shared = prices.of(known), said(known)
    return sorted(
        (
            SiteCost(row.unit, contract, row.key, row.share, cents)
            for contract in known
            for row, cents in _of_contract(contract, priced, shared, on=on)
        ),
        key=lambda one: (one.unit.name.casefold(), one.contract.name.casefold(), one.contract.pk),
    )


def _of_contract(
    contract: Contract,
    priced: Iterable[ContractPrice],
    shared: Iterable[ContractShare],
    *,
    on: date,
) -> list[tuple[ContractShare, int | None]]:
    found = standing([row for row in shared if row.contract_id == contract.pk], on=on)
    if not found:
        return []
    rows = [row for row in priced if row.contract_id == contract.pk]
    return split(found, cents=prices.yearly_cents(contract, rows, on=on))
