from datetime import date

import pytest

from tests.factories import accounts, organisation
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import mandates, members, providers
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.scope.models import Company

PASSWORD = "quatre chevaux au galop"


def open_access(by: Actor, company: Company, **told: object) -> Membership:
    given = {
        "email": "Bob@Example.org",
        "name": "Bob Durand",
        "role": Role.SITE_MANAGER,
        "password": PASSWORD,
        "start_date": date(2026, 3, 2),
    }
    return members.create(by=by, at=NOW, company=company, **given | told)  # type: ignore[arg-type]


def test_an_access_opens_on_its_first_day_and_closes_after_its_last(
    alice: Actor, company: Company
) -> None:
    membership = open_access(alice, company)
    members.end(by=alice, at=NOW, membership=membership, end_date=date(2026, 6, 30))
    bob = membership.user
    assert bob.email == "bob@example.org"
    assert bob.check_password(PASSWORD)
    inside = {day: bool(actors.of_user(bob, company, on=day)) for day in DAYS}
    assert list(inside.values()) == [False, True, True, False]


DAYS = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 6, 30), date(2026, 7, 1)]


def test_an_account_that_exists_keeps_its_password(alice: Actor, company: Company) -> None:
    carol = accounts.user(email="carol@example.org", name="Carol")
    before = carol.password
    membership = open_access(alice, company, email="carol@example.org", name="Autre nom")
    assert membership.user_id == carol.pk
    assert User.objects.get(pk=carol.pk).password == before
    assert User.objects.get(pk=carol.pk).name == "Carol"


@pytest.mark.parametrize("password", ["court", "password1234"])
def test_a_weak_password_is_refused(alice: Actor, company: Company, password: str) -> None:
    with pytest.raises(members.WeakPassword):
        open_access(alice, company, password=password)
    assert not User.objects.filter(email="bob@example.org").exists()


def test_a_role_is_given_once_and_may_be_given_again_after_its_end(
    alice: Actor, company: Company
) -> None:
    membership = open_access(alice, company)
    with pytest.raises(members.AlreadyMember):
        open_access(alice, company)
    members.end(by=alice, at=NOW, membership=membership, end_date=date(2026, 3, 31))
    again = open_access(alice, company, start_date=date(2026, 9, 1))
    assert (again.start_date, again.end_date) == (date(2026, 9, 1), None)


def test_the_last_who_can_open_accesses_stays(alice: Actor, company: Company) -> None:
    mine = accounts.membership_of(alice)
    with pytest.raises(members.LastKeyHolder):
        members.end(by=alice, at=NOW, membership=mine, end_date=date(2026, 3, 31))
    open_access(alice, company, role=Role.ADMINISTRATOR)
    members.end(by=alice, at=NOW, membership=mine, end_date=date(2026, 3, 31))
    mine.refresh_from_db()
    assert mine.end_date == date(2026, 3, 31)


def test_nobody_opens_an_access_to_another_company(alice: Actor) -> None:
    other = organisation.company("autre", name="Autre")
    with pytest.raises(PermissionError):
        open_access(alice, other)


def test_a_mandate_says_what_its_role_needs(alice: Actor, company: Company, group: Group) -> None:
    site_manager = open_access(alice, company)
    agent = open_access(alice, company, email="eve@example.org", role=Role.PROVIDER)
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet")
    start = date(2026, 3, 2)
    with pytest.raises(mandates.WrongMandate, match="le site ou l’équipe"):
        mandates.grant(
            by=alice, at=NOW, membership=site_manager, provider=cabinet, start_date=start
        )
    with pytest.raises(mandates.WrongMandate, match="choisissez lequel"):
        mandates.grant(by=alice, at=NOW, membership=agent, unit=group.lyon, start_date=start)
    with pytest.raises(mandates.EmptyMandate):
        mandates.grant(by=alice, at=NOW, membership=agent, start_date=start)


def test_mandates_never_open_more_together_than_each(
    alice: Actor, company: Company, group: Group
) -> None:
    manager = open_access(alice, company)
    first, second = (providers.create(by=alice, at=NOW, name=name) for name in ("A", "B"))
    start = date(2026, 3, 2)
    grant = {"by": alice, "at": NOW, "membership": manager, "start_date": start}
    mandates.grant(**grant, unit=group.lyon, provider=first)  # type: ignore[arg-type]
    mandates.grant(**grant, unit=group.lyon, provider=second)  # type: ignore[arg-type]
    with pytest.raises(mandates.WrongMandate, match="plus que chacun"):
        mandates.grant(**grant, unit=group.nantes, provider=second)  # type: ignore[arg-type]
    with pytest.raises(mandates.WrongMandate, match="plus que chacun"):
        mandates.grant(**grant, unit=group.nantes)  # type: ignore[arg-type]


def test_a_mandate_ended_leaves_room_for_another(
    alice: Actor, company: Company, group: Group
) -> None:
    manager = open_access(alice, company)
    cabinet = providers.create(by=alice, at=NOW, name="Cabinet")
    mandate = mandates.grant(
        by=alice,
        at=NOW,
        membership=manager,
        unit=group.lyon,
        provider=cabinet,
        start_date=date(2026, 3, 2),
    )
    mandates.end(by=alice, at=NOW, mandate=mandate, end_date=date(2026, 3, 31))
    mandates.grant(
        by=alice, at=NOW, membership=manager, unit=group.nantes, start_date=date(2026, 4, 1)
    )
