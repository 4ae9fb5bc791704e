"""Users, and what they may do in a company."""

from datetime import date

import factory

from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope.models import Company

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 3, 2)


class UserFactory(factory.django.DjangoModelFactory[User]):
    """Alice, unless a test says otherwise."""

    class Meta:
        model = User

    email = factory.Sequence(lambda rank: f"alice{rank}@example.org")
    name = "Alice Martin"
    password = factory.django.Password("une longue phrase de passe")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A role since long ago; `company` is given by the test."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.DIRECTOR
    start_date = LONG_AGO


def actor(company: Company, role: Role = Role.DIRECTOR, *, name: str = "Alice Martin") -> Actor:
    """A new user with that role in the company."""
    membership = MembershipFactory(company=company, role=role, user__name=name)
    found = actors.of_user(membership.user, company, on=TODAY)
    assert found is not None
    return found
