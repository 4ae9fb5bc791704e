"""What a company does about the way in of its members: links handed out, sessions ended."""

from datetime import datetime

from django.db import transaction

from timonerie.foundations.accounts import links, sessions
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.models import Membership
from timonerie.foundations.audit import operations as audit


def invite(*, by: Actor, at: datetime, membership: Membership) -> str:
    """A new link for a member, by which they choose a password or sign in; gives its token, told
    this once. The same is done and said whether or not the person has an account elsewhere."""
    _require_same_company(by, membership)
    with transaction.atomic():
        token = links.invite(user=membership.user, company=membership.company, at=at)
        _record(by, at, membership, "member.invited")
    return token


def withdraw_link(*, by: Actor, at: datetime, membership: Membership) -> None:
    """The link that was handed out stops working."""
    _require_same_company(by, membership)
    with transaction.atomic():
        if links.withdraw(user=membership.user, company=membership.company, at=at):
            _record(by, at, membership, "member.link_withdrawn")


def sign_out(*, by: Actor, at: datetime, membership: Membership) -> int:
    """End every session of a member; gives how many there were."""
    _require_same_company(by, membership)
    with transaction.atomic():
        ended = sessions.end_all(user=membership.user)
        _record(by, at, membership, "member.signed_out")
    return ended


def _record(by: Actor, at: datetime, membership: Membership, act: str) -> None:
    audit.record(
        by=by,
        at=at,
        act=act,
        kind="membership",
        public_id=membership.public_id,
        detail={"name": membership.user.name},
    )


def _require_same_company(by: Actor, membership: Membership) -> None:
    by.require("user.write")
    if membership.company_id != by.company_id:
        raise PermissionError("an actor writes in its own company only")
