"""Which accounting files count: nothing twice, nothing lost."""

from datetime import date

import pytest

from timonerie.domains.facts.rules.accounting import months
from timonerie.domains.facts.rules.accounting.placing import Books, Decision, Place, decide

A, B = "732829320", "356000000"


def books(key: int, siren: str = A, *, first: int = 1, last: int = 12, content: str = "") -> Books:
    """Of some months of 2025."""
    end = months.next_month(date(2025, last, 1)).toordinal() - 1
    return Books(key, siren, date(2025, first, 1), date.fromordinal(end), content or f"{key}")


def test_the_first_file_counts() -> None:
    assert decide(books(1), []) == Decision(Place.NEW)


def test_the_same_entries_change_nothing_whatever_the_name_says() -> None:
    known = books(1, content="x")
    assert decide(books(2, content="x"), [known]) == Decision(Place.SAME, (1,))
    assert decide(books(2, B, content="x"), [known]) == Decision(Place.SAME, (1,))


def test_other_entries_of_the_same_months_take_their_place() -> None:
    known = [books(1, first=1, last=6), books(2, first=7, last=12)]
    assert decide(books(3, first=6, last=8), known) == Decision(Place.NEW, (1, 2))


def test_following_months_and_another_entity_are_added() -> None:
    assert decide(books(2, first=7), [books(1, last=6)]) == Decision(Place.NEW)
    assert decide(books(2, B), [books(1)]) == Decision(Place.NEW)


@pytest.mark.parametrize(("known", "new"), [(A, ""), ("", A)])
def test_an_unknown_entity_over_the_same_months_is_asked(known: str, new: str) -> None:
    assert decide(books(2, new), [books(1, known)]) == Decision(Place.UNKNOWN_ENTITY, (1,))
    assert decide(books(2, new, first=7), [books(1, known, last=6)]) == Decision(Place.NEW)


def test_two_files_of_nobody_replace_each_other() -> None:
    assert decide(books(2, ""), [books(1, "")]) == Decision(Place.NEW, (1,))


def test_a_few_lines_of_another_year_do_not_stretch_a_file() -> None:
    usual = {date(2025, month, 1): 100 for month in range(1, 13)}
    assert months.covered(usual | {date(2021, 5, 1): 2, date(2026, 1, 1): 1}) == (
        date(2025, 1, 1),
        date(2025, 12, 31),
    )


def test_a_quiet_month_inside_is_covered() -> None:
    assert months.covered({date(2025, 1, 1): 50, date(2025, 3, 1): 40}) == (
        date(2025, 1, 1),
        date(2025, 3, 31),
    )


def test_months_follow_each_other_over_years() -> None:
    assert months.next_month(date(2025, 12, 1)) == date(2026, 1, 1)
    assert months.months_before(date(2026, 2, 1), 11) == date(2025, 3, 1)
    assert months.between(date(2025, 11, 30), date(2026, 1, 2)) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
