"""Instants read from text, and local time against the standard library."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.worktime_calendars import array, utc
from timonerie.engine import instants, zones
from timonerie.engine.zones import MISSING

NAMES = ["Europe/Paris", "Indian/Reunion", "America/Martinique", "Africa/Casablanca",
         "Australia/Lord_Howe", "America/Santiago"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T16:40", "2026-11-23T15:40Z"),
        (" 2026-11-23 16:40:30 ", "2026-11-23T15:40:30Z"),
        ("2026-11-23T16:40:30.999", "2026-11-23T15:40:30Z"),
        ("2026-11-23T16:40Z", "2026-11-23T16:40Z"),
        ("2026-11-23 16:40:00 +02:00", "2026-11-23T14:40Z"),
        ("2026-11-23T16:40-0400", "2026-11-23T20:40Z"),
        ("23/11/2026 16:40", "2026-11-23T15:40Z"),
        ("23/11/2026 16:40:01", "2026-11-23T15:40:01Z"),
    ],
)
def test_an_instant_is_read(text: str, expected: str) -> None:
    assert instants.read([text], "Europe/Paris").utc.tolist() == [utc(expected)]


@pytest.mark.parametrize(
    "text", ["hier", "2026-11-23", "23/11/2026", "2026-02-31T10:00", "2026-11-23T24:10",
             "20261123T1640", "12/31/2026 10:00", "2026-11-23T16", "٢026-11-23T16:40"],
)  # fmt: skip
def test_what_is_no_instant_is_flagged(text: str) -> None:
    read = instants.read([text, "2026-11-23T16:40"], "Europe/Paris")

    assert read.unreadable.tolist() == [True, False]
    assert read.utc.tolist() == [MISSING, utc("2026-11-23T15:40Z")]


def test_a_column_may_mix_ways_of_writing_and_empty_cells() -> None:
    read = instants.read(["", "2026-11-23T16:40", "23/11/2026 16:40", "2026-11-23T15:40Z"],
                         "Europe/Paris")  # fmt: skip

    assert read.utc.tolist() == [MISSING, *[utc("2026-11-23T15:40Z")] * 3]
    assert not read.unreadable.any()
    assert instants.read([""], "Europe/Paris").utc.tolist() == [MISSING]


@pytest.mark.parametrize("text", ["1899-12-31T10:00", "9999-12-31T10:00Z", "0001-01-01T00:00"])
def test_a_year_without_calendar_is_flagged(text: str) -> None:
    assert instants.read([text], "Europe/Paris").beyond.tolist() == [True]


def test_hours_that_do_not_exist_or_exist_twice_are_flagged() -> None:
    texts = ["2026-03-29T02:30", "2026-10-25T02:30", "2026-10-25T02:30+01:00", "2026-10-25T03:00"]

    read = instants.read(texts, "Europe/Paris")

    assert read.skipped.tolist() == [True, False, False, False]
    assert read.repeated.tolist() == [False, True, False, False]
    assert read.utc[1:].tolist() == [
        utc("2026-10-25T00:30Z"), utc("2026-10-25T01:30Z"), utc("2026-10-25T02:00Z")
    ]  # fmt: skip


@given(st.sampled_from(NAMES), st.integers(utc("2020-01-01T00:00Z"), utc("2029-12-31T00:00Z")))
def test_local_time_is_that_of_the_standard_library(name: str, seconds: int) -> None:
    wall = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    rules = ZoneInfo(name)
    zone = zones.spanning(name, 2020, 2029)
    first, second = (wall.replace(tzinfo=rules, fold=fold) for fold in (0, 1))
    exists = first.astimezone(UTC).astimezone(rules).replace(tzinfo=None) == wall

    reading = zone.to_utc(array(seconds, MISSING))

    assert reading.skipped.tolist() == [not exists, False]
    assert reading.repeated[0] == (exists and first.utcoffset() != second.utcoffset())
    if exists:
        assert reading.utc.tolist() == [int(first.timestamp()), MISSING]
        assert zone.to_local(reading.utc).tolist() == [seconds, MISSING]


@pytest.mark.parametrize("name", NAMES)
def test_reading_local_time_never_goes_backwards(name: str) -> None:
    zone = zones.spanning(name, 2025, 2026)
    walls = np.arange(utc("2025-01-01T00:00Z"), utc("2027-01-01T00:00Z"), 900)

    assert (np.diff(zone.to_utc(walls).utc) >= 0).all()
