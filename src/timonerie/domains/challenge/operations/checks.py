"""What every write of a challenge checks alike, and the trace that it leaves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import Challenge
from timonerie.domains.contracts.operations.contract_checks import require_reach
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def require(by: Actor, at: datetime, provider: Provider) -> None:
    """Raises PermissionDenied; Refused out of the writer's mandate."""
    by.require("challenge.write")
    require_reach(by, at=at, provider=provider)


def require_open(by: Actor, at: datetime, challenge: Challenge) -> None:
    """Raises Refused for one that is closed, or out of the writer's mandate."""
    require(by, at, challenge.provider)
    if challenge.state != ChallengeState.OPEN:
        raise Refused(_("Ce recadrage est clos : rouvrez-le d’abord."))


def locked(challenge: Challenge) -> Challenge:
    """The row, that nobody else writes until the end of the transaction. Raises Refused where it
    was closed meanwhile."""
    rows = Challenge.objects.select_related("provider", "contract", "unit")
    row: Challenge = rows.select_for_update(of=("self",)).get(pk=challenge.pk)
    if row.state != ChallengeState.OPEN:
        raise Refused(_("Ce recadrage vient d’être clos."))
    return row


def line(text: str, *, field: str, most: int, asks: str) -> str:
    """On one line. Raises Refused with `asks` for nothing, or too much."""
    told = " ".join(text.split())
    if not told:
        raise Refused(asks, field=field)
    return short(told, field=field, most=most)


def short(text: str, *, field: str, most: int) -> str:
    """Raises Refused for a text that is too long."""
    told = text.strip()
    if len(told) > most:
        words = {"most": most}
        raise Refused(_("%(most)s caractères au plus.") % words, field=field)
    return told


def past(day: date, at: datetime, *, field: str) -> date:
    """Raises Refused for a day to come."""
    if day > timezone.localdate(at):
        raise Refused(_("Donnez un jour passé, ou aujourd’hui."), field=field)
    return day


def audited(
    by: Actor, at: datetime, act: str, challenge: Challenge, told: Mapping[str, Any]
) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="challenge",
        public_id=challenge.public_id,
        detail={"title": challenge.title, **told},
    )
