"""Lengths are read in two languages, and cut at the end of a shorter month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules.lengths import (
    INDEFINITE,
    Length,
    LengthError,
    parse_open,
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("36 months", Length(months=36)),
        ("1 month", Length(months=1)),
        ("90 days", Length(days=90)),
        ("6 weeks", Length(weeks=6)),
        ("2 years", Length(months=24)),
        ("36 mois", Length(months=36)),
        ("3 ans", Length(months=36)),
        ("un an", Length(months=12)),
        ("trois mois", Length(months=3)),
        ("90 j", Length(days=90)),
        ("6\u00a0semaines", Length(weeks=6)),
        ("1 trimestre", Length(months=3)),
        ("2 semestres", Length(months=12)),
        ("Dix-huit mois", Length(months=18)),
        ("1 an et 6 mois", Length(months=18)),
        ("1 month 15 days", Length(months=1, days=15)),
        ("0 days", Length()),
        ("Année", None),
        ("", None),
        ("mois", None),
        ("3", None),
        ("3 moths", None),
        ("-3 months", None),
        ("1,5 an", None),
        ("3 months or so", None),
        ("1201 months", None),
    ],
)
def test_a_text_is_a_length_as_a_whole_or_not_at_all(text: str, length: Length | None) -> None:
    if length is None:
        with pytest.raises(LengthError):
            Length.parse(text)
    else:
        assert Length.parse(text) == length


@given(st.builds(Length, st.integers(0, 100), st.integers(0, 60), st.integers(0, 300)))
def test_a_length_reads_what_it_writes(length: Length) -> None:
    assert Length.parse(str(length)) == length


def test_what_has_no_end_is_said_in_both_languages() -> None:
    assert parse_open("indefinite") is parse_open("Durée indéterminée") is INDEFINITE


@pytest.mark.parametrize(
    ("length", "before", "day", "after"),
    [
        (Length(months=1), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28)),
        (Length(months=1), date(2024, 1, 29), date(2024, 2, 29), date(2024, 3, 29)),
        (Length(months=12), date(2023, 2, 28), date(2024, 2, 29), date(2025, 2, 28)),
        (Length(months=3), date(2025, 2, 28), date(2025, 5, 31), date(2025, 8, 31)),
        (Length(weeks=1), date(2025, 12, 25), date(2026, 1, 1), date(2026, 1, 8)),
        (Length(days=60), date(2024, 1, 1), date(2024, 3, 1), date(2024, 4, 30)),
        (Length(months=1, days=1), date(2026, 2, 27), date(2026, 3, 31), date(2026, 5, 1)),
    ],
)
def test_months_are_cut_at_the_end_of_a_shorter_one(
    length: Length, before: date, day: date, after: date
) -> None:
    assert (length.before(day), length.after(day)) == (before, after)


def test_no_day_stands_after_the_year_9999() -> None:
    with pytest.raises(OverflowError):
        Length(months=1).after(date(9999, 12, 15))
