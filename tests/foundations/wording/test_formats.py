"""Numbers, durations and dates as a French reader expects them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

HOUR = 3600


def test_thousands_are_parted_by_a_narrow_no_break_space() -> None:
    assert formats.number(1_284_903) == "1\u202f284\u202f903"


def test_a_negative_number_carries_a_true_minus() -> None:
    assert formats.number(-12.5) == "\u221212,5"


def test_fixed_decimals_are_kept_even_when_they_are_zero() -> None:
    assert formats.number(Decimal(3), decimals=2) == "3,00"


def test_a_per_cent_sign_is_held_by_a_no_break_space() -> None:
    assert formats.percent(0.942) == "94,2\u00a0%"


def test_a_whole_per_cent_has_no_decimals() -> None:
    assert formats.percent(0.94) == "94\u00a0%"


def test_a_whole_per_cent_keeps_its_decimal_in_a_column() -> None:
    assert formats.percent(0.94, in_column=True) == "94,0\u00a0%"
    assert formats.short_figure(0.94, "percent", in_column=True) == "94,0\u00a0%"


@pytest.mark.parametrize(
    ("ratio", "text"), [(0.99999, "99,9\u00a0%"), (0.00001, "0,1\u00a0%"), (1.0, "100\u00a0%")]
)
def test_rounding_never_hides_the_one_case_that_differs(ratio: float, text: str) -> None:
    assert formats.percent(ratio) == text


@given(st.floats(min_value=0, max_value=0.9999999, allow_subnormal=False))
def test_no_ratio_short_of_one_reads_as_a_hundred_per_cent(ratio: float) -> None:
    assert not formats.percent(ratio).startswith("100")


@pytest.mark.parametrize(
    ("ratio", "text"), [(0.012, "+1,2\u00a0point"), (-0.034, "\u22123,4\u00a0points")]
)
def test_a_difference_of_ratios_is_said_in_points(ratio: float, text: str) -> None:
    assert formats.points(ratio) == text


@pytest.mark.parametrize(
    ("language", "value", "is_one"),
    [("fr", 0, True), ("fr", 1.6, True), ("fr", 2, False), ("en", 1, True), ("en", 0.2, False)],
)
def test_each_language_has_its_own_plural(language: str, value: float, is_one: bool) -> None:
    with translation.override(language):
        assert (formats.plural(value) == 1) == is_one


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (8001.5, "€", "8\u202f001,50\u00a0€"),
        (8001.5, "CHF", "8\u202f001,50\u00a0CHF"),
        (8001, "€", "8\u202f001\u00a0€"),
        (8001.001, "€", "8\u202f001\u00a0€"),
        (1.5, "jours", "1,5\u00a0jours"),
    ],
)
def test_an_amount_has_both_its_cents_or_none(value: float, unit: str, text: str) -> None:
    assert formats.figure(value, unit) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (40, "40 s"),
        (45 * 60, "45 min"),
        (59 * 60 + 40, "1 h 00"),
        (6 * HOUR + 600, "6 h 10"),
        (-2 * HOUR, "\u22122 h 00"),
        (1204 * HOUR, "1\u202f204 h"),
    ],
)
def test_a_duration_is_said_as_people_say_it(seconds: int, text: str) -> None:
    assert formats.duration(seconds) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (6 * HOUR + 600, "6 h 10 ouvrées"),
        (HOUR + 1800, "1 h 30 ouvrée"),
        (60, "1 min ouvrée"),
        (45 * 60, "45 min ouvrées"),
    ],
)
def test_working_hours_agree_in_number(seconds: int, text: str) -> None:
    assert formats.duration(seconds, working=True) == text.replace(" ", "\u00a0")


@given(st.integers(min_value=0, max_value=10**8))
def test_minutes_never_reach_sixty(seconds: int) -> None:
    text = formats.duration(seconds)
    assert "60" not in text.partition("h")[2]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.5, "percent", "50\u00a0%"),
        (22_200, "duration", "6\u00a0h\u00a010"),
        (22_200, "working_duration", "6\u00a0h\u00a010\u00a0ouvrées"),
        (1200, "dossiers", "1\u202f200\u00a0dossiers"),
        (12, "", "12"),
    ],
)
def test_a_figure_is_written_in_its_unit(value: float, unit: str, text: str) -> None:
    assert formats.figure(value, unit) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("dossiers", "22\u202f200"),
        ("€", "22\u202f200\u00a0€"),
        ("working_duration", "6\u00a0h\u00a010"),
    ],
)
def test_beside_an_axis_words_are_left_out_and_symbols_stay(unit: str, text: str) -> None:
    assert formats.short_figure(22_200, unit) == text


def test_a_figure_without_value_says_that_data_is_missing() -> None:
    assert formats.figure(None, "percent") == "donnée manquante"


def test_a_figure_without_activity_is_never_shown_as_zero() -> None:
    assert formats.figure(0, "percent", state=State.NO_ACTIVITY) == "sans activité"


@pytest.mark.parametrize(
    ("style", "text"),
    [("long", "1er mars 2025"), ("full", "samedi 1er mars 2025"), ("short", "01/03/2025")],
)
def test_the_first_of_a_month_is_an_ordinal(style: str, text: str) -> None:
    assert formats.day(datetime.date(2025, 3, 1), style=style) == text


def test_the_eleventh_stays_a_cardinal() -> None:
    assert formats.day(datetime.date(2025, 3, 11)) == "11 mars 2025"


def test_an_instant_is_read_on_the_clock_of_its_site() -> None:
    moment = datetime.datetime(2025, 7, 1, 22, 5, tzinfo=datetime.UTC)
    text = formats.instant(moment, "Indian/Reunion")
    assert text == "mercredi 2 juillet 2025 à 2\u00a0h\u00a005"


def test_english_pages_get_english_numbers() -> None:
    with translation.override("en"):
        assert formats.number(1_284_903.5) == "1,284,903.5"
        assert formats.percent(0.942) == "94.2%"


def test_the_colon_of_french_alone_stands_off_the_word() -> None:
    assert formats.labelled("Ligne", "12") == "Ligne\u00a0: 12"
    with translation.override("en"):
        assert formats.labelled("Line", "12") == "Line: 12"


def test_a_zone_that_is_not_the_company_s_is_named() -> None:
    moment = datetime.datetime(2025, 7, 1, 22, 5, tzinfo=datetime.UTC)
    island = formats.instant(moment, "Indian/Reunion", style="short", home="Europe/Paris")
    assert island == "02/07/2025 à 2\u00a0h\u00a005 (heure de La Réunion)"
    paris = formats.instant(moment, "Europe/Paris", style="short", home="Europe/Paris")
    assert paris == "02/07/2025 à 0\u00a0h\u00a005"


def test_english_days_come_before_their_months() -> None:
    moment = datetime.datetime(2025, 7, 1, 22, 5, tzinfo=datetime.UTC)
    with translation.override("en"):
        assert formats.day(moment.date(), style="short") == "01/07/2025"
        assert formats.day(moment.date()) == "1 July 2025"
        assert formats.instant(moment, "Europe/Paris", style="short") == "02/07/2025, 00:05"
        assert formats.duration(22_200, working=True) == "6\u00a0h\u00a010\u00a0working\u00a0time"
