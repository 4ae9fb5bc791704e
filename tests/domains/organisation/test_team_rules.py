"""How the named people of a provider come and go."""

from datetime import date

import pytest

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.team_rules import MovesState, Stay, moves

ON = date(2026, 3, 31)
ALWAYS = Stay(date(2020, 1, 1), None)


def test_nobody_named_is_no_rate() -> None:
    assert moves([], on=ON).state == MovesState.UNKNOWN


def test_those_gone_for_long_are_nobody() -> None:
    assert moves([Stay(None, date(2020, 1, 1))], on=ON).state == MovesState.UNKNOWN


def test_the_rate_is_of_the_average_named() -> None:
    gone = Stay(date(2020, 1, 1), date(2026, 3, 30), was_announced=False, is_key=True)
    found = moves([ALWAYS] * 4 + [gone], on=ON)
    # Twelve ends of month with five, one with four.
    assert found.average == pytest.approx(64 / 13)
    assert found.rate == pytest.approx(13 / 64)
    assert (found.unannounced, found.key_departures) == (1, 1)


@pytest.mark.parametrize(("left", "count"), [(date(2025, 3, 28), 0), (date(2025, 3, 29), 1)])
def test_a_year_before_is_out(left: date, count: int) -> None:
    assert moves([ALWAYS] * 4 + [Stay(None, left)], on=ON).departures == count


def test_a_departure_to_come_does_not_count() -> None:
    assert moves([ALWAYS] * 4 + [Stay(None, date(2026, 4, 1))], on=ON).departures == 0


@pytest.mark.parametrize(
    ("siren", "number"), [("732829320", "FR44732829320"), ("404833048", "FR83404833048"), ("1", "")]
)
def test_a_french_number_is_computed(siren: str, number: str) -> None:
    assert rules.vat_of(siren) == number


def test_a_way_is_found_through_loops() -> None:
    links = {1: [2], 2: [3, 1], 3: []}
    assert rules.leads_to(links, start=1, goal=3)
    assert not rules.leads_to(links, start=3, goal=1)
    assert rules.leads_to({}, start=1, goal=1)
