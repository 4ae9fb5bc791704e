"""Cycles: copied from a ready model, opened with the calendar, done step by step."""

import contextlib
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import accounts
from tests.factories import cycles as made
from tests.factories.cycles import MARCH, on
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import calendars, mandates, seats, units
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.reporting.catalogue import cycles as catalogue
from timonerie.domains.reporting.models import Cycle, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.operations import (
    cycle_doing,
    cycle_links,
    cycle_runs,
    cycle_steps,
    cycles,
)
from timonerie.domains.reporting.queries import cycle_links as link_queries
from timonerie.domains.reporting.queries import cycle_standings
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event


def days(of: CycleRun) -> dict[str, date]:
    return {one.key: one.due_on for one in of.steps.order_by("position")}


def narrowed(by: Actor, role: Role, **where: object) -> Actor:
    company = by.company_id
    from_ = accounts.membership_of(by).company
    member = accounts.membership(from_, role, name="Bruno Petit")
    start = date(2020, 1, 1)
    mandates.grant(by=by, at=NOW, membership=member, start_date=start, **where)  # type: ignore[arg-type]
    assert member.company_id == company
    return accounts.actor_of(member)


@pytest.mark.parametrize("code", list(catalogue.by_code()))
def test_every_ready_model_is_copied_whole(alice: Actor, group: Group, code: str) -> None:
    model = catalogue.by_code()[code]
    said = made.said(alice, "Lyon", title=model.title, cadence=model.cadence)

    cycle = cycles.copy(by=alice, at=NOW, code=code, said=said)

    steps = queries.steps_of(queries.version_of(cycle, on=MARCH))
    assert [one.title for one in steps] == [one.title for one in model.steps]
    assert {one.side for one in steps} == {"ours", "theirs"}
    assert cycle.runs.exists() is (model.cadence != "event")


def test_a_passage_opens_with_the_days_of_its_period(alice: Actor, group: Group) -> None:
    """31 March 2026 is a Tuesday, 6 April is Easter Monday, 5 April a Sunday."""
    cycle = made.payroll(alice)
    assert days(made.run(cycle)) == {
        "inputs": date(2026, 3, 20),
        "payslips": date(2026, 3, 26),
        "control": date(2026, 3, 27),
        "approval": date(2026, 3, 30),
        "transfer": date(2026, 3, 31),
        "dsn": date(2026, 4, 3),
    }


def test_asked_again_nothing_is_opened_twice(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice, "Lyon", "Nantes")
    assert cycle.runs.count() == 2
    assert cycle_runs.open_due(by=alice, at=NOW) == 0
    assert cycle_runs.open_due(by=alice, at=on(6, 2)) == 6
    months = sorted(cycle.runs.filter(site__name="Lyon").values_list("period_start", flat=True))
    assert months == [date(2026, month, 1) for month in (3, 4, 5, 6)]


@pytest.mark.parametrize("seed", range(3))
def test_random_stops_lose_no_period_and_double_none(alice: Actor, group: Group, seed: int) -> None:
    """Over a year and both changes of hour, asked twice at each start, cut once in the middle."""
    draw = random.Random(seed)
    changes_of_hour = [
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 1, tzinfo=UTC),
        datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC),
        datetime(2026, 10, 31, 23, tzinfo=UTC),
    ]
    starts = [NOW + timedelta(minutes=draw.randrange(400_000)) for _start in range(5)]
    cycle = made.payroll(alice, "Lyon")
    for at in sorted([*starts, *changes_of_hour]):
        cut = patch.object(cycle_runs, "_frozen", side_effect=OSError("coupure"))
        with cut, contextlib.suppress(OSError):
            cycle_runs.open_due(by=alice, at=at)
        for _again in range(2):
            cycle_runs.open_due(by=alice, at=at)
        local = at.astimezone(ZoneInfo("Europe/Paris"))
        months = [date(2026, month, 1) for month in range(3, 13)]
        wanted = [one for one in months if one <= local.date()]
        found = cycle.runs.order_by("period_start").values_list("period_start", flat=True)
        assert list(found) == wanted
    assert all(one.steps.count() == 6 for one in cycle.runs.all())


