"""The terms of a contract on a line of time: spans side by side, days where they fall."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from timonerie.domains.contracts.rules.clauses import Clauses, Suspension
from timonerie.domains.contracts.rules.lengths import INDEFINITE, Length
from timonerie.domains.contracts.rules.terms import timeline
from timonerie.web.contract_timelines import Drawing, timeline_of

TACIT = Clauses(
    start=date(2024, 1, 1),
    firm=Length(months=24),
    renewal="tacit",
    renewal_length=Length(months=12),
    notice=Length(months=3),
    preparation=Length(weeks=6),
)


def drawn(clauses: Clauses, on: date) -> Drawing:
    return timeline_of(timeline(clauses, on=on))


def test_terms_stand_side_by_side_over_the_whole_width() -> None:
    drawing = drawn(TACIT, date(2025, 3, 1))

    assert [span.kind for span in drawing.spans] == ["firm", "renewed"]
    assert drawing.spans[0].left == 0
    for one, other in pairwise(drawing.spans):
        assert abs(one.left + one.width - other.left) < 0.02
    assert abs(drawing.spans[-1].left + drawing.spans[-1].width - 100) < 0.02


def test_the_days_that_count_are_marked_in_their_order() -> None:
    drawing = drawn(TACIT, date(2025, 3, 1))

    assert [mark.kind for mark in drawing.marks] == ["today", "decide", "notice"]
    assert sorted(mark.at for mark in drawing.marks) == [mark.at for mark in drawing.marks]
    assert drawing.marks[2].text == "Dernier jour utile du préavis, le 30 septembre 2025."
    assert drawing.marks[2].text in drawing.summary


def test_once_the_notice_is_missed_the_next_one_is_marked() -> None:
    drawing = drawn(TACIT, date(2025, 11, 15))

    assert drawing.marks[-1].text == "Dernier jour utile du préavis, le 30 septembre 2026."


def test_a_contract_that_was_left_has_nothing_more_to_decide() -> None:
    left = replace(TACIT, notice_given=date(2025, 9, 1))

    assert [mark.kind for mark in drawn(left, date(2025, 10, 1)).marks] == ["today"]


def test_terms_that_are_long_over_are_left_out() -> None:
    drawing = drawn(TACIT, date(2034, 6, 1))

    assert len(drawing.spans) == 3
    assert [tick.text for tick in drawing.ticks] == ["2034", "2035"]


def test_what_has_no_end_is_drawn_to_the_edge() -> None:
    [span] = drawn(Clauses(date(2020, 1, 1), INDEFINITE), date(2026, 1, 1)).spans

    assert (span.kind, span.left, span.width) == ("renewed", 0, 100)
    assert span.text == "Sans terme depuis le 1er janvier 2020."


def test_a_contract_over_for_years_is_drawn_without_today() -> None:
    over = replace(TACIT, renewal="none")

    drawing = drawn(over, date(2040, 1, 1))

    assert [mark.kind for mark in drawing.marks] == []
    assert len(drawing.spans) == 1


def test_amendments_and_suspensions_are_drawn_where_they_fall() -> None:
    pause = Suspension(date(2025, 2, 1), date(2025, 2, 28))
    clauses = replace(TACIT, suspensions=(pause,))
    found = timeline(clauses, on=date(2025, 3, 1))

    far = Suspension(date(2040, 1, 1), date(2040, 1, 2))
    drawing = timeline_of(
        found, amended=[date(2025, 1, 1), date(2040, 1, 1)], suspended=[pause, far]
    )

    assert drawing.has_suspension
    assert [span.kind for span in drawing.spans] == ["firm", "renewed", "suspended"]
    assert "Suspendu du 1er février 2025 au 28 février 2025." in drawing.summary
    assert [mark.text for mark in drawing.marks if mark.kind == "amended"] == [
        "Avenant, le 1er janvier 2025."
    ]
