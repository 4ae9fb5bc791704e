"""What of a commitment is told to whom, once a reader reaches it: its words, its days and how it
ended are told to all; what it was born of, and what we wrote of it, are not."""

from timonerie.domains.commitments.enums import OriginKind
from timonerie.domains.commitments.models import Commitment
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role


def tells_origin(actor: Actor, row: Commitment) -> bool:
    """Both sides were in a meeting; anything else is told to who may read what it was born of."""
    return row.origin_kind == OriginKind.MEETING or _may_read(actor, row.origin_kind)


def _may_read(actor: Actor, kind: str) -> bool:
    """A kind that has no permission of its own is told on our side alone."""
    permission = f"{kind}.read"
    if permission in policies.permissions():
        return actor.may(permission)
    return tells_texts(actor)


def tells_texts(actor: Actor) -> bool:
    """Reasons and proofs were written for us: a provider reads what was promised, and the days."""
    return actor.role != Role.PROVIDER