def test_years_to_catch_up_open_by_parts(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice, "Lyon", "Nantes", start_date=date(2024, 3, 1))
    assert cycle.runs.count() == 50
    assert cycle_runs.open_due(by=alice, at=NOW) == 0


def test_what_is_archived_opens_nothing_and_catches_up_once_restored(
    alice: Actor, group: Group
) -> None:
    cycle = made.payroll(alice)
    cycles.archive(by=alice, at=NOW, cycle=cycle, version=cycle.version)
    assert cycle_runs.open_due(by=alice, at=on(5, 4)) == 0
    cycles.restore(by=alice, at=NOW, cycle=cycle, version=cycle.version)
    assert cycle_runs.open_due(by=alice, at=on(5, 4)) == 2


def test_a_step_counted_from_the_one_before_follows_it_and_never_comes_earlier(
    alice: Actor, group: Group
) -> None:
    run = made.run(made.payroll(alice))

    made.do(alice, run, "inputs", on(3, 18))
    assert days(run)["payslips"] == date(2026, 3, 26), "early inputs hurry nobody"

    cycle_doing.undo(by=alice, at=on(3, 18), step=made.step(run, "inputs"))
    made.do(alice, run, "inputs", on(3, 26))
    assert days(run)["payslips"] == date(2026, 4, 1)
    assert days(run)["transfer"] == date(2026, 3, 31), "a day of the calendar never moves"

    made.do(alice, run, "payslips", on(3, 30))
    assert not made.step(run, "payslips").done_on > days(run)["payslips"]  # type: ignore[operator]


