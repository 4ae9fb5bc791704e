"""The prices of a contract: said, said again from a day on, stopped. No version is rewritten."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.operations import lives, money_checks, price_checks
from timonerie.domains.contracts.queries import prices as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.rules.offers import band_text
from timonerie.domains.sourcing.rules.offers.band_text import Kept
from timonerie.foundations.accounts.actors import Actor

TAKEN: Final = "contract.price_taken"
"""The act of taking over a price of the chosen offer."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A price as somebody says it, from a day on. `amount` and the prices of `bands` are in
    hundredths of cents; volumes are units `per` month or year."""

    title: str
    recurrence: str
    start_date: date
    unit: str = ""
    amount: int | None = None
    bands: tuple[Kept, ...] = ()
    low: Decimal | None = None
    expected: Decimal | None = None
    high: Decimal | None = None
    per: str = ""
    activity: Activity | None = None

    def values(self) -> dict[str, Any]:
        return {**vars(self), "bands": [dict(one) for one in self.bands]}


def add(*, by: Actor, at: datetime, contract: Contract, said: Said) -> ContractPrice:
    """A price that the contract did not have. Raises Refused, naming the field."""
    money_checks.require_open(by, at=at, contract=contract)
    values = price_checks.check(said.values())
    with transaction.atomic():
        held = money_checks.locked(contract)
        return write(by, at, held, {"key": uuid.uuid4(), **values}, act="contract.priced")


def change(
    *, by: Actor, at: datetime, contract: Contract, price: ContractPrice, said: Said
) -> ContractPrice:
    """Say a price again, from a day on; the versions before stay. What stands is written once.

    Raises:
        Refused: it cannot stand, or `price` is not the last version said any more.
    """
    money_checks.require_open(by, at=at, contract=contract)
    values = price_checks.check(said.values())
    with transaction.atomic():
        held = money_checks.locked(contract)
        last = _last(contract, price)
        if same(last, values):
            return last
        return write(by, at, held, {"key": price.key, **values}, act="contract.priced")


def stop(
    *, by: Actor, at: datetime, contract: Contract, price: ContractPrice, on: date
) -> ContractPrice:
    """Nothing is asked any more from a day on. Twice is once. Raises Refused as `change` does."""
    money_checks.require_open(by, at=at, contract=contract)
    money_checks.check_day(on, field="start_date")
    with transaction.atomic():
        held = money_checks.locked(contract)
        last = _last(contract, price)
        if last.is_stopped and last.start_date == on:
            return last
        kept = {name: getattr(last, name) for name in Said.__dataclass_fields__}
        values = {**kept, "key": last.key, "start_date": on, "is_stopped": True}
        return write(by, at, held, values, act="contract.price_stopped")


def write(
    by: Actor, at: datetime, contract: Contract, values: Mapping[str, Any], *, act: str
) -> ContractPrice:
    """One version, inside a transaction that holds the contract, which is a draft again where it
    was approved at another price."""
    row: ContractPrice = ContractPrice.objects.create(
        contract=contract, **values, **money_checks.made(by, at)
    )
    money_checks.audited(by, at, act, contract, told(row))
    lives.reopen(by=by, at=at, contract=contract)
    return row


def told(row: ContractPrice) -> dict[str, str]:
    """A price as the trail keeps it."""
    return {
        "price": row.title,
        "from": row.start_date.isoformat(),
        "priced": "" if row.amount is None else band_text.euros(row.amount),
        "recurrence": row.recurrence,
        "bands": band_text.written(row.bands).replace("\n", " ; "),
    }


def same(row: ContractPrice, values: Mapping[str, Any]) -> bool:
    """Whether a version says the same already."""
    return not row.is_stopped and all(getattr(row, name) == value for name, value in values.items())


def _last(contract: Contract, price: ContractPrice) -> ContractPrice:
    """The version that follows is said of the last one. Raises Refused."""
    last = queries.latest(contract, key=price.key)
    if last is None or last.pk != price.pk:
        raise Refused(
            _(
                "Quelqu’un a dit une autre version de ce prix entre-temps. Rien n’a été"
                " enregistré : relisez-la, puis recommencez."
            )
        )
    return last
