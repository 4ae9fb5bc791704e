"""Suspensions: days on which a contract does not run; cancelled rather than deleted."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, ContractSuspension
from timonerie.domains.contracts.operations import life_checks as checks
from timonerie.domains.contracts.operations import lives
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.contracts.queries import lives as queries
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

LONGEST = 3660
"""Days: what lasts longer is an end, or a typing mistake."""


def add(
    *,
    by: Actor,
    at: datetime,
    contract: Contract,
    version: int,
    first_date: date,
    last_date: date,
    note: str = "",
) -> ContractSuspension:
    """Both days included; the end of the term that runs then is pushed by as many days.

    Raises:
        Refused: days out of their order or of the contract, the same again, an archived contract.
        Conflict: somebody changed the contract since `version`.
    """
    by.require("contract.write")
    checks.require_open(by, at=at, contract=contract)
    told = checks.text(note, field="note")
    _check_days(contract, first_date, last_date)
    with transaction.atomic():
        changes.touch(contract, version=version, mine={})
        made: ContractSuspension = ContractSuspension.objects.create(
            contract=contract,
            first_date=first_date,
            last_date=last_date,
            note=told,
            added_by=by.name,
            user_id=by.user_id,
            added_at=at,
        )
        _record(by, at, "contract.suspended", made)
        lives.reopen(by=by, at=at, contract=contract)
    return made


def cancel(*, by: Actor, at: datetime, suspension: ContractSuspension) -> None:
    """It never counted; it stays readable. Twice is once."""
    by.require("contract.write")
    contract = suspension.contract
    checks.require_open(by, at=at, contract=contract)
    with transaction.atomic():
        rows = ContractSuspension.objects.filter(pk=suspension.pk, cancelled_at__isnull=True)
        if not rows.update(cancelled_at=at):
            return
        changes.touch(contract, version=None, mine={})
        _record(by, at, "contract.suspension_cancelled", suspension)
        lives.reopen(by=by, at=at, contract=contract)


def _check_days(contract: Contract, first: date, last: date) -> None:
    if last < first:
        raise Refused(_("La suspension finit après son début."), field="last_date")
    if (last - first).days > LONGEST:
        raise Refused(_("Une suspension dure dix ans au plus."), field="last_date")
    if contract.start_date and first < contract.start_date:
        raise Refused(_("Une suspension commence après la prise d’effet."), field="first_date")
    known = [(one.first_date, one.last_date) for one in queries.suspensions(contract)]
    if (first, last) in known:
        raise Refused(_("Cette suspension est déjà notée."), field="first_date")


def _record(by: Actor, at: datetime, act: str, suspension: ContractSuspension) -> None:
    told = {
        "first_date": suspension.first_date.isoformat(),
        "last_date": suspension.last_date.isoformat(),
        "note": suspension.note,
    }
    audited(by, at, act, suspension.contract, told)