def test_a_step_keeps_the_minute_and_nobody_s_name(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    made.do(alice, run, "payslips", on(3, 25), items=40, redone=3, reason="Primes oubliées")
    row = made.step(run, "payslips")
    assert row.done_at == datetime(2026, 3, 25, 10, 12, tzinfo=UTC)
    assert (row.items, row.redone, row.way) == (40, 3, "noted")
    columns = {field.name for field in RunStep._meta.get_fields()}
    assert not {one for one in columns if "user" in one or "by" in one.split("_")}


def test_done_before_its_turn_is_allowed_and_told(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    assert made.do(alice, run, "payslips", on(3, 20)).out_of_turn
    assert not made.do(alice, run, "inputs", on(3, 23)).out_of_turn


def test_a_step_done_twice_is_done_once(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    made.do(alice, run, "payslips", on(3, 25), items=40, redone=1)
    made.do(alice, run, "payslips", on(3, 26), items=90, redone=9)
    assert made.step(run, "payslips").items == 40
    assert Event.objects.filter(act="cycle.step_done").count() == 1


def test_who_holds_the_hand_and_since_when_it_is_late(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice)

    def standing(today: date) -> cycle_standings.Standing:
        found = queries.open_runs(alice, on=today)
        return cycle_standings.of(found[0], today=today)

    assert standing(date(2026, 3, 20)).late == []
    late = standing(date(2026, 3, 24))
    assert late.held is not None
    assert (late.held.key, late.late_since) == ("inputs", date(2026, 3, 20))
    made.do(alice, made.run(cycle), "inputs", on(3, 24))
    held = standing(date(2026, 3, 24)).held
    assert held is not None
    assert held.key == "payslips"


def test_the_last_step_closes_its_passage_and_is_undone_for_a_day(
    alice: Actor, group: Group
) -> None:
    run = made.run(made.payroll(alice))
    made.whole(alice, run)
    run.refresh_from_db()
    assert run.state == "closed"

    with pytest.raises(Refused, match="clos"):
        cycle_doing.undo(by=alice, at=on(4, 6), step=made.step(run, "dsn"))
    cycle_doing.undo(by=alice, at=on(4, 3, 12), step=made.step(run, "dsn"))
    run.refresh_from_db()
    assert (run.state, made.step(run, "dsn").state) == ("open", "due")


def test_closed_as_it_is_what_is_left_has_no_object(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    made.do(alice, run, "inputs", on(3, 20))
    with pytest.raises(Refused) as refused:
        cycle_runs.close(by=alice, at=on(3, 21), run=run, reason=" ")
    assert refused.value.field == "reason"

    cycle_runs.close(by=alice, at=on(3, 21), run=run, reason="Site fermé")
    assert set(run.steps.exclude(key="inputs").values_list("state", flat=True)) == {"waived"}
    cycle_runs.reopen(by=alice, at=on(3, 22), run=run)
    assert run.steps.filter(state="due").count() == 5


def test_a_step_without_object_says_why(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    with pytest.raises(Refused):
        cycle_doing.waive(by=alice, at=NOW, step=made.step(run, "dsn"), reason="")
    cycle_doing.waive(by=alice, at=NOW, step=made.step(run, "dsn"), reason="Aucun salarié")
    assert made.step(run, "dsn").state == "waived"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"items": 3, "redone": 4}, "redone"),
        ({"items": -1}, "items"),
        ({"redone": 10**7}, "redone"),
        ({"reason": "x" * 301}, "reason"),
    ],
)
def test_counts_that_cannot_stand_are_refused(
    alice: Actor, group: Group, told: dict[str, object], field: str
) -> None:
    run = made.run(made.payroll(alice))
    with pytest.raises(Refused) as refused:
        made.do(alice, run, "payslips", on(3, 25), **told)
    assert refused.value.field == field
    assert made.step(run, "payslips").state == "due"


def test_a_step_that_returns_no_work_counts_none(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    with pytest.raises(Refused) as refused:
        made.do(alice, run, "inputs", on(3, 20), redone=2)
    assert refused.value.field == "redone"


def test_each_side_says_its_own_steps(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice, "Lyon", "Nantes")
    lyon, nantes = made.run(cycle), made.run(cycle, "Nantes")
    manager = narrowed(alice, Role.SITE_MANAGER, unit=group.lyon)
    team = narrowed(alice, Role.TEAM_MANAGER, unit=group.payroll_team)
    firm = narrowed(alice, Role.PROVIDER, provider=cycle.provider)

    made.do(manager, lyon, "inputs", on(3, 20))
    made.do(team, lyon, "control", on(3, 20))
    made.do(firm, lyon, "payslips", on(3, 25), redone=0)
    assert made.step(lyon, "payslips").way == "account"
    for who, run, key in (
        (manager, lyon, "payslips"),
        (manager, nantes, "inputs"),
        (team, nantes, "inputs"),
        (firm, lyon, "transfer"),
    ):
        step = made.step(run, key)
        if step.state == "due":
            with pytest.raises(PermissionDenied):
                cycle_doing.do(by=who, at=on(3, 20), step=step)
    other = narrowed(alice, Role.PROVIDER, provider=made.firm(alice, "Autre"))
    with pytest.raises(PermissionDenied):
        cycle_doing.do(by=other, at=on(3, 20), step=made.step(nantes, "payslips"))


def test_a_step_of_a_post_is_that_of_its_unit(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice)
    post = seats.create(by=alice, at=NOW, name="DRH", unit=group.root)
    row = CycleStep.objects.get(version__cycle=cycle, key="approval")
    said = cycle_steps.Said(title="Approbation", side="ours", base="previous", days=1, seat=post)
    cycle_steps.change(
        by=alice, at=NOW, step=row, version=cycle.version, said=said, start_date=date(2026, 4, 1)
    )
    cycle_runs.open_due(by=alice, at=on(4, 2))
    april = made.run(cycle, start=date(2026, 4, 1))
    manager = narrowed(alice, Role.SITE_MANAGER, unit=group.lyon)

    assert made.step(made.run(cycle), "approval").seat is None, "March keeps what it took"
    with pytest.raises(PermissionDenied):
        cycle_doing.do(by=manager, at=on(4, 20), step=made.step(april, "approval"))
    cycle_doing.do(by=alice, at=on(4, 20), step=made.step(april, "approval"))


def test_steps_change_from_a_day_that_no_passage_took(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice)
    row = CycleStep.objects.get(version__cycle=cycle, key="inputs")
    said = cycle_steps.Said(title="Variables", side="ours", base="end", days=-8)
    with pytest.raises(Refused) as refused:
        cycle_steps.change(
            by=alice, at=NOW, step=row, version=cycle.version, said=said, start_date=MARCH
        )
    assert refused.value.field == "start_date"
    cycle.refresh_from_db()
    cycle_steps.change(
        by=alice, at=NOW, step=row, version=cycle.version, said=said, start_date=date(2026, 4, 1)
    )
    cycle_runs.open_due(by=alice, at=on(4, 2))
    assert made.step(made.run(cycle), "inputs").title == "Remise des variables"
    assert made.step(made.run(cycle, start=date(2026, 4, 1)), "inputs").title == "Variables"

    with pytest.raises(Conflict):
        cycle_steps.remove(by=alice, at=NOW, step=row, version=1, start_date=date(2026, 5, 1))
    cycle.refresh_from_db()
    cycle_steps.remove(
        by=alice, at=NOW, step=row, version=cycle.version, start_date=date(2026, 5, 1)
    )
    kept = queries.steps_of(queries.version_of(cycle, on=date(2026, 5, 1)))
    assert [one.position for one in kept] == [1, 2, 3, 4, 5]
    assert "inputs" not in {one.key for one in kept}


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"side": "both"}, "side"),
        ({"base": "moon"}, "base"),
        ({"base": "next_month", "days": 0}, "days"),
        ({"base": "previous", "days": -1}, "days"),
        ({"base": "start", "days": -2}, "days"),
        ({"title": " "}, "title"),
    ],
)
def test_a_step_that_cannot_stand_is_refused(
    alice: Actor, group: Group, parts: dict[str, object], field: str
) -> None:
    cycle = made.payroll(alice)
    base = {"title": "Relecture", "side": "ours", "base": "end", "days": 0}
    with pytest.raises(Refused) as refused:
        cycle_steps.add(
            by=alice,
            at=NOW,
            cycle=cycle,
            version=cycle.version,
            said=cycle_steps.Said(**{**base, **parts}),  # type: ignore[arg-type]
            start_date=date(2026, 5, 1),
        )
    assert refused.value.field == field


