"""Reads of the prices of contracts: which stand on a day, what they ask for over twelve months."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.contracts.rules.money import prices as rules
from timonerie.domains.contracts.rules.money.prices import Price
from timonerie.domains.sourcing.enums import OfferState
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.foundations.accounts.actors import Actor


def history(contract: Contract) -> list[ContractPrice]:
    """Every version of every price, as they were said; one query."""
    return of([contract])


def of(found: Iterable[Contract]) -> list[ContractPrice]:
    """The same, of several contracts; one query."""
    rows = ContractPrice.objects.filter(contract__in=list(found))
    return list(rows.select_related("activity", "contract").order_by("start_date", "pk"))


def standing(rows: Iterable[ContractPrice], *, on: date) -> list[ContractPrice]:
    """Those in force on a day, by title; `rows` as `history` gives them."""
    last = {row.key: row for row in rows if row.start_date <= on}
    found = [row for row in last.values() if not row.is_stopped]
    return sorted(found, key=lambda row: (row.title.casefold(), row.pk))


def to_come(rows: Iterable[ContractPrice], *, on: date) -> list[ContractPrice]:
    """Versions that take effect after a day."""
    return [row for row in rows if row.start_date > on]


def latest(contract: Contract, *, key: UUID) -> ContractPrice | None:
    """The last version said of a price, whenever it takes effect."""
    rows = ContractPrice.objects.filter(contract=contract, key=key)
    found: ContractPrice | None = rows.order_by("-pk").first()
    return found


def as_rule(row: ContractPrice) -> Price:
    return Price(
        key=str(row.key),
        recurrence=row.recurrence,
        amount=row.amount,
        bands=tuple(row.bands),
        low=row.low,
        expected=row.expected,
        high=row.high,
        per=row.per,
    )


def yearly(rows: Iterable[ContractPrice], *, currency: str) -> Total:
    """What prices that stand ask for over a year, under the volumes agreed."""
    return rules.yearly([as_rule(row) for row in rows], currency=currency)


def yearly_cents(contract: Contract, rows: Iterable[ContractPrice], *, on: date) -> int | None:
    """The amount of a year under the expected volumes: from the prices that stand when they tell it
    whole, else the amount that the contract says; None when nobody knows."""
    found = yearly(standing(rows, on=on), currency=contract.currency)
    if found.by_line and found.is_complete:
        return found.expected
    return contract.yearly_cents


def price_of(actor: Actor, *, public_id: UUID) -> ContractPrice:
    """A price of a contract that the reader reaches. Raises ContractPrice.DoesNotExist."""
    seen = contracts.visible_to(actor, on=timezone.localdate())
    found: ContractPrice = ContractPrice.objects.select_related("contract").get(
        contract__in=seen, public_id=public_id
    )
    return found


def chosen_offer(contract: Contract) -> Offer | None:
    """The offer chosen for the statement of work of a contract; None without one, or where another
    provider than that of the contract made it."""
    if contract.statement_version_id is None:
        return None
    rows = Offer.objects.filter(
        statement__versions=contract.statement_version_id, state=OfferState.CHOSEN
    )
    found: Offer | None = rows.select_related("answered", "statement", "provider").first()
    if found is None or found.provider_id not in (None, contract.provider_id):
        return None
    return found
