"""Contracts: said, changed, linked to a provider, checked; archived rather than deleted."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Renewal
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.contracts.operations import settling
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.changes import Changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

#: What somebody may say they checked against the paper.
CONFIRMABLE = frozenset(Statement.__dataclass_fields__) - {"currency", "note"}


class ReferenceTaken(Refused):
    """An active contract has the reference already."""


def create(*, by: Actor, at: datetime, said: Statement) -> Contract:
    """Raises Refused: it cannot stand, or leaves the writer's mandate; ReferenceTaken."""
    by.require("contract.write")
    values = checks.check(said)
    checks.require_reach(by, at=at, provider=said.provider)
    _refuse_taken(values["reference"])
    with transaction.atomic():
        contract: Contract = Contract.objects.create(**values)
        record(by, at, "contract.created", contract, in_words(values))
    return contract


def change(*, by: Actor, at: datetime, contract: Contract, version: int, said: Statement) -> None:
    """Say the whole contract again; questions about what is filled now are settled.

    Raises:
        Refused: it cannot stand, or leaves the writer's mandate; ReferenceTaken.
        Conflict: somebody changed it since `version`.
    """
    by.require("contract.write")
    values = checks.check(said)
    checks.require_reach(by, at=at, provider=said.provider)
    _refuse_taken(values["reference"], but=contract)
    with transaction.atomic():
        put(by, at, contract, version, values)


def link(*, by: Actor, at: datetime, contract: Contract, version: int, provider: Provider) -> None:
    """Say who it is signed with. Raises Refused outside the writer's mandate; Conflict."""
    by.require("contract.write")
    checks.require_reach(by, at=at, provider=provider)
    with transaction.atomic():
        put(by, at, contract, version, {"provider": provider})


def confirm(
    *, by: Actor, at: datetime, contract: Contract, version: int, fields: Collection[str]
) -> None:
    """Say that these fields were checked against the paper. Raises Refused for one that is blank or
    is no field of a contract; Conflict."""
    by.require("contract.write")
    for name in fields:
        if name not in CONFIRMABLE or getattr(contract, name) in ("", None):
            raise Refused(_("On ne vérifie que ce qui est rempli."), field=name)
    checked = sorted({*contract.confirmed, *fields})
    with transaction.atomic():
        if changes.replace(contract, version=version, values={"confirmed": checked}):
            record(by, at, "contract.confirmed", contract, {"fields": ", ".join(sorted(fields))})


def archive(*, by: Actor, at: datetime, contract: Contract, version: int) -> None:
    """Out of the lists and of the dates. Twice is once. Raises Conflict."""
    by.require("contract.write")
    if contract.archived_at is None:
        _put_away(by, at, contract, version, at)


def restore(*, by: Actor, at: datetime, contract: Contract, version: int) -> None:
    """Take a contract out of the archives. Raises ReferenceTaken; Conflict."""
    by.require("contract.write")
    if contract.archived_at is not None:
        _refuse_taken(contract.reference, but=contract)
        _put_away(by, at, contract, version, None)


def put(
    by: Actor, at: datetime, contract: Contract, version: int | None, values: dict[str, Any]
) -> Changes:
    """Write values already checked, inside a transaction: what was confirmed and changes is to be
    checked again, a limit goes with the renewal, questions about what is filled now are settled.

    Raises Refused for a limit on what does not renew; Conflict."""
    if values.get("renewal") == Renewal.NONE:
        values = {"renewals": None, **values}
    differ = changes.between(contract, values)
    if not differ:
        return {}
    checks.check_renewals(
        values.get("renewals", contract.renewals), values.get("renewal", contract.renewal)
    )
    kept = [name for name in contract.confirmed if name not in differ]
    changes.replace(contract, version=version, values={**values, "confirmed": kept})
    settling.settle(by=by, at=at, contract=contract, fields=differ)
    record(by, at, "contract.changed", contract, differ)
    return differ


def record(by: Actor, at: datetime, act: str, contract: Contract, detail: dict[str, Any]) -> None:
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


def in_words(values: dict[str, Any]) -> dict[str, str]:
    """What is filled, as the trail keeps it."""
    told = {name: changes.words(value) for name, value in values.items()}
    return {name: text for name, text in told.items() if text}


def _put_away(
    by: Actor, at: datetime, contract: Contract, version: int, archived_at: datetime | None
) -> None:
    act = "contract.archived" if archived_at else "contract.restored"
    with transaction.atomic():
        if changes.replace(contract, version=version, values={"archived_at": archived_at}):
            record(by, at, act, contract, {})


def _refuse_taken(reference: str, *, but: Contract | None = None) -> None:
    """A reference names one active contract: a list could not tell which it means."""
    rows = Contract.objects.active().exclude(pk=but.pk if but else 0)
    other = rows.filter(reference__iexact=reference).first() if reference else None
    if other is not None:
        raise ReferenceTaken(
            _("La référence « %(reference)s » est déjà celle de « %(other)s ».")
            % {"reference": reference, "other": other},
            field="reference",
        )
