"""Texts to instants: shapes, zones, offsets, order of day and month."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.enums import Offsets
from timonerie.domains.facts.rules.date_formats import DateFormat
from timonerie.domains.facts.rules.instants import DayOrder, InstantReader, ZoneClock, day_order
from timonerie.domains.facts.rules.values import Fault, Value

PARIS = InstantReader(ZoneClock("Europe/Paris"))
UTC_READER = InstantReader(ZoneClock("UTC"))


def _read(text: str, reader: InstantReader = UTC_READER) -> str:
    outcome = reader(text)
    if isinstance(outcome, Fault):
        return outcome.code
    assert isinstance(outcome.value, int)
    return datetime.fromtimestamp(outcome.value / 1_000_000, UTC).isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31", "2026-01-31T00:00:00+00:00"),
        ("2026-01-31 14:05", "2026-01-31T14:05:00+00:00"),
        ("2026-01-31T14:05:06.250", "2026-01-31T14:05:06.250000+00:00"),
        ("2026-01-31T14:05:06Z", "2026-01-31T14:05:06+00:00"),
        ("2026-01-31T14:05:06+02:00", "2026-01-31T12:05:06+00:00"),
        ("2026/01/31 14:05", "2026-01-31T14:05:00+00:00"),
        ("20260131", "2026-01-31T00:00:00+00:00"),
        ("31/01/2026", "2026-01-31T00:00:00+00:00"),
        ("31/01/2026 14:05:06", "2026-01-31T14:05:06+00:00"),
        ("31-01-2026 14h05", "2026-01-31T14:05:00+00:00"),
        ("31.01.2026 14:05", "2026-01-31T14:05:00+00:00"),
        ("1/2/2026", "2026-02-01T00:00:00+00:00"),
        ("01/02/2026 2:05 PM", "2026-02-01T14:05:00+00:00"),
        ("01/02/2026 12:05 AM", "2026-02-01T00:05:00+00:00"),
        ("01/02/2026 13:05 PM", "DAT-01"),
        ("2026-01-31 24:00", "DAT-01"),
        ("20261331", "DAT-01"),
        ("31/01-2026", "DAT-01"),
        ("INC001", "DAT-01"),
    ],
)
def test_known_shapes_are_read_and_the_others_are_not(text: str, expected: str) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("%d-%m-%Y %H:%M", "29-02-2016 01:16", "2016-02-29T01:16:00+00:00"),
        ("%d/%m/%y", "03/04/05", "2005-04-03T00:00:00+00:00"),
        ("%m/%d/%Y", "12/31/2025", "2025-12-31T00:00:00+00:00"),
        ("%Y%m%d%H%M%S", "20260131140506", "2026-01-31T14:05:06+00:00"),
        ("%d/%m/%Y %T.%f", "31/01/2026 14:05:06.5", "2026-01-31T14:05:06.500000+00:00"),
        ("%d/%m/%Y %H:%M %z", "31/01/2026 14:05 +0100", "2026-01-31T13:05:00+00:00"),
        ("%d/%m/%Y %I:%M %p", "31/01/2026 02:05 pm", "2026-01-31T14:05:00+00:00"),
        ("%d/%m/%Y", "2026-01-31", "2026-01-31T00:00:00+00:00"),
        ("%d/%m/%Y", "12/31/2025", "DAT-01"),
        ("%d/%m/%Y", "31-01-2026", "DAT-01"),
    ],
)
def test_announced_format_is_the_one_read(pattern: str, text: str, expected: str) -> None:
    reader = InstantReader(ZoneClock("UTC"), formats=(DateFormat.compile(pattern),))

    assert _read(text, reader) == expected


def test_clock_time_is_read_in_the_zone() -> None:
    assert _read("2026-01-31 14:05", PARIS) == "2026-01-31T13:05:00+00:00"
    assert _read("2026-07-31 14:05", PARIS) == "2026-07-31T12:05:00+00:00"


def test_hours_around_a_change_of_clock_stand() -> None:
    assert _read("2026-03-29 01:59", PARIS) == "2026-03-29T00:59:00+00:00"
    assert _read("2026-03-29 02:00", PARIS) == "DAT-04"
    assert _read("2026-03-29 03:00", PARIS) == "2026-03-29T01:00:00+00:00"
    assert _read("2026-10-25 02:59", PARIS) == "2026-10-25T00:59:00+00:00"
    assert _read("2026-10-25 03:00", PARIS) == "2026-10-25T02:00:00+00:00"


def test_offset_wins_unless_it_is_dropped() -> None:
    dropping = InstantReader(ZoneClock("Europe/Paris"), offsets=Offsets.DROP)

    assert _read("2026-01-31T14:00:00-05:00", PARIS) == "2026-01-31T19:00:00+00:00"
    assert _read("2026-01-31T14:00:00-05:00", dropping) == "2026-01-31T13:00:00+00:00"


@given(
    moment=st.datetimes(datetime(1900, 1, 2), datetime(2200, 12, 30)),  # noqa: DTZ001
    zone=st.sampled_from(
        ["Europe/Paris", "Indian/Reunion", "America/Martinique", "Australia/Lord_Howe", "UTC"]
    ),
)
def test_every_clock_time_agrees_with_the_standard_library(moment: datetime, zone: str) -> None:
    outcome = InstantReader(ZoneClock(zone))(moment.isoformat())
    local = moment.replace(tzinfo=ZoneInfo(zone))
    back = local.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    if back != moment:
        assert isinstance(outcome, Fault)
        assert outcome.code == "DAT-04"
    else:
        assert isinstance(outcome, Value)
        instant = local.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        assert outcome.value == instant // (instant.resolution)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["01/02/2026", "31/01/2026"], DayOrder.DAY_FIRST),
        (["01/02/2026", "01/31/2026"], DayOrder.MONTH_FIRST),
        (["31/01/2026", "01/31/2026"], DayOrder.DAY_FIRST),
        (["01/02/2026", None, "x"], DayOrder.UNDECIDED),
        (["2026-01-31"], DayOrder.ABSENT),
    ],
)
def test_order_of_day_and_month_is_that_of_the_column(
    texts: list[str | None], order: DayOrder
) -> None:
    assert day_order(texts) is order
