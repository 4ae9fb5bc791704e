"""What late steps go with, told of a provider: by cycle, by site, and counted again in SQL."""

from datetime import date
from fractions import Fraction

from django.db.models import Sum

from tests.factories import cycles as made
from tests.factories.cycles import on
from tests.factories.organisation import NOW, Group
from timonerie.domains.reporting.models import Cycle, RunStep
from timonerie.domains.reporting.operations import cycle_doing, cycle_runs
from timonerie.domains.reporting.queries import cycle_explanations
from timonerie.foundations.accounts.actors import Actor

TODAY = date(2026, 8, 3)


def lived(alice: Actor) -> Cycle:
    """Three months at three sites: Lyon always late, Nantes once, Grenoble never."""
    cycle = made.payroll(alice, "Lyon", "Nantes", "Grenoble")
    cycle_runs.open_due(by=alice, at=on(5, 31))
    for run in cycle.runs.select_related("site"):
        month, name = run.period_start.month, run.site.name if run.site else ""
        is_late = name == "Lyon" or (name == "Nantes" and month == 4)
        made.do(alice, run, "inputs", on(month, 28 if is_late else 12))
        redone = {"Lyon": 8, "Nantes": 6, "Grenoble": 2}[name]
        made.do(alice, run, "payslips", on(month, 28), items=50, redone=redone)
    return cycle


def test_the_sentence_is_that_of_the_figures(alice: Actor, group: Group) -> None:
    cycle = lived(alice)
    first = cycle_explanations.of_provider(cycle.provider, today=TODAY)[0]
    # 24 of Lyon and 6 of Nantes, of 24 + 18 + 6.
    assert (first.numerator, first.denominator) == (30, 48)
    assert first.title.replace("\u00a0", " ").replace("\u202f", " ") == (
        "62 % des bulletins repris suivent des variables reçues en retard ; 8 sur 10 viennent de"
        " Lyon"
    )
    assert [(one.site, one.numerator, one.denominator) for one in first.sites] == [
        ("Lyon", 24, 24),
        ("Nantes", 6, 18),
        ("Grenoble", 0, 6),
    ]
    assert first.sites[0].part == Fraction(4, 5)
    assert "4 fois sur 9 passages" in first.usual.replace("\u00a0", " ")
    assert first.cycle == "Paie du mois"


def test_counted_again_from_the_rows(alice: Actor, group: Group) -> None:
    """The payslips of the runs whose inputs came after their day, summed by the database."""
    cycle = lived(alice)
    late = [
        one.run_id
        for one in RunStep.objects.filter(key="inputs", run__cycle=cycle)
        if one.done_on and one.done_on > one.due_on
    ]
    payslips = RunStep.objects.filter(key="payslips", run__cycle=cycle)
    part = payslips.filter(run__in=late).aggregate(n=Sum("redone"))["n"]
    whole = payslips.aggregate(n=Sum("redone"))["n"]
    first = cycle_explanations.of_cycle(cycle, today=TODAY)[0]
    assert (first.numerator, first.denominator) == (part, whole)


def test_the_sentence_changes_with_what_is_said(alice: Actor, group: Group) -> None:
    cycle = lived(alice)
    run = made.run(cycle, "Grenoble")
    cycle_doing.undo(by=alice, at=on(6, 1), step=made.step(run, "payslips"))
    made.do(alice, run, "payslips", on(6, 1), items=50, redone=50)
    first = cycle_explanations.of_cycle(cycle, today=TODAY)[0]
    assert (first.numerator, first.denominator) == (30, 96)
    assert first.title.startswith("31")


def test_two_cycles_of_a_provider_are_never_added_up(alice: Actor, group: Group) -> None:
    cycle = lived(alice)
    other = made.payroll(alice, "Lyon", provider=cycle.provider, title="Autre paie", at=NOW)
    made.do(alice, made.run(other), "inputs", on(3, 12))
    made.do(alice, made.run(other), "payslips", on(3, 20), items=9, redone=9)
    told = cycle_explanations.of_provider(cycle.provider, today=TODAY)
    redone = [(one.cycle, one.denominator) for one in told if one.redone]
    assert redone == [("Autre paie", 9), ("Paie du mois", 48)]


def test_the_reverse_is_told_too(alice: Actor, group: Group) -> None:
    told = cycle_explanations.of_cycle(lived(alice), today=TODAY)
    ours = [one for one in told if one.side == "ours" and not one.redone]
    assert len(ours) == 1
    assert ours[0].numerator <= ours[0].denominator


def test_between_two_days(alice: Actor, group: Group) -> None:
    firm = lived(alice).provider
    april = cycle_explanations.of_provider(
        firm, today=TODAY, since=date(2026, 4, 1), until=date(2026, 4, 30)
    )
    assert april[0].denominator == 16
