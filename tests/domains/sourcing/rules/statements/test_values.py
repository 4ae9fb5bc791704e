from typing import Any

import pytest

from tests.domains.sourcing.rules.statements.lines import GOOD
from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.rules.statements import values
from timonerie.domains.sourcing.rules.statements.values import Fault, ServiceLevel, faults, read


@pytest.mark.parametrize("kind", list(Kind))
def test_a_blank_line_and_a_good_one_have_no_fault(kind: Kind) -> None:
    assert faults(kind, {}) == ()
    assert faults(kind, {"unit": "", "when": None, "bands": []}) == ()
    assert faults(kind, GOOD.get(kind, {})) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_value_of_another_kind_has_no_place(kind: Kind) -> None:
    assert faults(kind, {"colour": "bleu"}) == (Fault("colour", "unknown_field"),)


@pytest.mark.parametrize(
    ("kind", "said", "fault"),
    [
        (Kind.SERVICE_LEVEL, {"target": "98"}, Fault("target", "not_a_number")),
        (Kind.SERVICE_LEVEL, {"target": -1}, Fault("target", "out_of_range")),
        (Kind.SERVICE_LEVEL, {"target": True}, Fault("target", "not_a_number")),
        (Kind.SERVICE_LEVEL, {"at_least": 1}, Fault("at_least", "not_yes_or_no")),
        (Kind.SERVICE_LEVEL, {"unit": "euros"}, Fault("unit", "not_a_choice")),
        (Kind.SERVICE_LEVEL, {"window": 3}, Fault("window", "not_a_text")),
        (Kind.SERVICE_LEVEL, {"window": "a" * 2001}, Fault("window", "too_long")),
        (Kind.SERVICE_LEVEL, {"measured": {}}, Fault("measured.n", "missing")),
        (Kind.INPUT, {"side": "nous"}, Fault("side", "not_a_choice")),
        (Kind.INPUT, {"hour": "24:00"}, Fault("hour", "bad_hour")),
        (Kind.INPUT, {"hour": "9 h"}, Fault("hour", "bad_hour")),
        (Kind.REPORT, {"day": 2.5}, Fault("day", "not_whole")),
        (Kind.VOLUME, {"expected": float("nan")}, Fault("expected", "not_a_number")),
        (Kind.VOLUME, {"seasonality": [1] * 11}, Fault("seasonality", "not_twelve")),
        (Kind.VOLUME, {"low": 3, "expected": 2}, Fault("", "volume_order")),
        (Kind.VOLUME, {"low": 3, "high": 2}, Fault("", "volume_order")),
        (Kind.VOLUME, {"bands": [{"from": 5, "to": 5}]}, Fault("", "band_order")),
        (Kind.VOLUME, {"bands": [{"from": 0, "to": 5}, {"from": 6}]}, Fault("", "band_gap")),
        (Kind.VOLUME, {"bands": [{"from": 0}, {"from": 6}]}, Fault("", "band_gap")),
        (Kind.CRITERION, {"weight": 101}, Fault("weight", "out_of_range")),
        (Kind.PRIVACY, {"topics": ["lieu"]}, Fault("topics.0", "not_a_choice")),
        (Kind.VOLUME, {"bands": [{"from": 0, "to": 1}] * 51}, Fault("bands", "too_many")),
        (Kind.PRIVACY, {"topics": ["audit"] * 51}, Fault("topics", "too_many")),
        (Kind.TRANSITION, {"criteria": ["a"] * 51}, Fault("criteria", "too_many")),
        (Kind.VOLUME, {"seasonality": [1] * 13}, Fault("seasonality", "not_twelve")),
        (Kind.TEXT, {"a": object()}, Fault("", "not_json")),
    ],
)
def test_a_wrong_value_is_said_with_its_place(
    kind: Kind, said: dict[str, Any], fault: Fault
) -> None:
    assert fault in faults(kind, said)


def test_fifty_of_a_kind_are_taken() -> None:
    assert faults(Kind.TRANSITION, {"criteria": ["a"] * 50}) == ()


def test_every_fault_of_a_line_is_told_at_once() -> None:
    assert len(faults(Kind.REPORT, {"day": -1, "cadence": "daily", "who": "moi"})) == 3


def test_what_is_read_keeps_a_false_and_a_zero() -> None:
    level = read(Kind.SERVICE_LEVEL, {"target": 0, "at_least": False})
    assert isinstance(level, ServiceLevel)
    assert (level.target, level.at_least) == (0, False)


def test_values_that_are_wrong_are_not_read() -> None:
    with pytest.raises(values.ValuesFault, match="day: out_of_range"):
        read(Kind.REPORT, {"day": 61})
