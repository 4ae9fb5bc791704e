"""Who may read what: the policy table and the mandates, turned towards an object."""

from dataclasses import dataclass
from datetime import date

from timonerie.domains.organisation.queries import members
from timonerie.domains.organisation.queries.members import Member
from timonerie.domains.organisation.queries.reach import Reach, narrowed
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.enums import Role


@dataclass(frozen=True)
class Right:
    """What a member in force may do, and how far."""

    member: Member
    role: Role
    reach: Reach

    @property
    def sees_nothing(self) -> bool:
        return self.member.reaches_nothing

    def may(self, permission: str) -> bool:
        return self.role in policies.roles_with(permission)

    def reads(self, field: str) -> bool:
        return self.role in policies.readers_of(field)

    @property
    def is_of_business(self) -> bool:
        """Whether the role reads cases and figures at all."""
        return self.may("fact.read")


def all_in_force(*, company_id: int, on: date) -> list[Right]:
    """Every member who may sign in on a day, by name; three queries."""
    found = []
    for member in members.members(company_id=company_id, on=on):
        if member.is_in_force and member.membership.user.is_active:
            role = Role(member.membership.role)
            found.append(Right(member, role, narrowed(role, member.mandates)))
    return found
