"""Who acts: handed to every operation and to every read that depends on the reader."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope.models import Company


@dataclass(frozen=True)
class Actor:
    """A user with a role in one company, or the system itself (`user_id` None)."""

    company_id: int
    name: str
    role: Role
    user_id: int | None = None
    membership_id: int | None = None

    def may(self, permission: str) -> bool:
        return self.role in policies.roles_with(permission)

    def reads(self, field: str) -> bool:
        """Whether the role reads a sensitive field of what it sees."""
        return self.role in policies.readers_of(field)

    def require(self, permission: str) -> None:
        """Raises PermissionDenied unless the role holds `permission`."""
        if not self.may(permission):
            raise PermissionDenied(f"{self.role} n’a pas le droit {permission}")


def system(company: Company) -> Actor:
    """The actor of the command line and of planned work, which hold the machine already."""
    return Actor(company_id=company.pk, name="système", role=Role.DIRECTOR)


def memberships(user: User, *, on: date) -> list[Membership]:
    """Those of `user` in force on a day, by name of their companies, which come with them; of
    several roles in one company, the first given comes first."""
    rows = Membership.objects.in_force(on=on).filter(user=user).select_related("company")
    return list(rows.order_by("company__name", "pk"))


def of_user(user: User, company: Company, *, on: date) -> Actor | None:
    """The actor of `user` in `company` on a day, or None when no membership is in force."""
    membership = Membership.objects.in_force(on=on).filter(user=user, company=company).first()
    return None if membership is None else of_membership(membership, user=user)


def of_membership(membership: Membership, *, user: User) -> Actor:
    """The actor that a membership in force makes of its user."""
    return Actor(
        company_id=membership.company_id,
        name=user.name,
        role=Role(membership.role),
        user_id=user.pk,
        membership_id=membership.pk,
    )
