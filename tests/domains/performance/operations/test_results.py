"""Stored figures follow the facts: what they touch is computed again, and nothing else."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.domains.performance.readings import (
    FEBRUARY,
    JANUARY,
    NOW,
    figures,
    group,
    refresh,
    value,
)
from tests.factories import facts
from tests.factories.facts import event
from timonerie.domains.performance.models import Indicator, Progress, Result
from timonerie.domains.performance.operations import computing, indicators, periods, results
from timonerie.domains.performance.operations.shelving import Shelf
from timonerie.domains.performance.queries import definitions
from timonerie.foundations.accounts.actors import Actor

pytestmark = pytest.mark.slow

LATER = NOW + timedelta(hours=1)
IN_JANUARY = event("A", received="2026-01-05 08:00", resolved="2026-01-06 08:00")
IN_FEBRUARY = event("B", received="2026-02-05 08:00", resolved="2026-02-06 08:00", site="Nantes")


def test_figures_are_those_of_the_facts(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY, IN_FEBRUARY])

    assert refresh(alice) > 0

    assert [value(group("cases"), start=at) for at in (JANUARY, FEBRUARY)] == [1, 1]
    assert value(group("cases"), kind="year") == 2
    assert value(group("time_to_resolved_mean")) == 24


def test_a_second_refresh_changes_nothing(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY])
    refresh(alice)
    before = figures()

    assert results.refresh(at=NOW) == 0
    first, last = date(2026, 1, 1), date(2026, 1, 31)
    assert computing.compute_days(first=first, last=last, at=NOW) == 0
    assert figures() == before


def test_only_the_periods_that_a_file_touches_are_computed(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts.bring(alice, [IN_JANUARY, IN_FEBRUARY])
    refresh(alice)
    asked: set[tuple[str, date]] = set()
    put = Shelf.put

    def recorded(self: Any, kind: str, ends: dict[date, date], *others: Any) -> None:
        asked.update((kind, start) for start in ends)
        put(self, kind, ends, *others)

    monkeypatch.setattr(Shelf, "put", recorded)
    late = event("C", received="2026-01-13 08:00", resolved="2026-01-14 08:00")
    facts.bring(alice, [late])

    results.refresh(at=LATER)

    months = {start for kind, start in asked if kind == "month"}
    weeks = {start for kind, start in asked if kind == "week"}
    assert (months, weeks) == ({JANUARY}, {date(2026, 1, 12)})
    assert value(group("cases")) == 2


def test_a_refresh_cut_short_is_completed_by_the_next(
    alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts.bring(alice, [IN_JANUARY, IN_FEBRUARY])
    refresh(alice)
    whole = figures()
    Result.objects.all().delete()
    Progress.objects.update(facts_version=0)
    calls, put = iter(range(100)), Shelf.put

    def failing(self: Any, *given: Any) -> None:
        if next(calls) == 7:
            raise KeyboardInterrupt
        put(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "put", failing)
        with pytest.raises(KeyboardInterrupt):
            results.refresh(at=NOW)
    assert not results.up_to_date(on=NOW.date())
    assert figures() < whole

    results.refresh(at=NOW)

    assert (results.up_to_date(on=NOW.date()), figures()) == (True, whole)


def test_a_case_counts_once_whatever_its_rows_and_files(alice: Actor) -> None:
    again = event("A", "2026-01-06 08:00", received="2026-01-05 08:00", resolved="2026-01-06 08:00")
    facts.bring(alice, [IN_JANUARY, again])
    facts.bring(alice, [again, event("A", "2026-01-07 08:00")])
    refresh(alice)

    assert value(group("cases")) == 1


def test_figures_of_an_undone_file_leave(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY])
    refresh(alice)
    before = figures()
    batch = facts.bring(alice, [IN_FEBRUARY])
    refresh(alice, at=LATER)
    assert value(group("cases"), start=FEBRUARY) == 1

    facts.undo(alice, batch)
    results.refresh(at=LATER)

    assert figures() == before


def test_figures_of_the_only_file_leave_with_it(alice: Actor) -> None:
    batch = facts.bring(alice, [IN_JANUARY])
    refresh(alice)

    facts.undo(alice, batch)
    results.refresh(at=LATER)

    assert figures() == set()
    assert results.up_to_date(on=NOW.date())


def test_figures_come_back_with_their_file(alice: Actor) -> None:
    batch = facts.bring(alice, [IN_JANUARY])
    refresh(alice)
    before = figures()
    facts.undo(alice, batch)
    results.refresh(at=LATER)

    facts.bring(alice, [IN_JANUARY])
    results.refresh(at=LATER)

    assert figures() == before


def _close(by: Actor, *, at: datetime = NOW) -> None:
    periods.close(by=by, at=at, kind="month", start=JANUARY)


def test_a_late_fact_in_a_closed_period_makes_a_new_revision(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY])
    refresh(alice)
    _close(alice)

    facts.bring(alice, [event("C", received="2026-01-20 08:00")])
    results.refresh(at=LATER)

    rows = Result.objects.filter(
        series__key=group("cases"), period_kind="month", period_start=JANUARY
    ).order_by("revision")
    told = list(rows.values_list("revision", "value", "superseded_at"))
    assert told == [(1, 1, LATER), (2, 2, None)]
    known = Result.objects.as_known(at=NOW).get(pk=rows[0].pk)
    assert known.value == 1


def test_a_closed_period_keeps_the_definitions_of_its_closing(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY, IN_FEBRUARY])
    refresh(alice)
    _close(alice)
    _count_resolved_only(alice, at=LATER)

    opened = event("C", received="2026-01-20 08:00", site="Nantes")
    facts.bring(alice, [opened])
    results.refresh(at=LATER + timedelta(hours=1))

    numbers = {
        start: row.version.number
        for start in (JANUARY, FEBRUARY)
        for row in Result.objects.current().filter(
            series__key=group("cases"), period_kind="month", period_start=start
        )
    }
    assert numbers == {JANUARY: 1, FEBRUARY: 2}
    assert value(group("cases")) == 2


def test_a_new_definition_reaches_every_open_period(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY, event("C", received="2026-01-20 08:00")])
    refresh(alice)
    assert value(group("cases")) == 2
    _count_resolved_only(alice, at=LATER)

    results.refresh(at=LATER + timedelta(hours=1))

    assert value(group("cases")) == 1


def test_a_period_opened_again_follows_the_current_definitions(alice: Actor) -> None:
    facts.bring(alice, [IN_JANUARY, event("C", received="2026-01-20 08:00")])
    refresh(alice)
    _close(alice)
    _count_resolved_only(alice, at=LATER)
    results.refresh(at=LATER + timedelta(hours=1))
    assert value(group("cases")) == 2

    periods.reopen(by=alice, at=LATER + timedelta(hours=2), kind="month", start=JANUARY)
    results.refresh(at=LATER + timedelta(hours=3))

    assert value(group("cases")) == 1


def test_a_period_that_is_not_over_cannot_be_closed(alice: Actor) -> None:
    with pytest.raises(periods.NotOver):
        periods.close(by=alice, at=NOW, kind="month", start=date(2026, 3, 1))


def test_built_in_indicators_are_put_in_place_once(alice: Actor) -> None:
    created = indicators.ensure_built_in(by=alice, at=NOW)

    assert created
    assert indicators.ensure_built_in(by=alice, at=NOW) == []
    assert Indicator.objects.count() == len(created)


def test_a_backlog_that_emptied_is_zero_where_everything_came(alice: Actor) -> None:
    facts.bring(alice, [event("A", resolved="2026-02-06 08:00"), IN_FEBRUARY])
    refresh(alice)

    assert [value(group("backlog"), start=at) for at in (JANUARY, FEBRUARY)] == [1, 0]


def _count_resolved_only(by: Actor, *, at: datetime) -> None:
    """Give "cases" another meaning: only those that were resolved."""
    known = {one.metric.code: one for one in definitions.known()}
    data = known["cases"].metric.to_dict() | {
        "filter": known["resolved_cases"].metric.to_dict()["filter"]
    }
    metric = type(known["cases"].metric).from_dict(data)
    indicators.revise(by=by, at=at, indicator=known["cases"].indicator, metric=metric)
