from datetime import date

import pytest

from tests.factories.organisation import NOW, Group
from timonerie.domains.organisation.models import Calendar
from timonerie.domains.organisation.operations import calendars
from timonerie.domains.organisation.operations.companies import office_hours
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event

PARIS = office_hours("Europe/Paris")
REUNION = office_hours("Indian/Reunion")


@pytest.fixture
def calendar(alice: Actor) -> Calendar:
    return calendars.create(by=alice, at=NOW, name="Colmar", document=PARIS)


def test_hours_that_cannot_be_read_name_their_key(alice: Actor) -> None:
    with pytest.raises(calendars.UnusableHours) as refusal:
        calendars.create(by=alice, at=NOW, name="Faux", document={"zone": "Europe/Paris"})
    assert refusal.value.key == "week"


def test_the_same_hours_again_write_nothing(alice: Actor, calendar: Calendar) -> None:
    events = Event.objects.count()
    calendars.revise(
        by=alice, at=NOW, calendar=calendar, document=PARIS, start_date=date(2026, 9, 1)
    )
    assert calendar.versions.count() == 1
    assert Event.objects.count() == events


def test_a_correction_is_a_later_row_and_the_first_stays(alice: Actor, calendar: Calendar) -> None:
    calendars.revise(
        by=alice, at=NOW, calendar=calendar, document=REUNION, start_date=calendars.ORIGIN
    )
    zones = [version.document["zone"] for version in calendar.versions.order_by("pk")]
    assert zones == ["Europe/Paris", "Indian/Reunion"]
    assert calendar.versions.in_force(on=date(2026, 1, 1))[0].document["zone"] == "Indian/Reunion"


def test_a_name_serves_once_whatever_its_case(alice: Actor, calendar: Calendar) -> None:
    with pytest.raises(calendars.CalendarNameTaken):
        calendars.create(by=alice, at=NOW, name="COLMAR", document=PARIS)
    calendars.rename(by=alice, at=NOW, calendar=calendar, name="Colmar")
    calendars.rename(by=alice, at=NOW, calendar=calendar, name="COLMAR")
    assert Calendar.objects.get(pk=calendar.pk).name == "COLMAR"


def test_a_calendar_that_a_unit_follows_is_not_archived(
    alice: Actor, calendar: Calendar, group: Group
) -> None:
    calendars.assign(by=alice, at=NOW, calendar=calendar, unit=group.lyon, version=1)
    with pytest.raises(calendars.CalendarInUse, match="Lyon"):
        calendars.archive(by=alice, at=NOW, calendar=calendar)
    calendars.assign(by=alice, at=NOW, calendar=None, unit=group.lyon, version=2)
    calendars.archive(by=alice, at=NOW, calendar=calendar)
    assert Calendar.objects.get(pk=calendar.pk).archived_at == NOW
