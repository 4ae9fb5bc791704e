"""A calendar as what may be kept of it: meetings that come back, and nothing else."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import calendars_ics as ics
from timonerie.engine.meetings import reading
from timonerie.engine.meetings.faults import CalendarRefused
from timonerie.engine.meetings.reading import Reading
from timonerie.engine.meetings.series import Series

ON = ics.EXPORTED.date()
PLACES = {"Lyon": 4, "Nantes": 5}


def read(*events: str, on: date = ON, head: tuple[str, ...] = ()) -> Reading:
    content = ics.calendar(*events, head=head)
    return reading.read(content, on=on, zone="Europe/Paris", places=PLACES)


def only(*events: str) -> Series:
    (found,) = read(*events).series
    return found


def refusal(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(CalendarRefused) as refused:
        reading.read(content, on=ON, zone="Europe/Paris", places=PLACES)
    return refused.value.code, refused.value.line


def test_a_series_is_told_by_its_rule() -> None:
    found = only(ics.series("Codir", rule="FREQ=WEEKLY;BYDAY=MO", more=ics.talkative(7)))

    assert (found.title, found.rule, found.minutes, found.guests) == (
        "Codir", "FREQ=WEEKLY;BYDAY=MO", 60, 7,
    )  # fmt: skip
    assert (found.cadence.frequency, found.cadence.weekdays, found.cadence.hour) == (
        "weekly", (0,), "09:00",
    )  # fmt: skip


def test_an_end_centuries_away_puts_no_century_of_meetings_between_the_two_days() -> None:
    told = ics.series("Codir", rule="FREQ=WEEKLY").splitlines()
    damaged = ["DTEND:02520901T100000Z" if one.startswith("DTEND") else one for one in told]
    assert damaged != told

    found = only("\r\n".join(damaged))

    assert (found.minutes, len(found.occurrences) < 100) == (0, True)


def test_the_same_title_at_a_regular_pace_is_a_series_too() -> None:
    found = only(*ics.repeated("Point hebdo", ics.every(7)))

    assert (found.rule, found.cadence.weekdays, len(found.occurrences)) == ("", (0,), 20)


def test_meetings_numbered_one_by_one_are_one_series() -> None:
    starts = ics.every(14, times=6)
    titles = [f"Comité qualité n° {rank} du {one:%d/%m}" for rank, one in enumerate(starts)]

    found = only(*map(ics.event, titles, starts))

    assert (found.cadence.interval, len(found.occurrences)) == (2, 6)


def test_meetings_without_a_pace_are_none() -> None:
    days = [0, 3, 40, 41, 90]
    starts = [ics.MONDAY + timedelta(days=day) for day in days]

    found = read(*ics.repeated("Point projet", starts))

    assert (found.series, found.thrown["alone"]) == ([], 5)


def test_what_was_moved_keeps_its_key_and_knows_its_place() -> None:
    tuesday = ics.local(2025, 9, 16, 10, 0)
    changed = ics.event(
        "Codir", tuesday, uid="Codir", more=["RECURRENCE-ID;TZID=Europe/Paris:20250915T090000"]
    )

    moved = [one for one in only(ics.series("Codir", uid="Codir"), changed).occurrences
             if one.is_moved]  # fmt: skip

    assert [(one.planned.day, one.start.day) for one in moved] == [(15, 16)]


def test_what_was_taken_out_or_cancelled_is_cancelled() -> None:
    out = ics.except_on(date(2025, 9, 8))
    cancelled = ics.event(
        "Codir", ics.local(2025, 9, 15, 9, 0), uid="Codir",
        more=["RECURRENCE-ID;TZID=Europe/Paris:20250915T090000", "STATUS:CANCELLED"],
    )  # fmt: skip

    found = only(ics.series("Codir", uid="Codir", more=[out]), cancelled)

    gone = [one.planned.date() for one in found.occurrences if one.is_cancelled]
    assert gone == [date(2025, 9, 8), date(2025, 9, 15)]


def test_a_series_cut_where_it_was_changed_is_one() -> None:
    before = ics.series("Codir", uid="a", rule="FREQ=WEEKLY;UNTIL=20251231T000000Z")
    after = ics.series("Codir", ics.local(2026, 1, 6, 14, 0), uid="b")

    found = only(before, after)

    assert (len(found.keys), found.cadence.weekdays, found.cadence.hour) == (2, (1,), "14:00")


def test_summer_time_does_not_move_a_meeting() -> None:
    found = only(ics.series("Codir"))

    assert {one.start.hour for one in found.occurrences} == {7, 8}
    assert not any(one.is_moved for one in found.occurrences)


def test_a_room_is_kept_where_it_names_a_site_alone() -> None:
    assert only(ics.series("Point", more=["LOCATION:Salle 2\\, Lyon"])).place == 4
    assert only(ics.series("Point", more=["LOCATION:Lyon ou Nantes"])).place is None
    assert only(ics.series("Point", more=["LOCATION:12 rue de Lyonnais"])).place is None
    assert only(ics.series("Comité de site Nantes")).place == 5


def test_nothing_else_leaves_the_reading() -> None:
    found = reading.read(ics.director(), on=ON, zone="Europe/Paris", places=PLACES)
    told = json.dumps(found.to_dict(), ensure_ascii=False).lower()

    assert not [one for one in ics.CANARIES if one.lower() in told]
    assert "@" not in told


def test_a_title_loses_its_links_addresses_and_telephones() -> None:
    title = "Codir https://visio.example/x claire@example.org 01 02 03 04 05"

    assert only(ics.series(title)).title == "Codir … … …"


def test_whole_days_are_no_meetings() -> None:
    day = "BEGIN:VEVENT\r\nUID:x\r\nSUMMARY:Congés\r\nDTSTART;VALUE=DATE:20260302\r\n"

    found = read(day + "RRULE:FREQ=WEEKLY\r\nEND:VEVENT", ics.series("Codir"))

    assert ([one.title for one in found.series], found.thrown["whole_days"]) == (["Codir"], 1)


def test_an_event_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    broken = ics.event("Cassée").replace("20250901T090000", "2025-09-01 à 9 h")

    found = read(broken, ics.series("Étrange", rule="FREQ=WEEKLY;BYHOUR=9,10"), ics.series("Codir"))

    assert [one.title for one in found.series] == ["Codir"]
    assert [(one.line, one.fault.column) for one in found.faulty] == [(4, "DTSTART"), (11, "RRULE")]


def test_another_zone_of_the_calendar_is_the_one_of_its_hours() -> None:
    utc = ics.series("Point").replace(";TZID=Europe/Paris", "").replace("T090000", "T050000Z")

    (found,) = read(
        utc.replace("T100000", "T060000Z"), head=("X-WR-TIMEZONE:Indian/Reunion",)
    ).series

    assert found.cadence.hour == "09:00"


@pytest.mark.rule("ICS-01")
@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY", "FREQ=DAILY;COUNT=2147483648",
     "FREQ=WEEKLY;COUNT=1001"],
)  # fmt: skip
def test_what_repeats_without_measure_is_refused(rule: str) -> None:
    assert refusal(ics.calendar(ics.series("Bombe", rule=rule))) == ("ICS-01", 9)


@pytest.mark.rule("ICS-01")
def test_more_than_five_thousand_events_are_refused() -> None:
    assert refusal(ics.calendar(*[ics.event("Point")] * 5_001))[0] == "ICS-01"


@pytest.mark.rule("ICS-01")
def test_thousands_of_endless_series_are_refused_before_they_are_unrolled() -> None:
    old = ics.local(1900, 1, 1, 9, 0)

    content = ics.calendar(*[ics.series("Bombe", old, rule="FREQ=DAILY")] * 100)

    assert refusal(content)[0] == "ICS-01"


@pytest.mark.rule("ICS-02")
def test_a_zone_that_nobody_knows_is_refused() -> None:
    assert refusal(ics.calendar(ics.series("Point", zone="Lune"))) == ("ICS-02", 7)


@pytest.mark.rule("ICS-03")
def test_a_line_beyond_measure_and_a_file_of_the_computer_are_refused() -> None:
    long = ics.series("Point", more=[f"DESCRIPTION:{'x' * 1_000_000}"])
    local = ics.series("Point", more=["ATTACH:file:///etc/passwd"])

    assert refusal(ics.calendar(long)) == ("ICS-03", 10)
    assert refusal(ics.calendar(local)) == ("ICS-03", 10)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "ICS-05"),
        (b"nom;code\n", "ICS-05"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ICS-07"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n", "ICS-04"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\n", "ICS-04"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, code: str) -> None:
    assert refusal(content)[0] == code


def test_a_file_too_big_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    with path.open("wb") as file:
        file.truncate(reading.LIMIT + 1)

    with pytest.raises(CalendarRefused, match="ICS-06"):
        reading.read_file(path, on=ON, zone="Europe/Paris", places={})


REAL = {
    "Germany.ics": (date(2019, 3, 15), []),
    "Germany_Holidays.ics": (date(2020, 3, 15), []),
    "discourse_no_dtend.ics": (date(2019, 3, 15), []),
    "fablab_cottbus.ics": (date(2019, 3, 15), ["Repair Café"]),
    "issue_27_t1.ics": (date(2020, 4, 23), ["Reoccur"]),
    "recurring_events_moved.ics": (date(2019, 3, 15), ["New Event", "test7"]),
    "several_events_at_the_same_time.ics": (date(2019, 3, 15), []),
}


@pytest.mark.parametrize("name", REAL)
def test_real_calendars_are_read(real_data: Path, name: str) -> None:
    on, titles = REAL[name]

    found = reading.read_file(
        real_data / "ics_samples" / name, on=on, zone="Europe/Paris", places={}
    )

    assert [one.title for one in found.series] == titles
    assert found.faulty == []


def test_a_real_calendar_of_a_workshop_gives_its_series(real_data: Path) -> None:
    path = real_data / "ics_samples" / "machbar_16_feb_2019.ics"

    found = reading.read_file(path, on=date(2019, 3, 15), zone="Europe/Paris", places={})

    told = {one.title: (one.cadence.interval, one.cadence.weekdays) for one in found.series}
    assert told["OpenLab"] == (1, (3,))
    assert told["machBar Plenum"] == (2, (1,))
    assert len(found.series) == 14
