"""What people say of how work is given under a contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue import ways as catalogue
from timonerie.domains.contracts.duty_enums import Answer
from timonerie.domains.contracts.models import Contract, WayAnswer
from timonerie.domains.contracts.operations import duty_checks as checks
from timonerie.domains.contracts.queries import ways as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


@dataclass(frozen=True)
class Said:
    answer: str
    note: str = ""


def answer(*, by: Actor, at: datetime, contract: Contract, said: Mapping[str, Said]) -> int:
    """Say how work is given, by code of index; what says again what stands writes nothing. Returns
    how many answers are new.

    Raises Refused: an index or an answer that does not exist, a contract out of reach."""
    by.require("duty.write")
    if contract.provider is None:
        raise Refused(_("Dites d’abord avec quel prestataire ce contrat est signé."))
    checks.require_open(by, at=at, provider=contract.provider)
    for code, one in said.items():
        if code not in catalogue.by_code() or one.answer not in Answer.values:
            raise Refused(_("Choisissez l’une des réponses proposées."), field=code)
    with transaction.atomic():
        Contract.objects.select_for_update(of=("self",), no_key=True).get(pk=contract.pk)
        standing = queries.standing(contract)
        new = {code: one for code, one in said.items() if _differs(standing.get(code), one)}
        for code, one in new.items():
            WayAnswer.objects.create(
                contract=contract,
                index=code,
                answer=one.answer,
                note=one.note.strip(),
                said_by=by.name,
                user_id=by.user_id,
                at=at,
            )
        if new:
            audit.record(
                by=by,
                at=at,
                act="ways.answered",
                kind="contract",
                public_id=contract.public_id,
                detail={"answers": str(len(new))},
            )
    return len(new)


def _differs(known: WayAnswer | None, said: Said) -> bool:
    return known is None or (known.answer, known.note) != (said.answer, said.note.strip())
