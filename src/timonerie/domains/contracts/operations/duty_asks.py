"""What people say of duties: whether a document is owed, who signs, whom they reminded."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.duty_enums import ReminderKind
from timonerie.domains.contracts.models import (
    Contract,
    ContractClient,
    DutyReminder,
    DutyRuling,
)
from timonerie.domains.contracts.operations import duty_checks as checks
from timonerie.domains.contracts.operations.duty_checks import audited
from timonerie.domains.organisation.models import LegalEntity, Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

_ACTS = {ReminderKind.REMINDER: "duty.reminded", ReminderKind.NOTICE: "duty.noticed"}


def rule(
    *, by: Actor, at: datetime, provider: Provider, kind: str, is_owed: bool | None, reason: str
) -> None:
    """Say whether a document is owed, whatever is computed; None gives the question back to the
    computation. Saying again what stands writes nothing. Raises Refused without a reason."""
    checks.require_open(by, at=at, provider=provider)
    code = checks.kind_called(kind).code
    told = checks.reason(reason) if is_owed is not None else ""
    with transaction.atomic():
        Provider.objects.select_for_update(of=("self",), no_key=True).get(pk=provider.pk)
        last = DutyRuling.objects.filter(provider=provider, kind=code).order_by("-pk").first()
        standing = (last.is_owed, last.reason) if last else (None, "")
        if standing == (is_owed, told):
            return
        DutyRuling.objects.create(
            provider=provider,
            kind=code,
            is_owed=is_owed,
            reason=told,
            said_by=by.name,
            user_id=by.user_id,
            at=at,
        )
        words = {True: "oui", False: "non", None: ""}[is_owed]
        title = checks.kind_called(code).title
        audited(by, at, "duty.ruled", provider, {"piece": title, "owed": words, "reason": told})


def sign(*, by: Actor, at: datetime, contract: Contract, entity: LegalEntity | None) -> None:
    """Say which of our entities signed a contract; None for nobody knows. Saying again what stands
    writes nothing. Raises Refused."""
    by.require("duty.write")
    if contract.provider is None:
        raise Refused(_("Dites d’abord avec quel prestataire ce contrat est signé."))
    checks.require_open(by, at=at, provider=contract.provider)
    checks.require_entity(entity)
    with transaction.atomic():
        Contract.objects.select_for_update(of=("self",), no_key=True).get(pk=contract.pk)
        row = ContractClient.objects.filter(contract=contract).first()
        if (row.legal_entity_id if row else None) == (entity.pk if entity else None):
            return
        if row is not None:
            row.delete()
        if entity is not None:
            ContractClient.objects.create(contract=contract, legal_entity=entity)
        told = {"contract": contract.name, "entity": entity.name if entity else ""}
        audited(by, at, "duty.signed", contract.provider, told)


def remind(
    *,
    by: Actor,
    at: datetime,
    provider: Provider,
    entity: LegalEntity | None,
    kind: str,
    pieces: Iterable[str],
    made_on: date,
) -> DutyReminder:
    """Note that somebody reminded a provider, or sent it a formal notice, by their own means.

    Raises Refused: no document named, a day to come, a kind that does not exist."""
    checks.require_open(by, at=at, provider=provider)
    checks.require_entity(entity)
    if kind not in ReminderKind.values:
        raise Refused(_("Choisissez relance ou mise en demeure."), field="kind")
    if made_on > checks.today(at):
        raise Refused(
            _("Cette date est à venir : notez la relance une fois faite."), field="made_on"
        )
    wanted = checks.kinds_called(pieces)
    with transaction.atomic():
        made: DutyReminder = DutyReminder.objects.create(
            provider=provider,
            legal_entity=entity,
            kind=kind,
            pieces=wanted,
            made_on=made_on,
            made_by=by.name,
            user_id=by.user_id,
            at=at,
        )
        titles = ", ".join(checks.kind_called(code).title for code in wanted)
        told = {"pieces": titles, "on": made_on.isoformat()}
        audited(by, at, _ACTS[ReminderKind(kind)], provider, told)
    return made
