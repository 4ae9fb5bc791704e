"""What the audit trail keeps of a claim: its level, its period, its amounts."""

from datetime import datetime
from typing import Any

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance.models import LevelClaim
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def told(cents: int | None, currency: str) -> str:
    """An amount as the trail keeps it; nothing where it is not known."""
    return "" if cents is None else f"{money.major(cents, currency)} {currency}"


def record(by: Actor, at: datetime, act: str, claim: LevelClaim, detail: dict[str, Any]) -> None:
    """Tell the trail of a claim, with its level and its period."""
    place = {"level": claim.level.title, "start": claim.period_start.isoformat()}
    audit.record(
        by=by, at=at, act=act, kind="claim", public_id=claim.public_id, detail={**place, **detail}
    )
