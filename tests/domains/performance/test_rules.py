"""Which target holds, and what was expected of a group: tables of examples."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from timonerie.domains.performance.rules import Coverage, Group, Stream, aim_of
from timonerie.engine.indicators.states import state

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
LYON, NANTES, NOVA, ORION = 1, 2, 7, 8
PAYROLL, SUPPORT = 100, 200


@dataclass
class Aim:
    name: str
    unit_id: int | None = None
    provider_id: int | None = None
    start_date: date = JANUARY
    created_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


AIMS = [
    Aim("all"),
    Aim("site", unit_id=LYON),
    Aim("provider", provider_id=NOVA),
    Aim("both", unit_id=LYON, provider_id=NOVA),
    Aim("all, corrected", start_date=FEBRUARY),
    Aim("all, later", start_date=FEBRUARY, created_at=datetime(2026, 1, 2, tzinfo=UTC)),
]


@pytest.mark.parametrize(
    ("unit", "provider", "on", "expected"),
    [
        (None, None, JANUARY, "all"),
        (NANTES, ORION, JANUARY, "all"),
        (LYON, None, JANUARY, "site"),
        (LYON, ORION, JANUARY, "site"),
        (None, NOVA, JANUARY, "provider"),
        (NANTES, NOVA, JANUARY, "provider"),
        (LYON, NOVA, JANUARY, "both"),
        (None, None, FEBRUARY, "all, later"),
        (LYON, NOVA, FEBRUARY, "both"),
        (None, None, date(2025, 12, 31), None),
    ],
)
def test_the_closest_target_wins_then_the_latest(
    unit: int | None, provider: int | None, on: date, expected: str | None
) -> None:
    found = aim_of(AIMS, unit=unit, provider=provider, on=on)

    assert (found.name if found else None) == expected


def _stream(source: int, unit: int | None, first: date = JANUARY, provider: int = NOVA) -> Stream:
    return Stream(source, unit, provider, None, None, first)


def _coverage(streams: list[Stream], delivered: dict[int, list[tuple[date, date]]]) -> Coverage:
    return Coverage(streams, delivered, {LYON: frozenset({LYON}), NANTES: frozenset({NANTES})})


IN_FEBRUARY = [(date(2026, 2, 3), date(2026, 2, 20))]
SPANNING = [(date(2026, 1, 3), date(2026, 4, 20))]


@pytest.mark.parametrize(
    ("streams", "delivered", "expected"),
    [
        ([], {}, (0, 0)),
        ([_stream(PAYROLL, LYON)], {}, (0, 1)),
        ([_stream(PAYROLL, LYON)], {PAYROLL: IN_FEBRUARY}, (1, 1)),
        ([_stream(PAYROLL, LYON)], {PAYROLL: SPANNING}, (1, 1)),
        ([_stream(PAYROLL, LYON)], {PAYROLL: [(JANUARY, date(2026, 1, 31))]}, (0, 1)),
        ([_stream(PAYROLL, LYON, first=MARCH)], {PAYROLL: SPANNING}, (0, 0)),
        ([_stream(PAYROLL, LYON), _stream(PAYROLL, NANTES)], {PAYROLL: IN_FEBRUARY}, (2, 2)),
        ([_stream(PAYROLL, LYON), _stream(SUPPORT, LYON)], {PAYROLL: IN_FEBRUARY}, (0, 1)),
        ([_stream(PAYROLL, LYON), _stream(SUPPORT, NANTES)], {PAYROLL: IN_FEBRUARY}, (1, 2)),
        ([_stream(PAYROLL, None), _stream(SUPPORT, None)], {PAYROLL: IN_FEBRUARY}, (1, 2)),
    ],
)
def test_a_place_is_covered_when_every_source_that_feeds_it_came(
    streams: list[Stream],
    delivered: dict[int, list[tuple[date, date]]],
    expected: tuple[int, int],
) -> None:
    assert _coverage(streams, delivered).of(Group(), start=FEBRUARY, end=MARCH) == expected


def test_a_group_expects_only_its_own_streams() -> None:
    streams = [_stream(PAYROLL, LYON), _stream(SUPPORT, NANTES, provider=ORION)]
    coverage = _coverage(streams, {PAYROLL: IN_FEBRUARY})

    groups = [Group(unit=LYON), Group(provider=ORION), Group(unit=LYON, provider=ORION)]
    found = [coverage.of(group, start=FEBRUARY, end=MARCH) for group in groups]
    assert found == [(1, 1), (0, 1), (0, 0)]


@pytest.mark.parametrize(
    ("n", "covered", "expected", "said"),
    [
        (3, 1, 2, "measured"),
        (0, 2, 2, "no_activity"),
        (0, 1, 2, "missing"),
        (0, 0, 0, "no_activity"),
    ],
)
def test_nothing_measured_is_missing_unless_everything_came(
    n: int, covered: int, expected: int, said: str
) -> None:
    assert state(n, covered, expected) == said


def test_a_stream_reads_back_from_what_is_stored() -> None:
    stream = _stream(PAYROLL, None)

    assert Stream.from_json(stream.to_json()) == stream


def test_every_combination_has_a_key_of_its_own() -> None:
    groups = [Group(), Group(unit=1), Group(provider=1), Group(activity=1), Group(team=1)]
    groups.append(Group(currency="EUR"))

    assert len({group.key("cases") for group in groups}) == len(groups)
