"""What people decide beside the grid: vetoes, reasons, what is superseded, what is promised."""

from datetime import date, timedelta

import pytest

from tests.factories import accounts, sourcing
from tests.factories.organisation import NOW, Group
from tests.factories.sourcing import IN_A_YEAR, KEPT
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Benefit, Choice, Verdict
from timonerie.domains.sourcing.models import Activity, PromisedBenefit, SourcingDecision
from timonerie.domains.sourcing.operations import assessments, checks, decisions, grids
from timonerie.domains.sourcing.operations.decisions import Promise, VetoStands
from timonerie.domains.sourcing.queries import decisions as queries
from timonerie.domains.sourcing.queries import grids as weighing
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope.models import Company

TODAY = date(2026, 3, 2)


@pytest.fixture
def payslips(alice: Actor) -> Activity:
    return sourcing.added(alice, "PAIE-02")[0]


def promise(*, due: date = IN_A_YEAR, kind: Benefit = Benefit.DELAY) -> Promise:
    return Promise(kind=kind, promised=6.0, due_date=due)


def test_the_three_that_stay_inside_are_kept_whatever_their_notes(alice: Actor) -> None:
    for activity in sourcing.added(alice, *KEPT):
        codes = [one.code for one in weighing.in_force().grid.criteria]
        assessments.assess(by=alice, at=NOW, activity=activity, scores=dict.fromkeys(codes, 0))
        assert weighing.of(activity).judged.verdict == Verdict.CORE
        with pytest.raises(VetoStands, match="gardez la décision"):
            sourcing.decided(alice, activity, Choice.ENTRUST, reason="moins cher")
    assert not SourcingDecision.objects.exists()


def test_a_decision_keeps_the_grid_and_the_notes_of_its_day(
    alice: Actor, payslips: Activity
) -> None:
    made = sourcing.decided(alice, payslips, Choice.ENTRUST)
    assert (made.verdict, made.is_followed, made.grid.number) == (Verdict.DELEGABLE, True, 1)
    assert made.scores["criticality"] == 4
    assert made.robustness == pytest.approx(weighing.of(payslips).robust.share)
    event = Event.objects.get(act="activity.decided")
    assert (event.detail["choice"], event.detail["verdict"]) == ("entrust", "delegable")


def test_departing_from_the_verdict_says_why(alice: Actor, payslips: Activity) -> None:
    with pytest.raises(Refused, match="dites pourquoi") as refusal:
        sourcing.decided(alice, payslips, Choice.KEEP)
    assert refusal.value.field == "reason"
    made = sourcing.decided(alice, payslips, Choice.KEEP, reason="Elle part en retraite.")
    assert not made.is_followed


def test_a_new_decision_keeps_the_one_before(alice: Actor, payslips: Activity) -> None:
    first = sourcing.decided(alice, payslips, Choice.WAIT)
    second = sourcing.decided(alice, payslips, Choice.ENTRUST, seen=first.pk)
    first.refresh_from_db()
    assert first.superseded_at == NOW
    assert SourcingDecision.objects.in_force().get() == second
    assert {one.pk for one in queries.history(payslips)} == {first.pk, second.pk}


def test_who_decides_over_a_decision_they_did_not_read_is_told(
    alice: Actor, payslips: Activity
) -> None:
    sourcing.decided(alice, payslips, Choice.WAIT)
    with pytest.raises(Conflict):
        sourcing.decided(alice, payslips, Choice.ENTRUST)
    assert SourcingDecision.objects.count() == 1


def test_dates_are_to_come(alice: Actor, payslips: Activity) -> None:
    with pytest.raises(Refused) as refusal:
        sourcing.decided(alice, payslips, Choice.ENTRUST, review_date=TODAY)
    assert refusal.value.field == "review_date"
    with pytest.raises(Refused):
        sourcing.decided(alice, payslips, Choice.ENTRUST, benefits=[promise(due=TODAY)])


def test_a_promise_is_due_until_it_is_measured(alice: Actor, payslips: Activity) -> None:
    soon = TODAY + timedelta(days=20)
    sourcing.decided(alice, payslips, Choice.ENTRUST, benefits=[promise(due=soon)])
    [due] = queries.promises_due(alice, on=TODAY)
    decisions.measure(by=alice, at=NOW, benefit=due, version=due.version, measured=5.5)
    assert not queries.promises_due(alice, on=TODAY).exists()
    told = PromisedBenefit.objects.get()
    assert (told.measured, told.measured_on, told.measured_by) == (5.5, TODAY, "Alice Martin")
    decisions.measure(by=alice, at=NOW, benefit=told, version=told.version, measured=None)
    assert PromisedBenefit.objects.get().measured_on is None


def test_a_measure_over_another_is_a_conflict(alice: Actor, payslips: Activity) -> None:
    sourcing.decided(alice, payslips, Choice.ENTRUST, benefits=[promise()])
    one = PromisedBenefit.objects.select_related("decision__activity").get()
    decisions.measure(by=alice, at=NOW, benefit=one, version=1, measured=4.0)
    with pytest.raises(Conflict):
        decisions.measure(by=alice, at=NOW, benefit=one, version=1, measured=9.0)


def test_a_review_comes_back_a_month_before_its_day(alice: Actor, payslips: Activity) -> None:
    sourcing.decided(alice, payslips, Choice.ENTRUST, review_date=TODAY + timedelta(days=40))
    assert not queries.to_review(alice, on=TODAY).exists()
    assert queries.to_review(alice, on=TODAY + timedelta(days=10)).count() == 1


def test_who_sees_one_site_decides_of_nothing(
    company: Company, alice: Actor, group: Group, payslips: Activity
) -> None:
    bob = accounts.actor(company, Role.EXECUTIVE, name="Bob")
    mandates.grant(
        by=alice,
        at=NOW,
        membership=accounts.membership_of(bob),
        start_date=date(2025, 1, 1),
        unit=group.lyon,
    )
    with pytest.raises(checks.OutOfReach):
        sourcing.decided(bob, payslips, Choice.ENTRUST)
    assert weighing.weighed(bob, on=TODAY) == []


def test_a_decision_keeps_its_version_when_the_grid_changes(
    alice: Actor, payslips: Activity
) -> None:
    made = sourcing.decided(alice, payslips, Choice.ENTRUST)
    document = weighing.in_force().grid.document()
    grids.revise(
        by=alice,
        at=NOW,
        number=1,
        grid=grids.read({**document, "hybrid_at": 5.0}),
        reason="Plus prudents",
    )
    made.refresh_from_db()
    assert (made.grid.number, weighing.in_force().number) == (1, 2)
    assert weighing.of(payslips).judged.verdict == Verdict.HYBRID
