"""Terms that a paper seems to give, written on its contract once somebody says yes."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ContractDocument
from timonerie.domains.contracts.operations import contracts
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


def accept(
    *, by: Actor, at: datetime, document: ContractDocument, fields: Collection[str], version: int
) -> None:
    """Write some of the proposals of a paper on its contract, as checked against the paper.

    Raises:
        Refused: it is not filed, out of reach, or does not propose one of these.
        Conflict: somebody changed the contract since `version`.
    """
    by.require("contract.write")
    contract = document.contract
    if contract is None or not reaching.holds(by, on=at.date(), provider=contract.provider_id):
        raise Refused(_("Classez d’abord ce document sous son contrat."))
    proposed = {one["field"]: one["value"] for one in document.terms}
    if not fields or not set(fields) <= set(proposed):
        raise Refused(_("Cochez au moins un des termes proposés."), field="fields")
    with transaction.atomic():
        values = {name: _value(name, proposed[name]) for name in fields}
        contracts.put(by, at, contract, version, values)
        contract.refresh_from_db()
        contracts.confirm(
            by=by, at=at, contract=contract, version=contract.version, fields=tuple(fields)
        )


def _value(name: str, text: str) -> Any:
    if name.endswith("_date"):
        return date.fromisoformat(text)
    return int(text) if name == "renewals" else text
