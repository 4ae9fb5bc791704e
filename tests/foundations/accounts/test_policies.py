import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from timonerie.foundations.accounts import actors, policies
from timonerie.foundations.accounts.enums import Role, Scope
from timonerie.foundations.accounts.models import User
from timonerie.foundations.scope.models import Company


@pytest.mark.rule("AUT-02")
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


@pytest.mark.rule("AUT-11")
def test_an_auditor_only_reads() -> None:
    held = [one for one in policies.permissions() if Role.AUDITOR in policies.roles_with(one)]
    assert held
    assert [one for one in held if not one.endswith(".read")] == []
    assert policies.needs_end(Role.AUDITOR)


@pytest.mark.rule("AUT-02")
def test_every_role_says_how_far_it_sees_and_nobody_gives_more_than_the_direction() -> None:
    assert {policies.scope_of(role) for role in Role} == set(Scope)
    assert policies.given_by(Role.DIRECTOR) == set(Role)
    assert policies.given_by(Role.ADMINISTRATOR) < set(Role)


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
