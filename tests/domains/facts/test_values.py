"""Numbers, words and sort keys."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.enums import Field
from timonerie.domains.facts.rules import values
from timonerie.domains.facts.rules.instants import InstantReader, ZoneClock
from timonerie.domains.facts.rules.order_keys import instant_of, order_reader
from timonerie.domains.facts.rules.values import Fault, Reader, Value
from timonerie.domains.facts.rules.words import lexicon

ORDER = order_reader(InstantReader(ZoneClock("UTC")))


def _flag(field: Field, *, counts: bool, **extra: tuple[str, ...]) -> Reader:
    return values.flag(lexicon(field, extra), counts=counts, key=field)


def _value(outcome: Value | Fault) -> object:
    return outcome.code if isinstance(outcome, Fault) else outcome.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRUE", True), ("vrai", True), ("1", True), ("Oui", True), ("ONTIME", True),
        ("Dans les délais", True), ("DANS LES DELAIS", True), ("on-time", True),
        ("FALSE", False), ("0", False), ("non", False), ("OVERDUE", False), ("Hors délai", False),
        ("2", "VAL-01"), ("peut-être", "VAL-01"),
    ],
)  # fmt: skip
def test_punctuality_is_read_from_words(text: str, expected: object) -> None:
    assert _value(_flag(Field.ON_TIME, counts=False)(text)) == expected


def test_words_of_the_mapping_add_to_the_known_ones_and_win() -> None:
    read = _flag(Field.ON_TIME, counts=False, true=("bof",), false=("OK",))

    assert [_value(read(text)) for text in ("Bof", "ok", "oui")] == [True, False, True]


def test_unknown_word_says_what_to_add_to_the_mapping() -> None:
    outcome = _flag(Field.ON_TIME, counts=False)("bof")

    assert isinstance(outcome, Fault)
    assert '[values.on_time] true = ["bof"]' in outcome.remedy


@pytest.mark.parametrize(("text", "expected"), [("0", False), ("3", True), ("oui", True)])
def test_number_of_reopenings_says_whether_it_was_reopened(text: str, expected: bool) -> None:
    assert _value(_flag(Field.REOPENED, counts=True)(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0), ("3", 3), ("3.0", 3), ("non", 0), ("oui", 1), ("1,5", "NUM-05"), ("-1", "NUM-05")],
)
def test_rework_is_a_count(text: str, expected: object) -> None:
    assert _value(values.count(lexicon(Field.REWORK, {}))(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prestataire", "provider"), ("fournisseur", "provider"), ("client", "client"),
        ("donneur d'ordre", "client"), ("le hasard", "VAL-01"),
    ],
)  # fmt: skip
def test_cause_is_one_side_or_the_other(text: str, expected: str) -> None:
    assert _value(values.cause(lexicon(Field.CAUSE, {}))(text)) == expected


@pytest.mark.parametrize(("text", "expected"), [("eur", "EUR"), ("€", "EUR"), ("euros", "VAL-02")])
def test_currency_is_an_iso_code(text: str, expected: str) -> None:
    assert _value(values.currency(text)) == expected


@given(
    st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=6, allow_nan=False),
)
def test_number_reads_back_in_both_spellings(number: Decimal) -> None:
    written = format(number, "f")

    assert values.number(written) == number
    assert values.number(written.replace(".", ",")) == number


@given(st.text(max_size=80))
def test_number_is_read_or_refused_whatever_the_text(text: str) -> None:
    outcome = values.number(text)

    assert isinstance(outcome, Fault) or outcome.is_finite()


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=3, allow_nan=False)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31))  # noqa: DTZ001


def _key(text: str) -> str:
    outcome = ORDER(text)
    assert isinstance(outcome, Value)
    assert isinstance(outcome.value, str)
    return outcome.value


@given(numbers, numbers)
def test_keys_of_numbers_sort_as_numbers(left: Decimal, right: Decimal) -> None:
    assert (_key(str(left)) < _key(str(right))) == (left < right)


@given(moments, moments)
def test_keys_of_instants_sort_as_instants(left: datetime, right: datetime) -> None:
    assert (_key(str(left)) < _key(str(right))) == (left < right)


def test_key_tells_its_instant_back() -> None:
    assert instant_of(_key("1970-01-01 00:00:01")) == 1_000_000
    assert instant_of(_key("1969-12-31 23:59:59")) == -1_000_000
    assert instant_of(_key("12")) is None
    assert instant_of(_key("INC12")) is None


def test_date_that_does_not_stand_is_no_sort_key() -> None:
    assert isinstance(ORDER("31/04/2025"), Fault)
