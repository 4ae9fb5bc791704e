"""Users, and what they may do in a company."""

from datetime import date
from itertools import count

from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope.models import Company

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 3, 2)
FAR_AWAY = date(2099, 12, 31)
PASSWORD = "une longue phrase de passe"
_ranks = count(1)


def user(*, name: str = "Alice Martin", email: str = "") -> User:
    """Alice, unless a test says otherwise; each with an address of their own."""
    address = email or f"alice{next(_ranks)}@example.org"
    return User.objects.create_user(email=address, name=name, password=PASSWORD)


def membership(
    company: Company, role: Role = Role.DIRECTOR, *, name: str = "Alice Martin"
) -> Membership:
    """A new user with that role in the company, since long ago; until far away where it ends."""
    return Membership.objects.create(
        user=user(name=name),
        company=company,
        role=role,
        start_date=LONG_AGO,
        end_date=FAR_AWAY if policies.needs_end(role) else None,
    )


def actor(company: Company, role: Role = Role.DIRECTOR, *, name: str = "Alice Martin") -> Actor:
    """A new user with that role in the company, as who acts."""
    found = actors.of_user(membership(company, role, name=name).user, company, on=TODAY)
    assert found is not None
    return found


def membership_of(actor: Actor) -> Membership:
    assert actor.membership_id is not None
    return Membership.objects.get(pk=actor.membership_id)


def user_of(actor: Actor) -> User:
    assert actor.user_id is not None
    return User.objects.get(pk=actor.user_id)


def actor_of(membership: Membership) -> Actor:
    found = actors.of_user(membership.user, membership.company, on=TODAY)
    assert found is not None
    return found
