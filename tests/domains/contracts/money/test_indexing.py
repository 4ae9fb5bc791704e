"""Revision of a price: exact, within its limits, every step written."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules.money.indexing import (
    Formula,
    dates,
    factor,
    path,
    revised,
)

USUAL = Formula(fixed=1_500)
BASE, USED = Decimal("127.1"), Decimal("132.4")
FIGURES = st.decimals("0.1", "1000", places=2)


def test_the_factor_is_exact() -> None:
    given_one = factor(USUAL, value=USED, reference=BASE)
    assert given_one.kept == Fraction(15, 100) + Fraction(85, 100) * Fraction(1324, 1271)


def test_a_price_in_cents_is_revised_to_the_cent() -> None:
    kept = factor(USUAL, value=USED, reference=BASE).kept
    assert revised(12_500_000, kept) == 12_943_100


def test_a_price_told_finely_keeps_its_fineness() -> None:
    assert revised(125_050, Fraction(11, 10)) == 137_555
    assert revised(125_100, Fraction(11, 10)) == 137_600


def test_halves_go_upwards() -> None:
    assert revised(100, Fraction(3, 2)) == 200


def test_a_cap_and_a_floor_hold_a_revision_back() -> None:
    capped = factor(Formula(0, cap=300), value=Decimal(110), reference=Decimal(100))
    assert (capped.kept, capped.limit) == (Fraction(103, 100), "cap")
    floored = factor(Formula(0, floor=0), value=Decimal(90), reference=Decimal(100))
    assert (floored.kept, floored.limit) == (Fraction(1), "floor")


@given(st.integers(0, 10_000), FIGURES)
def test_an_index_that_does_not_move_moves_nothing(fixed: int, value: Decimal) -> None:
    assert factor(Formula(fixed), value=value, reference=value).kept == 1


@given(st.integers(0, 10_000), FIGURES, FIGURES, st.integers(0, 2_000))
def test_no_revision_goes_past_its_cap(fixed: int, value: Decimal, base: Decimal, cap: int) -> None:
    kept = factor(Formula(fixed, cap=cap), value=value, reference=base).kept
    assert kept <= 1 + Fraction(cap, 10_000)


@given(st.integers(0, 10**12), FIGURES, FIGURES)
def test_a_revision_is_half_a_cent_away_at_most(amount: int, value: Decimal, base: Decimal) -> None:
    kept = factor(USUAL, value=value, reference=base).kept
    assert abs(revised(amount * 100, kept) - amount * 100 * kept) <= 50


def test_a_clause_revises_once_a_year_after_its_start() -> None:
    found = dates(start=date(2024, 1, 1), month=1, until=date(2026, 3, 1))
    assert found == [date(2025, 1, 1), date(2026, 1, 1)]


def test_the_price_of_a_clause_starts_from_its_last_revision() -> None:
    months = [date(2024, 12, 1), date(2025, 1, 1), date(2026, 1, 1)]
    found = path(
        months,
        amount=1_000_000,
        formula=Formula(0),
        base=(date(2023, 12, 1), Decimal(100)),
        values={date(2024, 11, 1): Decimal(110), date(2025, 11, 1): Decimal(121)},
        revisions=months[1:],
    )
    assert found == [1_000_000, 1_100_000, 1_210_000]


def test_a_revision_without_its_value_says_nothing() -> None:
    months = [date(2024, 12, 1), date(2025, 1, 1)]
    found = path(
        months,
        amount=1_000_000,
        formula=Formula(0),
        base=(date(2023, 12, 1), Decimal(100)),
        values={},
        revisions=months[1:],
    )
    assert found == [1_000_000, None]
