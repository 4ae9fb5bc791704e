"""Amendments: what changes of the terms from a day on; cancelled rather than deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import NoticeCounts, Renewal
from timonerie.domains.contracts.models import Contract, ContractAmendment
from timonerie.domains.contracts.operations import contract_checks, lives
from timonerie.domains.contracts.operations import life_checks as checks
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.contracts.rules.amending import FIELDS
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

_CHOICES = {"renewal": Renewal, "notice_counts": NoticeCounts}


@dataclass(frozen=True, kw_only=True)
class Amending:
    """What an amendment says; `terms` by field of `rules.amending.FIELDS`, those alone that it
    changes: lengths as texts, a day, a number."""

    effect_date: date
    title: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


def add(
    *, by: Actor, at: datetime, contract: Contract, version: int, said: Amending
) -> ContractAmendment:
    """Every date follows from then on; an approved contract is a draft again.

    Raises:
        Refused: no title, a term that cannot stand, a day before the start, an archived contract.
        Conflict: somebody changed the contract since `version`.
    """
    by.require("contract.write")
    checks.require_open(by, at=at, contract=contract)
    values = _values(contract, said)
    with transaction.atomic():
        changes.touch(contract, version=version, mine={"title": values["title"]})
        made: ContractAmendment = ContractAmendment.objects.create(
            contract=contract,
            **values,
            added_by=by.name,
            user_id=by.user_id,
            added_at=at,
        )
        _record(by, at, "contract.amended", made)
        lives.reopen(by=by, at=at, contract=contract)
    return made


def cancel(*, by: Actor, at: datetime, amendment: ContractAmendment) -> None:
    """It never counted; it stays readable. Twice is once."""
    by.require("contract.write")
    contract = amendment.contract
    checks.require_open(by, at=at, contract=contract)
    with transaction.atomic():
        rows = ContractAmendment.objects.filter(pk=amendment.pk, cancelled_at__isnull=True)
        if not rows.update(cancelled_at=at):
            return
        changes.touch(contract, version=None, mine={})
        _record(by, at, "contract.amendment_cancelled", amendment)
        lives.reopen(by=by, at=at, contract=contract)


def _values(contract: Contract, said: Amending) -> dict[str, Any]:
    """What is kept of it. Raises Refused."""
    title = checks.text(said.title, field="title", most=200)
    if not title:
        raise Refused(_("Dites en une ligne ce que l’avenant change."), field="title")
    if contract.start_date and said.effect_date < contract.start_date:
        raise Refused(_("Un avenant prend effet après la prise d’effet."), field="effect_date")
    return {
        "effect_date": said.effect_date,
        "title": title,
        "changes": _terms(said.terms),
        "note": checks.text(said.note, field="note"),
    }


def _terms(said: Mapping[str, Any]) -> dict[str, str]:
    """As they are kept, one spelling each. Raises Refused."""
    kept = {name: _kept(name, value) for name, value in said.items() if value not in ("", None)}
    if kept.get("renewal") == Renewal.NONE and "renewal_length" in kept:
        raise Refused(
            _("Sans reconduction, il n’y a pas de durée de reconduction : videz l’une des deux."),
            field="renewal_length",
        )
    return kept


def _kept(name: str, value: Any) -> str:
    if name not in FIELDS:
        raise Refused(_("Un avenant ne change pas ce terme."), field=name)
    if name in contract_checks.LENGTHS:
        return contract_checks.length(str(value), field=name)
    if name in _CHOICES and value not in _CHOICES[name].values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field=name)
    if name == "renewals":
        contract_checks.check_renewals(int(value), "")
    return value.isoformat() if isinstance(value, date) else str(value)


def _record(by: Actor, at: datetime, act: str, amendment: ContractAmendment) -> None:
    told: dict[str, Any] = {"title": amendment.title, **amendment.changes}
    told["effect_date"] = amendment.effect_date.isoformat()
    audited(by, at, act, amendment.contract, told)
