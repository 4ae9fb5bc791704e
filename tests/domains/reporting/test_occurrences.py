"""Periods are opened once, none lost after a stop; what was frozen stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import obligations, reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.contracts.operations import obligations as owed
from timonerie.domains.contracts.operations import owed_rows
from timonerie.domains.contracts.operations.obligations import ReportSaid
from timonerie.domains.reporting.models import DueReport, ReportBinding
from timonerie.domains.reporting.operations import occurrences, report_rules
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event


def days(rows: list[DueReport]) -> list[date]:
    return [one.due_date for one in rows]


def test_a_period_is_frozen_when_it_opens(alice: Actor, group: Group) -> None:
    row = reports.due(alice)
    assert (row.period_start, row.period_end) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (row.due_date, row.late_after) == (date(2026, 3, 6), date(2026, 3, 10))
    assert (row.model, row.model_version, len(row.fields)) == ("payroll", 1, 7)
    assert row.side == "theirs"
    assert row.provider is not None
    assert Event.objects.filter(act="report.opened").count() == 2


def test_what_fell_due_before_it_was_followed_is_never_asked(alice: Actor, group: Group) -> None:
    reports.expected(alice, reports.contract(alice))
    assert days(reports.opened(alice)) == [date(2026, 3, 6), date(2026, 4, 8)]


def test_opening_again_writes_nothing(alice: Actor, group: Group) -> None:
    reports.due(alice)
    before = Event.objects.count()
    assert occurrences.open_all(by=alice, at=NOW) == 0
    assert Event.objects.count() == before


def test_a_changed_line_leaves_open_periods_as_they_were(alice: Actor, group: Group) -> None:
    row = reports.due(alice)
    line = row.binding.expected  # type: ignore[union-attr]
    assert line is not None
    said = ReportSaid(title="Rapport", day=8, grace_days=0)
    owed.change(by=alice, at=NOW, row=line, version=line.version, said=said)
    found = reports.opened(alice, NOW + timedelta(days=31))
    assert days(found) == [date(2026, 3, 6), date(2026, 4, 8), date(2026, 5, 15)]


def test_the_database_refuses_to_change_what_was_frozen(alice: Actor, group: Group) -> None:
    row = reports.due(alice)
    told: tuple[dict[str, Any], ...] = (
        {"due_date": date(2026, 3, 7)},
        {"fields": []},
        {"model_version": 2},
    )
    for values in told:
        with pytest.raises(DatabaseError), transaction.atomic():
            DueReport.objects.filter(pk=row.pk).update(**values)


def test_an_archived_line_opens_nothing_more(alice: Actor, group: Group) -> None:
    row = reports.due(alice)
    line = row.binding.expected  # type: ignore[union-attr]
    assert line is not None
    owed_rows.archive(by=alice, at=NOW, row=line, version=line.version)
    assert len(reports.opened(alice, NOW + timedelta(days=60))) == 2


def test_the_inputs_of_our_sites_are_followed_too(alice: Actor, group: Group) -> None:
    signed = reports.contract(alice)
    obligations.obligation(alice, signed, anchor="month", day=20, site=group.lyon)
    obligations.obligation(alice, signed, title="Sans date")
    found = reports.opened(alice, reports.instant(2026, 3, 21))
    assert days(found) == []
    assert ReportBinding.objects.count() == 1
    found = reports.opened(alice, reports.instant(2026, 4, 20))
    assert [(one.side, one.site, one.due_date) for one in found] == [
        ("ours", group.lyon, date(2026, 4, 20))
    ]


def test_a_group_rule_asks_each_of_its_sites(alice: Actor, group: Group) -> None:
    reports.rule(alice, group.lyon, group.nantes)
    assert reports.opened(alice, NOW) != []
    found = reports.opened(alice, reports.instant(2026, 4, 2))
    assert {(one.site, one.period_start) for one in found} == {
        (site, start)
        for site in (group.lyon, group.nantes)
        for start in (date(2026, 3, 1), date(2026, 4, 1))
    }


def test_a_rule_said_otherwise_holds_from_its_day(alice: Actor, group: Group) -> None:
    rule = reports.rule(alice)
    said = report_rules.Said(
        title="Point du site",
        cadence="quarterly",
        day=10,
        grace_days=0,
        model="it",
        start_date=date(2026, 4, 1),
    )
    report_rules.revise(by=alice, at=NOW, rule=rule, version=rule.version, said=said)
    reports.opened(alice, reports.instant(2026, 5, 1))
    found = DueReport.objects.filter(site=group.lyon).order_by("period_start")
    assert [(one.period_start, one.period_end, one.model) for one in found] == [
        (date(2026, 3, 1), date(2026, 3, 31), "assistant"),
        (date(2026, 4, 1), date(2026, 6, 30), "it"),
    ]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stops=st.lists(st.integers(1, 70), min_size=1, max_size=5))
def test_stops_lose_no_period_and_double_none(alice: Actor, group: Group, stops: list[int]) -> None:
    """Run every day, or at whatever days, the same periods stand at the end."""
    with transaction.atomic():
        reports.expected(alice, reports.contract(alice, reports.provider(alice, "Prova")))
        occurrences.open_all(by=alice, at=NOW)
        at = NOW
        for days_down in stops:
            at += timedelta(days=days_down)
            occurrences.open_all(by=alice, at=at)
            occurrences.open_all(by=alice, at=at)
        starts = list(DueReport.objects.order_by("period_start").values_list("period_start"))
        months = (at.year - 2026) * 12 + at.month
        assert len(starts) == len(set(starts)) == months - 1
        transaction.set_rollback(True)
