"""What people make of a claim: talked about with the provider, granted, waived, opened again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.enums import ClaimState
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations.claim_audit import record, told
from timonerie.foundations.accounts.actors import Actor

Values = Mapping[str, Any]
_AMOUNTS = {"amount_cents": "claimed", "granted_cents": "granted"}
_TEXTS = {"reason": "motif", "reply": "réponse du prestataire"}
_OPEN: Values = {"granted_cents": None, "reason": "", "settled_at": None, "settled_by": ""}


def discuss(*, by: Actor, at: datetime, claim: LevelClaim, version: int | None, reply: str) -> None:
    """Say that the provider was told, and what they answer; the answer may wait.

    Raises:
        Refused: the claim is settled.
        Conflict: somebody changed it since `version`.
    """
    by.require("claim.write")
    _require_open(claim)
    values = {"state": ClaimState.DISCUSSED, "reply": reply.strip()}
    _write(by, at, claim, version, values, "claim.discussed")


def grant(
    *,
    by: Actor,
    at: datetime,
    claim: LevelClaim,
    version: int | None,
    granted_cents: int,
    reason: str = "",
) -> None:
    """Say what was agreed in the end; another amount than the computed one says why.

    Raises:
        Refused: the claim is settled, the amount is not positive, or differs without a reason.
        Conflict: somebody changed it since `version`.
    """
    by.require("claim.write")
    _require_open(claim, but=ClaimState.GRANTED)
    if granted_cents <= 0:
        raise Refused(
            _("Donnez un montant positif. Pour ne rien demander, abandonnez-la, avec un motif."),
            field="granted",
        )
    if granted_cents != claim.amount_cents and not reason.strip():
        raise Refused(
            _("Ce montant n’est pas celui du calcul : dites pourquoi, pour qui le relira."),
            field="reason",
        )
    values = {"granted_cents": granted_cents, "reason": reason.strip()}
    _settle(by, at, claim, version, {**values, "state": ClaimState.GRANTED}, "claim.granted")


def waive(*, by: Actor, at: datetime, claim: LevelClaim, version: int | None, reason: str) -> None:
    """Ask for nothing, and say why.

    Raises:
        Refused: the claim is settled, or no reason is given.
        Conflict: somebody changed it since `version`.
    """
    by.require("claim.write")
    _require_open(claim, but=ClaimState.WAIVED)
    if not reason.strip():
        raise Refused(_("Dites pourquoi elle est abandonnée."), field="reason")
    values = {"granted_cents": None, "reason": reason.strip()}
    _settle(by, at, claim, version, {**values, "state": ClaimState.WAIVED}, "claim.waived")


def reopen(*, by: Actor, at: datetime, claim: LevelClaim, version: int | None) -> None:
    """Undo a settlement: the claim is talked about again. One that is open stays as it is.

    Raises Conflict when somebody changed it since `version`.
    """
    by.require("claim.write")
    if claim.is_settled:
        _write(by, at, claim, version, {**_OPEN, "state": ClaimState.DISCUSSED}, "claim.reopened")


def take(*, by: Actor, at: datetime, claim: LevelClaim, version: int | None) -> None:
    """Take the amount of the last computation in place of the claim's own. Where they agree nothing
    changes.

    Raises:
        Refused: the claim is settled.
        Conflict: somebody changed it since `version`.
    """
    by.require("claim.write")
    _require_open(claim)
    if not claim.differs:
        return
    values = {
        "amount_cents": claim.found_cents,
        "reasoning": claim.found,
        "differs": False,
        "found_cents": None,
        "found": {},
    }
    _write(by, at, claim, version, values, "claim.taken")


def _require_open(claim: LevelClaim, *, but: str = "") -> None:
    """`but` is the state that may be said again. Raises Refused."""
    if claim.is_settled and claim.state != but:
        raise Refused(_("Elle est déjà réglée : rouvrez-la d’abord, le règlement sera annulé."))


def _settle(
    by: Actor, at: datetime, claim: LevelClaim, version: int | None, values: Values, act: str
) -> None:
    """Saying again what stands writes nothing: the first one keeps its day."""
    if changes.between(claim, values):
        settled = {**values, "settled_at": at, "settled_by": by.name}
        _write(by, at, claim, version, settled, act)


def _write(
    by: Actor, at: datetime, claim: LevelClaim, version: int | None, values: Values, act: str
) -> None:
    before = {name: getattr(claim, name) for name in _AMOUNTS}
    with transaction.atomic():
        made = changes.replace(claim, version=version, values=values)
        if made:
            record(by, at, act, claim, _told(claim, before, made))


def _told(claim: LevelClaim, before: Values, made: changes.Changes) -> dict[str, Any]:
    """What the trail keeps: amounts; of a text, that it was said."""
    amounts = {
        word: [told(before[name], claim.currency), told(getattr(claim, name), claim.currency)]
        for name, word in _AMOUNTS.items()
        if name in made
    }
    texts = [word for name, word in _TEXTS.items() if made.get(name, ["", ""])[1]]
    return {**amounts, **({"more": ", ".join(texts)} if texts else {})}
