import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company


def test_every_permission_names_known_roles() -> None:
    for permission in policies.permissions():
        assert policies.roles_with(permission) <= set(Role)
        assert policies.roles_with(permission)


def test_who_may_write_may_read() -> None:
    known = policies.permissions()
    for permission in known:
        noun, _dot, verb = permission.partition(".")
        if verb == "write" and f"{noun}.read" in known:
            assert policies.roles_with(permission) <= policies.roles_with(f"{noun}.read")


def test_an_unknown_permission_is_refused_where_it_is_written() -> None:
    with pytest.raises(policies.UnknownPermission):
        policies.roles_with("unit.paint")
    with pytest.raises(policies.UnknownPermission):
        policies.declare("unit.paint")


def test_a_route_carries_the_name_of_its_policy() -> None:
    def view() -> None: ...

    assert policies.declare("organisation.read")(view).policy_name == "organisation.read"  # type: ignore[attr-defined]


def test_an_actor_without_the_permission_is_refused(company: Company) -> None:
    actor = accounts.actor(company, Role.AUDITOR)
    assert not actor.may("organisation.write")
    with pytest.raises(PermissionDenied, match=r"organisation\.write"):
        actor.require("organisation.write")


def test_a_member_of_another_company_is_nobody_here(company: Company, db: None) -> None:
    stranger = accounts.user()
    assert actors.of_user(stranger, company, on=accounts.TODAY) is None


def test_an_inactive_account_is_nobody_anywhere(company: Company) -> None:
    membership = accounts.membership(company)
    User.objects.filter(pk=membership.user_id).update(is_active=False)
    assert actors.of_user(membership.user, company, on=accounts.TODAY) is None
