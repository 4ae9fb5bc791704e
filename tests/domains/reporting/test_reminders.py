"""Reminders: each step once, the last only after a stop, none while the client holds it."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.factories import reports
from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.operations import contacts
from timonerie.domains.reporting.models import DueReport, ReportReminder
from timonerie.domains.reporting.operations import reminders, report_replies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.notifications.models import Message


@pytest.fixture
def row(alice: Actor, group: Group) -> DueReport:
    return reports.due(alice)


def rungs(row: DueReport) -> list[str]:
    return list(
        ReportReminder.objects.filter(due=row).order_by("pk").values_list("rung", flat=True)
    )


def test_every_step_is_taken_once(alice: Actor, row: DueReport) -> None:
    reports.follow(alice, recipient="Léa Petit", email="lea@nova.example")
    at = NOW
    for _hour in range(24 * 20):
        reminders.remind_all(by=alice, at=at)
        at += timedelta(hours=12)
        if at > NOW + timedelta(days=16):
            break
    assert rungs(row) == ["before", "day", "grace", "after"]
    told = Message.objects.filter(key__startswith=f"report:{row.public_id}")
    assert told.count() == 4
    assert {one.email for one in told} == {"lea@nova.example"}


def test_after_a_stop_only_the_last_step_is_taken(alice: Actor, row: DueReport) -> None:
    assert reminders.remind_all(by=alice, at=NOW + timedelta(days=16)) == 1
    assert rungs(row) == ["after"]


def test_nothing_is_sent_while_the_client_holds_it(alice: Actor, row: DueReport) -> None:
    made = reports.link(alice, row)
    report_replies.ask(link=made.link, at=NOW, text="Il nous manque Lyon.")
    assert reminders.remind_all(by=alice, at=NOW + timedelta(days=9)) == 0


def test_without_an_address_the_step_is_still_written(alice: Actor, row: DueReport) -> None:
    at = reports.instant(2026, 3, 6)
    assert reminders.remind_all(by=alice, at=at) == 1
    assert ReportReminder.objects.get().recipient == ""
    assert Message.objects.get().state == "kept"


def test_a_contact_of_the_provider_is_written_to(alice: Actor, row: DueReport) -> None:
    assert row.provider is not None
    contacts.add(by=alice, at=NOW, provider=row.provider, name="Karim", email="karim@nova.example")
    reminders.remind_all(by=alice, at=reports.instant(2026, 3, 6))
    assert Message.objects.get().email == "karim@nova.example"


def test_a_reminder_leads_to_its_report_and_holds_no_secret(
    alice: Actor, row: DueReport, settings: Settings
) -> None:
    settings.ADDRESS = "https://timonerie.brevent.example"
    reports.follow(alice, recipient="Léa Petit", email="lea@nova.example")
    made = reports.link(alice, row)
    reminders.remind_all(by=alice, at=reports.instant(2026, 3, 6))
    told = Message.objects.get()
    page = f"/{row.company.slug}/rapports-attendus/{row.public_id}/"
    assert f"  https://timonerie.brevent.example{page}" in told.text.splitlines()
    assert made.token not in f"{told.subject} {told.text} {told.html}"
