"""What every step of the life of a contract checks alike."""

from datetime import datetime

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

LONGEST = 500


def require_open(by: Actor, *, at: datetime, contract: Contract) -> None:
    """Raises Refused beyond the writer's mandate, or for an archived contract."""
    checks.require_reach(by, at=at, provider=contract.provider)
    if contract.archived_at is not None:
        raise Refused(_("Ce contrat est archivé : reprenez-le d’abord depuis sa page."))


def locked(contract: Contract) -> Contract:
    """The row, which nobody else changes until the transaction ends."""
    found: Contract = Contract.objects.select_for_update(no_key=True).get(pk=contract.pk)
    return found


def text(said: str, *, field: str, most: int = LONGEST) -> str:
    """On one line. Raises Refused for one too long."""
    told = " ".join(said.split())
    if len(told) > most:
        raise Refused(_("Dites-le en %(most)s caractères au plus.") % {"most": most}, field=field)
    return told
