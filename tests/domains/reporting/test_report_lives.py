"""Where a report stands at every instant, the days that the client held given back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.reporting.report_enums import ReportState
from timonerie.domains.reporting.rules import report_lives
from timonerie.domains.reporting.rules.report_lives import Life, Move, Moved
from timonerie.engine import working_days

DUE, GRACE = date(2026, 3, 6), date(2026, 3, 10)
#: What may follow what: a judgement needs a version, an answer a question.
AFTER = {
    None: (Move.FILED, Move.WANTED, Move.IDLE),
    Move.FILED: (Move.ACCEPTED, Move.RETURNED, Move.REFUSED, Move.ASKED),
    Move.ASKED: (Move.REPLIED, Move.ACCEPTED, Move.RETURNED),
    Move.REPLIED: (Move.ACCEPTED, Move.RETURNED, Move.ASKED),
    Move.RETURNED: (Move.FILED, Move.WANTED),
    Move.WANTED: (Move.GIVEN, Move.FILED),
    Move.GIVEN: (Move.FILED, Move.WANTED),
    Move.ACCEPTED: (Move.FILED, Move.REOPENED),
    Move.REFUSED: (Move.REOPENED,),
    Move.IDLE: (Move.REOPENED,),
    Move.REOPENED: (Move.FILED, Move.WANTED),
}
WORST = (
    *(ReportState.UPCOMING, ReportState.DUE, ReportState.IN_GRACE),
    *(ReportState.LATE, ReportState.MISSING),
)


def worked(day: date) -> bool:
    return working_days.is_worked(working_days.USUAL, day)


def moved(kind: Move, day: date) -> Moved:
    return Moved(kind, datetime.combine(day, time(10), UTC), day)


def state(day: date, *moves: Moved) -> ReportState:
    at = datetime.combine(day, time(18), UTC)
    return report_lives.state(Life(DUE, GRACE, moves), at=at, today=day, worked=worked)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    day = draw(st.dates(date(2026, 2, 1), date(2026, 4, 30)))
    moves: list[Moved] = []
    for _turn in range(draw(st.integers(0, 7))):
        last = moves[-1].kind if moves else None
        kind = draw(st.sampled_from(AFTER[last]))
        day += timedelta(days=draw(st.integers(0, 12)))
        at = datetime.combine(day, time(8), UTC) + timedelta(minutes=len(moves))
        moves.append(Moved(kind, at, day))
    return Life(DUE, GRACE, tuple(moves))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 5), "upcoming"),
        (date(2026, 3, 6), "due"),
        (date(2026, 3, 7), "in_grace"),
        (date(2026, 3, 10), "in_grace"),
        (date(2026, 3, 11), "late"),
        (date(2026, 4, 9), "late"),
        (date(2026, 4, 10), "missing"),
    ],
)
def test_what_is_awaited_goes_from_to_come_to_never_came(day: date, expected: str) -> None:
    assert state(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 6), "on_time"),
        (date(2026, 3, 9), "kept_grace"),
        (date(2026, 3, 11), "came_late"),
    ],
)
def test_what_came_is_on_time_in_grace_or_late(day: date, expected: str) -> None:
    assert state(date(2026, 5, 1), moved(Move.FILED, day)) == expected


def test_a_correction_is_awaited_then_said() -> None:
    first = (moved(Move.FILED, DUE), moved(Move.RETURNED, date(2026, 3, 12)))
    assert state(date(2026, 3, 12), *first) == ReportState.TO_CORRECT
    assert state(date(2026, 3, 13), *first, moved(Move.FILED, date(2026, 3, 13))) == "corrected"


def test_the_days_at_the_client_are_given_back() -> None:
    """Handed in on the 4th, sent back on the 12th: eight days, and the 14th is a Saturday."""
    moves = (moved(Move.FILED, date(2026, 3, 4)), moved(Move.RETURNED, date(2026, 3, 12)))
    stands = report_lives.deadline(Life(DUE, GRACE, moves), today=date(2026, 3, 12), worked=worked)
    assert (stands.held, stands.due, stands.late_after) == (
        8, date(2026, 3, 16), date(2026, 3, 18),
    )  # fmt: skip


def test_a_question_of_its_author_stops_the_clock() -> None:
    asked = moved(Move.WANTED, date(2026, 3, 5))
    assert state(date(2026, 3, 20), asked) == ReportState.UPCOMING
    answered = (asked, moved(Move.GIVEN, date(2026, 3, 20)))
    assert state(date(2026, 3, 23), *answered) == ReportState.DUE
    assert state(date(2026, 3, 23), *answered, moved(Move.FILED, date(2026, 3, 23))) == "on_time"


@given(lives(), st.dates(date(2026, 1, 15), date(2026, 9, 30)))
def test_every_instant_gives_exactly_one_state(life: Life, day: date) -> None:
    at = datetime.combine(day, time(18), UTC)
    found = report_lives.state(life, at=at, today=day, worked=worked)
    assert [one for one in ReportState if one == found] == [found]
    is_late = report_lives.is_late(life.until(at), today=day, worked=worked)
    assert is_late or found not in (ReportState.LATE, ReportState.MISSING)


@given(lives(), st.integers(0, 60))
def test_nothing_gets_worse_while_the_client_holds_it(life: Life, days: int) -> None:
    if not life.moves or not report_lives.is_held(life):
        return
    begun = life.moves[-1].day
    later = begun + timedelta(days=days)
    held = report_lives.held_days(life.moves, today=begun)
    assert report_lives.held_days(life.moves, today=later) == held + days
    before, after = (
        report_lives.state(life, at=datetime.combine(day, time(18), UTC), today=day, worked=worked)
        for day in (begun, later)
    )
    if before in WORST:
        assert WORST.index(after) <= WORST.index(before)
    else:
        assert after == before


@given(lives(), st.dates(date(2026, 1, 15), date(2026, 9, 30)))
def test_what_comes_later_changes_no_past_state(life: Life, day: date) -> None:
    at = datetime.combine(day, time(18), UTC)
    known = report_lives.state(life.until(at), at=at, today=day, worked=worked)
    assert report_lives.state(life, at=at, today=day, worked=worked) == known