def test_a_cycle_begun_from_nothing_opens_with_its_first_step(alice: Actor, group: Group) -> None:
    cycle = cycles.create(by=alice, at=NOW, said=made.said(alice, "Lyon"))
    assert not cycle.runs.exists()
    cycle_steps.add(
        by=alice,
        at=NOW,
        cycle=cycle,
        version=cycle.version,
        said=cycle_steps.Said(title="Relecture", side="ours", base="end", days=0),
        start_date=MARCH,
    )
    assert cycle.runs.count() == 1


def test_changing_a_cycle_wants_the_version_that_was_read(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice)
    said = replace(made.said(alice, "Lyon", "Nantes"), title="Paie")
    cycles.change(by=alice, at=NOW, cycle=cycle, version=1, said=said)
    assert {one.site.name for one in cycle.sites.all()} == {"Lyon", "Nantes"}
    with pytest.raises(Conflict):
        cycles.change(by=alice, at=NOW, cycle=cycle, version=1, said=replace(said, title="X"))
    other = replace(said, cadence="weekly")
    with pytest.raises(Refused) as refused:
        cycles.change(by=alice, at=NOW, cycle=cycle, version=2, said=other)
    assert refused.value.field == "cadence"


@pytest.mark.parametrize("reference", ["Dupont", "Jean Dupont 2", "a", "é-1", "X" * 40 + "1", ""])
def test_an_arrival_is_a_reference_and_never_a_name(
    alice: Actor, group: Group, reference: str
) -> None:
    cycle = made.arrivals(alice)
    with pytest.raises(Refused) as refused:
        made.arrival(alice, cycle, reference)
    assert refused.value.field == "reference"
    assert not cycle.runs.exists()


