"""The steps of a closed passage are facts like others: once, undone with it, measured."""

from datetime import date, datetime
from unittest.mock import patch

import pytest

from tests.factories import cycles as made
from tests.factories.cycles import on
from tests.factories.organisation import Group
from timonerie.domains.facts.models import BatchState, ImportBatch, Source
from timonerie.domains.facts.operations import batches
from timonerie.domains.facts.queries import live
from timonerie.domains.performance.models import Result
from timonerie.domains.performance.operations import results
from timonerie.domains.reporting.models import CycleRun
from timonerie.domains.reporting.operations import cycle_facts, cycle_runs
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.jobs.models import Job

AFTER = on(5, 4)


@pytest.fixture(autouse=True)
def data(data_dir: object) -> None:
    """Files of their own."""


def closed(alice: Actor, name: str = "Lyon", **told: int) -> CycleRun:
    cycle = made.payroll(alice, name, makes_facts=True, activity=made.activity(alice))
    run = made.run(cycle, name)
    made.whole(alice, run, **told)
    return CycleRun.objects.get(pk=run.pk)


def feed(run: CycleRun, alice: Actor, at: datetime = AFTER) -> bool:
    return cycle_facts.feed(by=alice, at=at, run=run)


def facts() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = live.table().to_pyarrow().to_pylist()
    return sorted(rows, key=lambda one: str(one["case"]))


def test_a_passage_that_closes_has_its_facts(alice: Actor, group: Group) -> None:
    run = closed(alice, redone=3)
    assert feed(run, alice)

    found = {str(one["case"]).partition("/")[2]: one for one in facts()}
    assert set(found) == {"inputs", "payslips", "control", "approval", "transfer", "dsn"}
    assert {one["unit"] for one in found.values()} == {group.lyon.pk}
    assert found["inputs"]["provider"] is None
    assert found["payslips"]["provider"] == run.cycle.provider_id
    assert found["payslips"]["quantity"] == 40
    assert (found["payslips"]["rework"], found["control"]["rework"]) == (3, None)
    assert found["payslips"]["due_on"] == date(2026, 3, 26)
    assert found["inputs"]["received_at"] is None, "nobody handed anything over before"
    assert found["payslips"]["received_at"] == made.step(run, "inputs").done_at


def test_the_indicator_of_the_site_has_its_figure(alice: Actor, group: Group) -> None:
    """Payslips were due on the 26th, came on the 27th; the other five steps came in time, the
    control, the approval and the transfer among them."""
    feed(closed(alice, redone=3), alice)
    results.refresh(at=AFTER)

    def figure(code: str, **where: object) -> tuple[object, object]:
        row = Result.objects.get(
            series__indicator__code=code,
            series__unit=group.lyon,
            series__activity=None,
            series__team=None,
            period_kind="month",
            period_start=date(2026, 3, 1),
            superseded_at=None,
            **where,
        )
        return row.value, row.n

    assert figure("on_time_delivery", series__provider=None) == (pytest.approx(4 / 5), 5)
    assert figure("reworked", series__provider=None) == (1.0, 1)


def test_fed_twice_nothing_is_counted_twice(alice: Actor, group: Group) -> None:
    run = closed(alice)
    feed(run, alice)
    assert not feed(run, alice)
    assert len(facts()) == 6
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize("where", ["read", "accept"])
def test_stopped_on_its_way_it_goes_on(alice: Actor, group: Group, where: str) -> None:
    run = closed(alice)
    stop = patch.object(batches, where, side_effect=OSError("coupure"))
    with stop, pytest.raises(OSError, match="coupure"):
        feed(run, alice)
    assert facts() == []
    feed(run, alice)
    assert len(facts()) == 6
    assert ImportBatch.objects.count() == 1


def test_taken_up_again_its_facts_leave_then_come_back(alice: Actor, group: Group) -> None:
    run = closed(alice)
    feed(run, alice)
    cycle_runs.reopen(by=alice, at=AFTER, run=run)
    assert feed(run, alice)
    assert facts() == []

    cycle_runs.close(by=alice, at=AFTER, run=run, reason="")
    feed(run, alice)
    assert len(facts()) == 6
    states = ImportBatch.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [BatchState.UNDONE, BatchState.ACCEPTED]


def test_a_cycle_that_another_source_measures_feeds_nothing(alice: Actor, group: Group) -> None:
    run = made.run(made.payroll(alice))
    made.whole(alice, run)
    assert not feed(run, alice)
    assert facts() == []
    assert not Source.objects.exists()
    assert not Job.objects.filter(kind="cycles.feed").exists()


def test_a_step_without_object_or_out_of_turn_measures_no_time(alice: Actor, group: Group) -> None:
    cycle = made.payroll(alice, makes_facts=True)
    run = made.run(cycle)
    made.do(alice, run, "payslips", on(3, 19))
    made.do(alice, run, "inputs", on(3, 20))
    cycle_runs.close(by=alice, at=on(3, 31), run=run, reason="Essai arrêté")
    feed(run, alice)
    found = {str(one["case"]).partition("/")[2]: one for one in facts()}
    assert set(found) == {"inputs", "payslips"}
    assert found["payslips"]["worked_to_deliver"] is None


def test_two_sites_of_one_name_are_not_mixed_up(alice: Actor, group: Group) -> None:
    """A name that changes hands between two passages names nobody else's facts."""
    first = closed(alice)
    feed(first, alice)
    group.lyon.name = "Lyon Est"
    group.lyon.save()
    group.nantes.name = "Lyon"
    group.nantes.save()
    run = made.run(made.payroll(alice, "Lyon", makes_facts=True), "Lyon")
    made.whole(alice, run)
    feed(run, alice)
    counted: dict[object, int] = {}
    for one in facts():
        counted[one["unit"]] = counted.get(one["unit"], 0) + 1
    assert counted == {group.lyon.pk: 6, group.nantes.pk: 6}
