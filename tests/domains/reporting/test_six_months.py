"""Half a year of mornings, over both clock changes: each period opens once, each reminder leaves
once, whatever stops and whatever is cut."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from tests.domains.publications.simulation import Machine, deliveries, dies, undelivered
from tests.factories import cycles as cycle_factory
from tests.factories import reports as factory
from timonerie.domains.reporting.models import CycleRun, DueReport, ReportReminder
from timonerie.domains.reporting.operations import cycle_runs, occurrences, reminders
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.scope.models import Company

START, END = date(2026, 3, 2), date(2026, 11, 16)
MONTHS = [date(2026, month, 1) for month in range(3, 12)]
STOPPED = (date(2026, 6, 4), date(2026, 6, 9))
"""Two working days before the report of May is due on 5 June, its day, the end of its grace."""


@pytest.fixture(autouse=True)
def server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.DEFAULT_FROM_EMAIL = "Timonerie <timonerie@example.org>"


def reports(company: Company, at: datetime) -> None:
    by = actors.system(company)
    occurrences.open_all(by=by, at=at)
    reminders.remind_all(by=by, at=at)


def cycles(company: Company, at: datetime) -> None:
    cycle_runs.open_due(by=actors.system(company), at=at)


def morning(day: date, hour: int = 6) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@pytest.mark.slow
def test_each_period_opens_once_and_each_reminder_leaves_once(
    company: Company, alice: Actor
) -> None:
    factory.expected(alice, factory.contract(alice), start_date=START)
    factory.follow(alice, recipient="Léa Petit", email="lea@nova.example")
    cycle_factory.payroll(alice, "Lyon")
    machine = Machine(
        company,
        [reports, cycles, deliveries],
        down=[(morning(STOPPED[0], 0), morning(STOPPED[1], 0))],
        cuts={
            morning(date(2026, 4, 1)): dies(occurrences, "audited", after=True),
            morning(date(2026, 5, 1)): dies(cycle_runs, "_frozen", after=True),
            morning(date(2026, 7, 3)): dies(notifications, "write", after=True),
            morning(date(2026, 8, 7)): dies(EmailBackend, "send_messages", after=True),
        },
    )
    for rank in range((END - START).days):
        day = START + timedelta(days=rank)
        machine.live(morning(day), morning(day, 9))

    for rows in (DueReport.objects, CycleRun.objects):
        begun = rows.filter(period_start__gte=MONTHS[0]).order_by("period_start")
        assert list(begun.values_list("period_start", flat=True)) == MONTHS
    taken = Counter(ReportReminder.objects.values_list("due__period_start", "rung"))
    assert set(taken.values()) == {1}
    assert {rung for _start, rung in taken} == {"before", "day", "grace", "after"}
    told = {rung for start, rung in taken if start == date(2026, 5, 1)}
    assert told == {"before", "grace", "after"}, "only the last of the steps that a stop hid"
    assert list(undelivered()) == []
    assert len(machine.to("lea@nova.example")) == Message.objects.count() == taken.total()
    assert machine.copies == 1
