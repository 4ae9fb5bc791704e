"""Challenges: opened on facts, corrected in what they are about, closed with their outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.challenge.operations import checks, facts
from timonerie.domains.challenge.operations.checks import audited
from timonerie.domains.challenge.operations.facts import Typed
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.models import Provider, Seat, Unit
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

CLOSED = (ChallengeState.SETTLED, ChallengeState.DROPPED)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a challenge is about."""

    provider: Provider
    title: str
    contract: Contract | None = None
    unit: Unit | None = None
    owner: Seat | None = None


def open_(
    *,
    by: Actor,
    at: datetime,
    said: Said,
    keys: Sequence[str] = (),
    typed: Sequence[Typed] = (),
) -> Challenge:
    """Open a matter on the facts that `keys` name, as they are known now, and on those typed.

    Raises:
        Refused: no subject, no fact, a fact that is not known or of another provider, the contract
            of another one, or out of the writer's mandate.
    """
    checks.require(by, at, said.provider)
    values = _checked(by, at, said)
    with transaction.atomic():
        made: Challenge = Challenge.objects.create(
            **values,
            opened_on=timezone.localdate(at),
            opened_by=by.name,
            user_id=by.user_id,
        )
        audited(by, at, "challenge.opened", made, {"provider": said.provider.name})
        facts.put(by=by, at=at, challenge=made, keys=keys, typed=typed)
        if not made.facts.exists():
            raise Refused(_("Cochez ou notez au moins un fait : sans fait, rien à recadrer."))
    return made


def change(*, by: Actor, at: datetime, challenge: Challenge, version: int, said: Said) -> None:
    """Say again what it is about; its provider does not change. Raises Refused; Conflict."""
    checks.require_open(by, at, challenge)
    if said.provider != challenge.provider:
        raise Refused(_("Le prestataire d’un recadrage ne change pas : ouvrez-en un autre."))
    values = _checked(by, at, said)
    with transaction.atomic():
        made = changes.replace(challenge, version=version, values=values)
        if made:
            audited(by, at, "challenge.changed", challenge, made)


def close(
    *, by: Actor, at: datetime, challenge: Challenge, version: int, state: str, outcome: str
) -> None:
    """Say how it ended. Raises Refused without an outcome; Conflict."""
    checks.require_open(by, at, challenge)
    if state not in CLOSED:
        raise Refused(_("Dites s’il est réglé ou abandonné."), field="state")
    told = checks.line(outcome, field="outcome", most=500, asks=_("Dites comment il se termine."))
    values: dict[str, Any] = {"state": state, "outcome": told, "closed_by": by.name}
    values["closed_on"] = timezone.localdate(at)
    with transaction.atomic():
        changes.replace(challenge, version=version, values=values)
        audited(by, at, "challenge.closed", challenge, {"ending": state, "outcome": told})


def reopen(*, by: Actor, at: datetime, challenge: Challenge, version: int | None = None) -> None:
    """Take back what was said of its end; twice is once. Raises Conflict."""
    checks.require(by, at, challenge.provider)
    if challenge.state == ChallengeState.OPEN:
        return
    values = {"state": ChallengeState.OPEN, "outcome": "", "closed_by": "", "closed_on": None}
    with transaction.atomic():
        changes.replace(challenge, version=version, values=values)
        audited(by, at, "challenge.reopened", challenge, {})


def _checked(by: Actor, at: datetime, said: Said) -> dict[str, Any]:
    values = dict(vars(said))
    values["title"] = checks.line(
        said.title, field="title", most=200, asks=_("Nommez le sujet en une ligne.")
    )
    contract = said.contract
    if contract is None:
        return values
    reached = contracts.visible_to(by, on=timezone.localdate(at))
    if contract.provider_id != said.provider.pk or not reached.filter(pk=contract.pk).exists():
        raise Refused(_("Ce contrat est signé avec un autre prestataire."), field="contract")
    return values
