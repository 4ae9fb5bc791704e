"""The lines of a portfolio: companies of this instance, then summaries of others, in one order."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.urls import reverse

from timonerie.domains.portfolio.models import FollowedSummary, LastGlance
from timonerie.domains.portfolio.operations import glances as operations
from timonerie.domains.portfolio.queries import followed
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.models import Membership, User
from timonerie.web.portfolio import glances, remote
from timonerie.web.portfolio.glances import Glance
from timonerie.web.portfolio.remote import Remote

KEPT = timedelta(minutes=5)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`glance` is None until it is computed, and where it could not be (`is_lost`); `last_at` is
    when it last was."""

    membership: Membership | None = None
    followed: FollowedSummary | None = None
    glance: Glance | None = None
    remote: Remote | None = None
    last_at: datetime | None = None
    last_rank: int = 0
    is_lost: bool = False

    @property
    def name(self) -> str:
        if self.membership is not None:
            return self.membership.company.name
        return self.followed.name if self.followed is not None else ""

    @property
    def url(self) -> str:
        """Where its name leads: the first page of the company, or the other instance."""
        if self.membership is not None:
            return reverse("today", args=[self.membership.company.slug])
        return self.remote.page if self.remote is not None else ""

    @property
    def rank(self) -> int:
        """The more serious, the higher; as it last was until it is known."""
        known = self.glance or self.remote
        return self.last_rank if known is None else known.rank


def of_user(user: User, *, on: date, at: datetime) -> list[Entry]:
    """One line a company, unread: the first membership in force there; then what is followed."""
    last = followed.last_glances(user)
    by_company = {one.company_id: one for one in reversed(actors.memberships(user, on=on))}
    own = [_unread(one, last.get(one.company_id)) for one in by_company.values()]
    return own + [
        Entry(followed=one, remote=remote.of(one, at=at)) for one in followed.of_user(user)
    ]


def of_membership(membership: Membership, *, user: User) -> Entry:
    """The line of one company, unread."""
    return _unread(membership, followed.last_glances(user).get(membership.company_id))


def _unread(membership: Membership, last: LastGlance | None) -> Entry:
    if last is None:
        return Entry(membership=membership)
    return Entry(membership=membership, last_at=last.at, last_rank=last.rank)


def computed(entry: Entry, *, user: User, at: datetime) -> Entry:
    """The same line with its figures, read inside its company; lost when that fails, so that one
    company never takes the others down."""
    membership = entry.membership
    if membership is None:
        return entry
    try:
        with glances.inside(membership.company):
            found = glances.of_membership(membership, user=user)
    except Exception:
        logger.exception("the line of %s was not computed", membership.company.slug)
        return replace(entry, is_lost=True)
    if _is_worth_keeping(entry, found, at):
        operations.remember(by=user, company=membership.company, rank=found.rank, at=at)
    return replace(entry, glance=found)


def _is_worth_keeping(entry: Entry, found: Glance, at: datetime) -> bool:
    """Not written again for a few minutes of difference."""
    last_at = entry.last_at
    return last_at is None or entry.last_rank != found.rank or at - last_at > KEPT


def ordered(entries: Iterable[Entry], *, by_name: bool, named: str = "") -> Sequence[Entry]:
    """The most serious first, or by name; those whose name holds `named` only."""
    wanted = named.strip().casefold()
    kept = sorted(
        (one for one in entries if wanted in one.name.casefold()),
        key=lambda one: one.name.casefold(),
    )
    return kept if by_name else sorted(kept, key=lambda one: -one.rank)
