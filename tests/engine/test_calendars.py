"""calendar.toml: what is read, and what is said when it cannot be."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.engine.calendars import Calendar, CalendarError, DayHours, WeekHours

FULL = """
zone = "Europe/Paris"
country = "FR"
subdivision = "6AE"
closed = [2026-05-15, "2026-05-16", {day = 2026-12-24, from = "12:00", to = "24:00"}]

[[week]]
days = ["tue", "mon"]
open = "09:00"
close = "12:30"

[[week]]
days = ["fri"]
open = 22:00:00
close = "06:00"

[[opened]]
day = 2026-12-26
open = "10:00"
close = "12:00"
"""
WEEK = [{"days": ["mon"], "open": "09:00", "close": "17:00"}]
LEAST: dict[str, Any] = {"zone": "Europe/Paris", "week": WEEK}


def test_every_key_of_the_contract_is_read() -> None:
    assert Calendar.from_toml(FULL) == Calendar(
        zone="Europe/Paris",
        country="FR",
        subdivision="6AE",
        holidays=True,
        week=(WeekHours((0, 1), 540, 750), WeekHours((4,), 1320, 1800)),
        closed=(
            DayHours(date(2026, 5, 15)),
            DayHours(date(2026, 5, 16)),
            DayHours(date(2026, 12, 24), 720, 1440),
        ),
        opened=(DayHours(date(2026, 12, 26), 600, 720),),
    )


@pytest.mark.parametrize("data", [LEAST, LEAST | {"closed": date(2026, 1, 2)}])
def test_a_dictionary_comes_back_equal(data: dict[str, Any]) -> None:
    calendar = Calendar.from_dict(data)

    assert Calendar.from_dict(calendar.to_dict()) == calendar
    assert Calendar.from_dict(Calendar.from_toml(FULL).to_dict()) == Calendar.from_toml(FULL)


def test_the_fingerprint_is_of_the_hours_and_not_of_their_writing() -> None:
    calendar = Calendar.from_toml(FULL)
    reordered = calendar.to_dict() | {"closed": [*reversed(calendar.to_dict()["closed"])]}
    later = calendar.to_dict() | {"closed": []}

    assert Calendar.from_dict(reordered).fingerprint == calendar.fingerprint
    assert Calendar.from_dict(later).fingerprint != calendar.fingerprint
    assert (
        Calendar.from_dict(LEAST).fingerprint
        == "f04940307374959659f2b51990b1967003007b04c4b3001a50d5dc92c3684d39"
    )


@pytest.mark.parametrize(
    ("extra", "taken"),
    [
        ({}, False),
        ({"country": "FR"}, True),
        ({"country": "FR", "holidays": False}, False),
        ({"country": "FR", "subdivision": 974}, True),
    ],
)
def test_holidays_are_those_of_the_country_unless_refused(
    extra: dict[str, Any], taken: bool
) -> None:
    assert bool(Calendar.from_dict(LEAST | extra).holidays_of(2026)) is taken


@pytest.mark.parametrize(
    ("subdivision", "day", "name"),
    [
        ("57", date(2026, 4, 3), "Vendredi saint"),
        ("6AE", date(2026, 12, 26), "Saint-Étienne"),
        ("974", date(2026, 12, 20), "Abolition de l'esclavage"),
        ("972", date(2026, 5, 22), "Abolition de l'esclavage"),
        ("MQ", date(2026, 5, 22), "Abolition de l'esclavage"),
    ],
)
def test_local_holidays_of_france_are_known_by_their_french_names(
    subdivision: str, day: date, name: str
) -> None:
    local = Calendar.from_dict(LEAST | {"country": "FR", "subdivision": subdivision})
    mainland = Calendar.from_dict(LEAST | {"country": "FR"})

    assert local.holidays_of(2026)[day] == name
    assert day not in mainland.holidays_of(2026)


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        ({"zone": None}, "zone", "Europe/Paris"),
        ({"zone": "Europe/Pari"}, "zone", "Europe/Paris"),
        ({"zone": 3}, "zone", "Europe/Paris"),
        ({"country": "ZZ"}, "country", "FR"),
        ({"country": ""}, "country", "texte"),
        ({"holidays": True}, "country", "holidays = false"),
        ({"subdivision": "57"}, "country", "subdivision"),
        ({"country": "FR", "subdivision": "Alsac"}, "subdivision", "Alsace"),
        ({"holidays": "yes"}, "holidays", "true ou false"),
        ({"subdivison": "57"}, "subdivison", "subdivision"),
        ({"week": []}, "week", "[[week]]"),
        ({"week": "9-17"}, "week", "[[week]]"),
        ({"week": [WEEK[0], WEEK[0] | {"days": []}]}, "week[2].days", "mon"),
        ({"week": [WEEK[0] | {"days": ["lundi"]}]}, "week[1].days", "lundi"),
        ({"week": [WEEK[0] | {"open": "24:00"}]}, "week[1].open", "09:00"),
        ({"week": [WEEK[0] | {"close": "25:00"}]}, "week[1].close", "25:00"),
        ({"week": [WEEK[0] | {"from": "10:00"}]}, "week[1].from", "open"),
        ({"closed": ["15/05/2026"]}, "closed[1]", "2026-05-15"),
        ({"closed": [{"day": 3}]}, "closed[1].day", "2026-05-15"),
        ({"closed": [{"day": "2026-05-15", "until": "12:00"}]}, "closed[1].until", "from"),
        ({"opened": [{"open": "09:00", "close": "10:00"}]}, "opened[1].day", "2026-05-15"),
        ({"opened": [{"day": "2026-05-15", "open": "09:00"}]}, "opened[1].close", "09:00"),
    ],
)
def test_a_wrong_key_is_named_with_its_remedy(change: dict[str, Any], key: str, said: str) -> None:
    data = {name: value for name, value in (LEAST | change).items() if value is not None}

    with pytest.raises(CalendarError) as refused:
        Calendar.from_dict(data)

    assert refused.value.key == key
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('zone = "Europe/Paris"\n[[week]]\nopen = 09:00\n', 3),
        ('zone = "Europe/Paris\n', 1),
        ("closed = [", 1),
    ],
)
def test_toml_that_cannot_be_read_is_named_by_its_line(text: str, line: int) -> None:
    with pytest.raises(CalendarError) as refused:
        Calendar.from_toml(text)

    assert refused.value.line == line
    assert f"Ligne {line}" in str(refused.value)


minutes = st.integers(0, 1439)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def _text(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@given(st.lists(st.tuples(days, minutes, minutes), max_size=5))
def test_any_exceptional_hours_come_back_equal(rows: list[tuple[date, int, int]]) -> None:
    opened = [
        {"day": day.isoformat(), "open": _text(start), "close": _text(end)}
        for day, start, end in rows
    ]
    closed = [{"day": row["day"], "from": row["open"], "to": row["close"]} for row in opened]
    calendar = Calendar.from_dict(LEAST | {"opened": opened, "closed": closed})

    assert Calendar.from_dict(calendar.to_dict()) == calendar
    assert all(hours.start < hours.end <= hours.start + 1440 for hours in calendar.opened)