def test_an_arrival_opens_a_passage_around_its_day(alice: Actor, group: Group) -> None:
    cycle = made.arrivals(alice)
    run = made.arrival(alice, cycle, " arr-2026-001 ")
    assert run.reference == "ARR-2026-001"
    assert days(run)["request"] == date(2026, 3, 16), "ten working days before Monday 30 March"
    with pytest.raises(Refused, match="déjà"):
        made.arrival(alice, cycle)


def test_a_link_says_the_steps_of_one_side_and_no_other(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice, "Lyon", "Nantes")
    lyon, nantes = made.run(cycle), made.run(cycle, "Nantes")
    by_firm, by_site = made.link(alice, cycle), made.link(alice, cycle, site=group.lyon)
    at = on(3, 20)

    def do(link: cycle_links.Made, run: CycleRun, key: str) -> None:
        step_id = made.step(run, key).public_id
        cycle_links.do(link=link.link, at=at, step_id=step_id, said=cycle_doing.Said())

    do(by_site, lyon, "inputs")
    do(by_firm, nantes, "payslips")
    assert made.step(lyon, "inputs").way == "link"
    for link, run, key in ((by_firm, lyon, "inputs"), (by_site, nantes, "inputs")):
        with pytest.raises(Refused):
            do(link, run, key)
    cycle_links.undo(link=by_site.link, at=at, step_id=made.step(lyon, "inputs").public_id)
    assert made.step(lyon, "inputs").state == "due"


def test_a_link_does_not_undo_what_the_company_said(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    made.do(alice, run, "payslips", on(3, 25))
    link = made.link(alice, run.cycle).link
    with pytest.raises(Refused):
        cycle_links.undo(link=link, at=on(3, 25), step_id=made.step(run, "payslips").public_id)


def test_a_revoked_or_old_link_does_nothing(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    step_id = made.step(run, "payslips").public_id
    old, gone = made.link(alice, run.cycle, days=1), made.link(alice, run.cycle)
    cycle_links.revoke(by=alice, at=NOW, link=gone.link)
    said = cycle_doing.Said()
    for link, at in ((old, NOW + timedelta(days=1)), (gone, NOW)):
        with pytest.raises(link_queries.NoSuchLink):
            cycle_links.do(link=link.link, at=at, step_id=step_id, said=said)
    assert made.step(run, "payslips").state == "due"


def test_only_the_hash_of_a_secret_is_kept(alice: Actor, group: Group) -> None:
    link = made.link(alice, made.payroll(alice))
    assert link.token not in str(vars(link.link))
    assert link_queries.holding(link.token) == link.link
    assert link_queries.holding(link.token[:-1]) is None


def test_who_is_narrowed_writes_no_further_than_their_mandate(alice: Actor, group: Group) -> None:
    buyer = narrowed(alice, Role.EXECUTIVE, provider=made.firm(alice, "Autre"))
    with pytest.raises(Refused) as refused:
        cycles.create(by=buyer, at=NOW, said=made.said(alice, "Lyon"))
    assert refused.value.field == "provider"
    manager = narrowed(alice, Role.SITE_MANAGER, unit=group.lyon)
    with pytest.raises(PermissionDenied):
        cycles.create(by=manager, at=NOW, said=made.said(alice, "Lyon"))
    assert not Cycle.objects.exists()


def test_days_are_those_of_each_site(alice: Actor, group: Group) -> None:
    """At Saint-Denis it is the first of April three hours before Lyon."""
    document = {
        "zone": "Indian/Reunion",
        "country": "FR",
        "week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "open": "08:00", "close": "16:00"}],
    }
    calendar = calendars.create(
        by=alice, at=NOW, name="Réunion", document=document, start_date=date(2020, 1, 1)
    )
    units.create(by=alice, at=NOW, kind="site", name="Saint-Denis", calendar=calendar)
    cycle = made.payroll(alice, "Lyon", "Saint-Denis")
    late_evening = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)
    cycle_runs.open_due(by=alice, at=late_evening)
    april = cycle.runs.filter(period_start=date(2026, 4, 1))
    assert [one.site.name for one in april if one.site] == ["Saint-Denis"]
    assert made.run(cycle).steps.count() == 6
