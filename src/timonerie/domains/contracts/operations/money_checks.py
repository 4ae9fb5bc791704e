"""What every write of the money of a contract checks alike, and the trace that it leaves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

FIRST = date(1990, 1, 1)
LAST = date(2100, 1, 1)


def require_open(by: Actor, *, at: datetime, contract: Contract) -> None:
    """Raises PermissionDenied; Refused outside the writer's mandate, or for an archived one."""
    by.require("contract.write")
    contract_checks.require_reach(by, at=at, provider=contract.provider)
    if contract.archived_at is not None:
        raise Refused(_("Ce contrat est archivé : reprenez-le d’abord des archives."))


def locked(contract: Contract) -> Contract:
    """Its row, held until the end of the transaction: what is said of its money comes one at a
    time."""
    found: Contract = Contract.objects.select_for_update(no_key=True).get(pk=contract.pk)
    return found


def check_day(day: date, *, field: str) -> None:
    """Raises Refused for a day that no contract knows."""
    if not FIRST <= day <= LAST:
        raise Refused(_("Donnez un jour entre 1990 et 2100."), field=field)


def line(text: str, *, field: str, most: int, missing: str) -> str:
    """A text on one line. Raises Refused, with `missing` where there is none."""
    found = " ".join(text.split())
    if not found:
        raise Refused(missing, field=field)
    if len(found) > most:
        raise Refused(
            _("Ce texte est trop long : %(most)s signes au plus.") % {"most": most}, field=field
        )
    return found


def made(by: Actor, at: datetime) -> dict[str, Any]:
    """Who says a row, and when."""
    return {"made_by": by.name, "user_id": by.user_id, "made_at": at}


def audited(
    by: Actor, at: datetime, act: str, contract: Contract, detail: Mapping[str, str]
) -> None:
    told = {name: text for name, text in detail.items() if text}
    audit.record(by=by, at=at, act=act, kind="contract", public_id=contract.public_id, detail=told)
