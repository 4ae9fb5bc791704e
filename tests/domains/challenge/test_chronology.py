"""What the chronology tells of reports and of shared cycles: both sides, each day once."""

from datetime import date

import pytest

from tests.factories import accounts
from tests.factories import cycles as cycle_factory
from tests.factories import reports as report_factory
from tests.factories.organisation import NOW, Group
from timonerie.domains.challenge.queries.chronology import registry
from timonerie.domains.challenge.queries.chronology.shapes import Entry
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import mandates, providers
from timonerie.domains.reporting.operations import cycle_doing, report_judging
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role

LATER = date(2026, 4, 30)


def told(by: Actor, provider: Provider, kind: str, on: date = LATER) -> list[Entry]:
    return [one for one in registry.entries(by, provider, on=on) if one.kind.startswith(kind)]


def test_a_report_never_come_is_told_on_the_first_day_that_passed_without_it(
    alice: Actor, group: Group
) -> None:
    due = report_factory.due(alice)
    firm = due.provider
    assert firm is not None
    assert told(alice, firm, "rapport", on=date(2026, 3, 10)) == []
    [late] = told(alice, firm, "rapport", on=date(2026, 3, 12))
    assert late.day == date(2026, 3, 11)
    assert late.kind == "rapport du prestataire"
    assert late.fact.startswith("Rapport toujours pas remis")
    assert "10 mars 2026" in late.proof
    assert "Contrat Nova Paie" in late.proof
    missing = told(alice, firm, "rapport", on=date(2026, 4, 20))[0]
    assert missing.day == late.day
    assert missing.fact.startswith("Rapport jamais venu")


def test_a_report_that_came_late_was_refused_and_came_again(alice: Actor, group: Group) -> None:
    due = report_factory.due(alice)
    firm = due.provider
    assert firm is not None
    report_factory.filed(alice, due, report_factory.instant(2026, 3, 13))
    report_judging.send_back(
        by=alice,
        at=report_factory.instant(2026, 3, 16),
        due=due,
        version=due.version,
        text="Les bulletins de Lyon manquent",
    )
    due.refresh_from_db()
    report_factory.filed(alice, due, report_factory.instant(2026, 3, 18), reason="Lyon ajouté")
    lines = [one for one in told(alice, firm, "rapport") if "février" in one.fact]
    assert [(one.day.day, one.proof[:12]) for one in lines] == [
        (13, "attendu le 6"),
        (16, "Les bulletin"),
        (18, "Lyon ajouté"),
    ]
    assert "3 jours après le délai de grâce" in lines[0].fact.replace("\u00a0", " ")
    assert "version 2" in lines[2].fact.replace("\u00a0", " ")


def test_nobody_who_filed_is_named(alice: Actor, group: Group) -> None:
    due = report_factory.due(alice)
    assert due.provider is not None
    report_factory.filed(alice, due, report_factory.instant(2026, 3, 13))
    lines = told(alice, due.provider, "rapport")
    assert not any(alice.name in f"{one.fact} {one.proof}" for one in lines)


def test_late_steps_are_told_of_both_sides_and_say_what_they_follow(
    alice: Actor, group: Group
) -> None:
    cycle = cycle_factory.payroll(alice, "Lyon")
    run = cycle_factory.run(cycle)
    cycle_factory.do(alice, run, "inputs", cycle_factory.on(3, 25))
    cycle_factory.do(alice, run, "payslips", cycle_factory.on(4, 8), items=50, redone=4)
    ours, theirs = told(alice, cycle.provider, "étape", on=date(2026, 4, 8))
    assert (ours.kind, ours.day) == ("étape de notre part", date(2026, 3, 25))
    assert "Lyon" in ours.fact
    assert (theirs.kind, theirs.day) == ("étape du prestataire", date(2026, 4, 8))
    assert "suit un retard" in theirs.proof
    assert "mars 2026" in theirs.fact


def test_who_waits_for_the_step_before_is_not_told_late(alice: Actor, group: Group) -> None:
    cycle = cycle_factory.payroll(alice, "Lyon")
    lines = told(alice, cycle.provider, "étape")
    assert [(one.kind, one.fact[: len("Étape toujours pas faite")]) for one in lines] == [
        ("étape de notre part", "Étape toujours pas faite")
    ]


def test_a_step_of_another_provider_is_not_told_of_this_one(alice: Actor, group: Group) -> None:
    cycle = cycle_factory.payroll(alice, "Lyon")
    other = providers.create(by=alice, at=NOW, name="Banque")
    run = cycle_factory.run(cycle)
    run.steps.filter(key="payslips").update(provider=other)
    cycle_factory.do(alice, run, "inputs", cycle_factory.on(3, 12))
    cycle_factory.do(alice, run, "payslips", cycle_factory.on(3, 31))
    assert told(alice, cycle.provider, "étape du", on=date(2026, 3, 31)) == []
    assert len(told(alice, other, "étape du", on=date(2026, 3, 31))) == 1


@pytest.mark.parametrize("kind", ["rapport", "étape"])
def test_nothing_is_told_to_who_does_not_reach_it(alice: Actor, group: Group, kind: str) -> None:
    due = report_factory.due(alice)
    assert due.provider is not None
    cycle_factory.payroll(alice, "Lyon", provider=due.provider)
    assert told(alice, due.provider, kind)
    stranger = providers.create(by=alice, at=NOW, name="Autre")
    executive = accounts.membership(due.company, Role.EXECUTIVE)
    mandates.grant(
        by=alice, at=NOW, membership=executive, provider=stranger, start_date=date(2026, 1, 1)
    )
    assert told(accounts.actor_of(executive), due.provider, kind) == []


def test_what_is_undone_leaves_the_chronology(alice: Actor, group: Group) -> None:
    cycle = cycle_factory.payroll(alice, "Lyon")
    run = cycle_factory.run(cycle)
    cycle_factory.do(alice, run, "inputs", cycle_factory.on(3, 25))
    step = cycle_factory.step(run, "inputs")
    cycle_doing.undo(by=alice, at=cycle_factory.on(3, 26), step=step)
    [left] = told(alice, cycle.provider, "étape", on=date(2026, 3, 26))
    assert "toujours pas faite" in left.fact
