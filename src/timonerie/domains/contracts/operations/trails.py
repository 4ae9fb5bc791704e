"""What the audit trail keeps of a contract."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision

from timonerie.domains.contracts.models import Contract
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def audited(by: Actor, at: datetime, act: str, contract: Contract, detail: dict[str, Any]) -> None:
    """One event of the trail, inside a transaction; amounts as « 1250.00 EUR »."""
    told = {name: value for name, value in detail.items() if name != "yearly_cents"}
    if "yearly_cents" in detail:
        told["amount"] = _amounts(detail["yearly_cents"], contract.currency)
    audit.record(by=by, at=at, act=act, kind="contract", public_id=contract.public_id, detail=told)


def _amounts(cents: str | list[str], currency: str) -> str | list[str]:
    if isinstance(cents, list):
        return [_amount(one, currency) for one in cents]
    return _amount(cents, currency)


def _amount(cents: str, currency: str) -> str:
    if not cents:
        return ""
    return f"{Decimal(cents).scaleb(-get_currency_precision(currency))} {currency}"
