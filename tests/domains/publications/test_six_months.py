"""Half a year of mornings, over both clock changes: each message once, no Monday lost."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from tests.domains.publications.simulation import (
    HOUR,
    HOURLY,
    Machine,
    Received,
    dies,
    undelivered,
    weeklies,
)
from tests.factories import accounts
from timonerie.domains.publications.models import Digest
from timonerie.domains.publications.rules import days
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications import transport
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.notifications.operations import Recipient
from timonerie.foundations.scope.models import Company

START = datetime(2026, 9, 28, tzinfo=UTC)
END = datetime(2027, 4, 5, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 13, tzinfo=UTC)
EASTER_MONDAY = date(2027, 3, 29)


@pytest.fixture(autouse=True)
def server(settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.DEFAULT_FROM_EMAIL = "Timonerie <timonerie@example.org>"


def reminder(company: Company, at: datetime) -> None:
    """A report that is late from an afternoon on, and says it every hour."""
    if at >= LATE:
        notifications.send(
            company_id=company.pk,
            at=at,
            key="report:1:late",
            kind="report.late",
            to=Recipient("Nova", "nova@example.org"),
            subject="Votre rapport de novembre",
            text="Il n’est pas arrivé.",
        )


def at(day: date, hour: int) -> datetime:
    """An hour of UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.mark.slow
def test_every_message_leaves_once_and_no_monday_is_lost(company: Company, alice: Actor) -> None:
    second = accounts.actor(company, name="Bruno Faure")
    stopped = date(2026, 11, 2)
    machine = Machine(
        company,
        [*HOURLY, reminder],
        down=[(at(stopped, 5), at(stopped, 5) + timedelta(days=3))],
        cuts={
            at(date(2026, 10, 12), 6): dies(transport, "hand_over", after=False),
            at(date(2026, 10, 19), 6): dies(EmailBackend, "send_messages", after=True),
            at(date(2026, 12, 7), 7): dies(notifications, "write", after=True),
            at(date(2027, 1, 11), 7): dies(notifications, "write", after=False),
        },
    )
    machine.live(START, END)
    weeks = [START.date() + timedelta(days=7 * rank) for rank in range(27)]
    for actor in (alice, second):
        ledger = weeklies(accounts.user_of(actor).pk)
        assert [one.week for one in ledger] == weeks
        got = machine.to(accounts.user_of(actor).email)
        mornings = [machine.local(one) for one in got]
        by_week = Counter(days.monday(one.date()) for one in mornings)
        assert all(by_week[week] >= 1 for week in weeks)
        assert max(Counter(one.date() for one in mornings).values()) == 1
        assert all(8 <= one.hour < 20 and one.weekday() < 5 for one in mornings)
        usual = [one for one in ledger if one.day == one.week]
        late = {one.week: one.day for one in ledger if one.day != one.week}
        assert late == {stopped: stopped + timedelta(days=3), EASTER_MONDAY: date(2027, 3, 30)}
        told = {one.day: machine.local(by_day(machine, got, one.day)).hour for one in usual}
        assert {day for day, hour in told.items() if hour != 8} <= {
            date(2026, 10, 12),
            date(2026, 10, 19),
            date(2026, 12, 7),
            date(2027, 1, 11),
        }
    assert len(machine.to("nova@example.org")) == 1
    assert list(undelivered()) == []
    assert len(machine.received) == Message.objects.count()
    # The one that was cut after the server took it left twice, under one number.
    assert machine.copies == 1
    assert not Digest.objects.filter(message="", kind="weekly").exists()


def by_day(machine: Machine, got: list[Received], day: date) -> Received:
    (found,) = (one for one in got if machine.local(one).date() == day)
    return found


@pytest.mark.slow
def test_a_month_without_a_machine_brings_one_mail(company: Company, alice: Actor) -> None:
    """Only the latest Monday is caught up, never a burst."""
    start = datetime(2026, 9, 28, tzinfo=UTC)
    back = datetime(2026, 11, 4, 12, tzinfo=UTC)
    machine = Machine(company, down=[(start + 24 * HOUR, back)])
    machine.live(start, back + 24 * HOUR)
    assert [one.day for one in weeklies(accounts.user_of(alice).pk)] == [start.date(), back.date()]
    assert len(machine.received) == 2


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/New_York"])
def test_eight_in_the_morning_is_that_of_the_company(
    company: Company, alice: Actor, zone: str
) -> None:
    company.zone = zone
    company.save()
    machine = Machine(company)
    for monday in (date(2026, 10, 19), date(2026, 10, 26), date(2027, 3, 22), date(2027, 4, 5)):
        machine.live(at(monday, 0), at(monday, 0) + 24 * HOUR)
    mornings = [machine.local(one) for one in machine.to(accounts.user_of(alice).email)]
    assert [one.hour for one in mornings] == [8, 8, 8, 8]
