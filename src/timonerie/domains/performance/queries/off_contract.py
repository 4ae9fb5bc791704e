"""What a provider billed, by the books, beside what their contracts commit to.

Both are told over the twelve months that the books cover, tax excluded. A contract counts with its
prices in force each month and the units measured then, else with the volumes agreed, else with the
amount of a year that it says; without any of them nothing is compared.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from timonerie.domains.contracts.enums import Tax
from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.models.contracts import ContractQuerySet
from timonerie.domains.contracts.queries import contracts, lives, prices
from timonerie.domains.contracts.rules.money.excess import Excess, excess
from timonerie.domains.facts.queries import accounting, purchases
from timonerie.domains.facts.queries.purchases import Payee, Window
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.queries import contract_billing, contract_units
from timonerie.domains.performance.queries.contract_units import Measured
from timonerie.foundations.accounts.actors import Actor

MONTHS = 12
Basis = Literal["prices", "yearly", "unknown", "taxed", "currency"]
BOOKS_CURRENCY = "EUR"


@dataclass(frozen=True)
class Committed:
    """What one contract commits to over the window, in cents; None and its `basis` where that is
    not known, told tax included, or in another currency than the books."""

    contract: Contract
    cents: int | None
    basis: Basis


@dataclass(frozen=True)
class Beside:
    """`payee` is None where the books do not name the provider: nothing was billed then. `found` is
    None while a contract has no amount that compares, or where there is no contract."""

    window: Window
    payee: Payee | None
    contracts: tuple[Committed, ...]
    found: Excess | None


def beside(actor: Actor, provider: Provider, *, on: date) -> Beside | None:
    """None for who may not read the books of a provider or their contracts, and without books."""
    sees = accounting.sees_provider(actor, provider.pk, on=on) and actor.may("contract.read")
    window = purchases.window() if sees else None
    if window is None:
        return None
    known = list(_contracts(actor, on=on).filter(provider=provider))
    priced = prices.of(known)
    units = contract_units.read(
        actor,
        activities=contract_billing.counted(priced),
        provider=provider.pk,
        months=window.months,
        on=on,
    )
    return _beside(purchases.of_provider(provider.pk), known, priced, units, window)


def of_all(actor: Actor, *, on: date) -> dict[int, Beside]:
    """The same, by provider that has a contract; none for who may not read the books, nor without
    them. As many queries whatever the providers."""
    sees = accounting.sees_all(actor, on=on) and actor.may("contract.read")
    window = purchases.window() if sees else None
    if window is None:
        return {}
    known: dict[int, list[Contract]] = defaultdict(list)
    for one in _contracts(actor, on=on).filter(provider__isnull=False):
        known[one.provider_id or 0].append(one)
    priced: dict[int, list[ContractPrice]] = defaultdict(list)
    for row in prices.of(one for found in known.values() for one in found):
        priced[row.contract.provider_id or 0].append(row)
    wanted = {pk: contract_billing.counted(priced[pk]) for pk in known}
    units = contract_units.of_providers(actor, wanted, months=window.months, on=on)
    payees = {one.provider.pk: one for one in purchases.providers() if one.provider is not None}
    return {
        pk: _beside(payees.get(pk), found, priced[pk], units[pk], window)
        for pk, found in known.items()
    }


def _contracts(actor: Actor, *, on: date) -> ContractQuerySet:
    """By name, with what their dates need."""
    rows = contracts.visible_to(actor, on=on).active()
    return rows.order_by("name").prefetch_related(*lives.PARTS)


def _beside(
    payee: Payee | None,
    known: Sequence[Contract],
    priced: Sequence[ContractPrice],
    units: Measured,
    window: Window,
) -> Beside:
    told = tuple(
        _committed(one, [row for row in priced if row.contract_id == one.pk], units, window)
        for one in known
    )
    return Beside(window, payee, told, _compared(payee, told, window))


def _compared(payee: Payee | None, told: Sequence[Committed], window: Window) -> Excess | None:
    """Months that no file covers say nothing of what was billed: no comparison then."""
    amounts = [one.cents for one in told]
    if not amounts or any(one is None for one in amounts) or window.missing:
        return None
    spend = payee.spend if payee is not None else 0
    return excess(spend, sum(one for one in amounts if one is not None))


def _committed(
    contract: Contract, rows: Sequence[ContractPrice], units: Measured, window: Window
) -> Committed:
    if contract.tax == Tax.INCLUDED:
        return Committed(contract, None, "taxed")
    if contract.currency != BOOKS_CURRENCY:
        return Committed(contract, None, "currency")
    months = [month for month in window.months if _runs(contract, month)]
    by_month = contract_billing.billed(rows, units, months=months) if rows else []
    amounts = [contract_billing.expected(one.lines) if one.lines else None for one in by_month]
    usual = _usual_month(contract)
    filled = [usual if one is None else one for one in amounts or [None] * len(months)]
    if any(one is None for one in filled):
        return Committed(contract, None, "unknown")
    cents = round(sum((one for one in filled if one is not None), Fraction(0)))
    is_priced = bool(amounts) and all(one is not None for one in amounts)
    return Committed(contract, cents, "prices" if is_priced else "yearly")


def _usual_month(contract: Contract) -> Fraction | None:
    """A twelfth of the amount of a year."""
    return None if contract.yearly_cents is None else Fraction(contract.yearly_cents, MONTHS)


def _runs(contract: Contract, month: date) -> bool:
    """Whether a contract runs on the first day of a month; one that nobody dates does."""
    if contract.start_date is not None and contract.start_date > month.replace(day=28):
        return False
    found = contracts.dates_of(contract, on=month)
    return found.timeline is None or found.timeline.status != "ended"
