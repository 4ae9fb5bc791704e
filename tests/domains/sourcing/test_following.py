"""Following the verdicts of several activities at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import Choice
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.domains.sourcing.operations import activities, checks, decisions, following
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

LATER = date(2027, 3, 1)
CODES = ("COMPTA-04", "PAIE-02", "COMPTA-16")


@pytest.fixture
def chosen(alice: Actor) -> list[Activity]:
    """One that a veto keeps, one that may be entrusted, one that is shared, one nobody knows."""
    activities.add_from_catalogue(by=alice, at=NOW, codes=CODES)
    activities.create(by=alice, at=NOW, name="Classement des vieux plans")
    return list(Activity.objects.order_by("pk"))


def test_each_verdict_is_followed_and_the_unknown_is_left(
    alice: Actor, chosen: list[Activity]
) -> None:
    found = following.follow(by=alice, at=NOW, activities=chosen, review_date=LATER)
    choices = {one.activity.code: one.choice for one in found.made}
    assert choices == {
        "COMPTA-04": Choice.KEEP,
        "PAIE-02": Choice.ENTRUST,
        "COMPTA-16": Choice.SHARE,
    }
    assert all(one.is_followed for one in found.made)
    assert [one.name for one in found.left] == ["Classement des vieux plans"]


def test_what_is_decided_is_left_as_it_is(alice: Actor, chosen: list[Activity]) -> None:
    payslips = next(one for one in chosen if one.code == "PAIE-02")
    decisions.decide(
        by=alice,
        at=NOW,
        activity=payslips,
        choice=Choice.KEEP,
        review_date=LATER,
        reason="Trop tôt",
    )
    following.follow(by=alice, at=NOW, activities=chosen, review_date=LATER)
    assert SourcingDecision.objects.in_force().get(activity=payslips).choice == Choice.KEEP


def test_the_gesture_is_undone_and_its_decisions_stay_in_the_history(
    alice: Actor, chosen: list[Activity]
) -> None:
    found = following.follow(by=alice, at=NOW, activities=chosen, review_date=LATER)
    made = [one.public_id for one in found.made]
    assert following.undo(by=alice, at=NOW, made=made) == 3
    assert not SourcingDecision.objects.in_force().exists()
    assert SourcingDecision.objects.count() == 3
    assert following.undo(by=alice, at=NOW, made=made) == 0


def test_nobody_undoes_what_another_decided(
    alice: Actor, company: Company, chosen: list[Activity]
) -> None:
    found = following.follow(by=alice, at=NOW, activities=chosen, review_date=LATER)
    other = accounts.actor(company, Role.DIRECTOR, name="Bruno")
    with pytest.raises(Refused, match="ne se défait plus"):
        following.undo(by=other, at=NOW, made=[one.public_id for one in found.made])


def test_a_mandate_by_function_follows_its_own_and_nothing_else(
    alice: Actor, company: Company, chosen: list[Activity]
) -> None:
    membership = accounts.membership(company, Role.EXECUTIVE)
    payroll = BusinessFunction.objects.get(code="payroll")
    mandates.grant(
        by=alice, at=NOW, membership=membership, start_date=date(2025, 1, 1), function=payroll
    )
    executive = accounts.actor_of(membership)
    with pytest.raises(checks.OutOfReach):
        following.follow(by=executive, at=NOW, activities=chosen, review_date=LATER)
    assert not SourcingDecision.objects.exists()
    own = [one for one in chosen if one.code == "PAIE-02"]
    assert len(following.follow(by=executive, at=NOW, activities=own, review_date=LATER).made) == 1


def test_who_runs_a_site_decides_nothing(company: Company, chosen: list[Activity]) -> None:
    manager = accounts.actor(company, Role.SITE_MANAGER, name="Léa")
    with pytest.raises(PermissionDenied):
        following.follow(by=manager, at=NOW, activities=chosen, review_date=LATER)


def test_what_a_name_keeps_inside_stays_whatever_line_it_is_likened_to(alice: Actor) -> None:
    chair = activities.create(by=alice, at=NOW, name="Présidence du CSE", catalogue_code="PAIE-02")
    with pytest.raises(decisions.VetoStands):
        decisions.decide(by=alice, at=NOW, activity=chair, choice=Choice.ENTRUST, review_date=LATER)
