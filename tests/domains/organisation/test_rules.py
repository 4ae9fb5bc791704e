from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.organisation import rules

DAYS = st.dates(date(2020, 1, 1), date(2020, 3, 1))
SPANS = st.tuples(DAYS, st.none() | DAYS).filter(lambda span: span[1] is None or span[0] <= span[1])


@pytest.mark.parametrize("siren", ["732829320", "552100554", "356000000"])
def test_published_sirens_pass(siren: str) -> None:
    assert rules.is_siren(siren)


@given(st.sampled_from(["732829320", "552100554"]), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_never_passes(siren: str, place: int, shift: int) -> None:
    digit = (int(siren[place]) + shift) % 10
    assert not rules.is_siren(f"{siren[:place]}{digit}{siren[place + 1 :]}")


def test_la_poste_s_establishments_add_up_to_a_multiple_of_five() -> None:
    assert rules.is_siret("35600000000048")
    assert rules.is_siret("35600000049837")
    assert not rules.is_siret("35600000049838")


@pytest.mark.parametrize("text", ["", "7328293200007", "7328293200007A", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"])
def test_what_is_not_fourteen_digits_is_no_siret(text: str) -> None:
    assert not rules.is_siret(text)


@given(SPANS, SPANS)
def test_two_spans_overlap_when_they_share_a_day(
    first: tuple[date, date | None], second: tuple[date, date | None]
) -> None:
    assert rules.spans_overlap(first, second) == bool(days_of(first) & days_of(second))


def days_of(span: tuple[date, date | None]) -> set[date]:
    end = span[1] or date(2020, 3, 1)
    return {span[0] + timedelta(days=rank) for rank in range((end - span[0]).days + 1)}


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_names_that_differ_keep_different_codes(first: str, second: str) -> None:
    codes = rules.code_from(first), rules.code_from(second)
    assert all(len(code) <= rules.CODE_LENGTH for code in codes)
    if rules.key(codes[0]) == rules.key(codes[1]):
        assert rules.key(first) == rules.key(second)


def test_a_french_reader_finds_accents_where_they_expect_them() -> None:
    names = ["Zoé", "Émile", "eve", "Étienne", "Fanny"]
    assert sorted(names, key=rules.alphabetical) == ["Émile", "Étienne", "eve", "Fanny", "Zoé"]
