"""What the manifest knows of a file: no file that holds an answer is left closed."""

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.facts.rules import bounds
from timonerie.domains.facts.rules.bounds import Part
from timonerie.engine import facts

Row = tuple[str, date, date | None]

DAYS = st.dates(date(2025, 12, 1), date(2026, 2, 28))
ROWS = st.lists(
    st.tuples(st.text("AB1é", min_size=1, max_size=3), DAYS, st.none() | DAYS), min_size=1
)


def table(rows: list[Row]) -> pa.Table:
    """Cases by number, day of reception and day of resolution."""
    number, received, resolved = zip(*rows, strict=True)
    count = len(rows)
    return facts.conform(
        pa.table(
            {
                "source": [1] * count,
                "case": number,
                "batch": [1] * count,
                "line": pa.array([1] * count, pa.int32()),
                "received_on": pa.array(received, pa.date32()),
                "resolved_on": pa.array(resolved, pa.date32()),
            }
        )
    )


@given(ROWS, st.text("AB1é", min_size=1, max_size=2))
def test_a_file_with_a_number_that_begins_so_is_opened(rows: list[Row], text: str) -> None:
    if any(number.startswith(text) for number, _received, _resolved in rows):
        assert Part(cases=(text,)).may_be_in(bounds.of(table(rows)))


@given(ROWS, st.none() | DAYS, st.none() | DAYS)
def test_a_file_with_a_day_of_the_span_is_opened(
    rows: list[Row], start: date | None, end: date | None
) -> None:
    part = Part(day="resolved_on", start=start, end=end)
    days = [resolved for _number, _received, resolved in rows if resolved is not None]
    if any((start is None or start <= day) and (end is None or day < end) for day in days):
        assert part.may_be_in(bounds.of(table(rows)))


@given(ROWS, DAYS)
def test_a_file_with_a_case_open_that_day_is_opened(rows: list[Row], day: date) -> None:
    if any(
        received <= day and (resolved is None or resolved >= day)
        for _number, received, resolved in rows
    ):
        assert Part(open_on=day).may_be_in(bounds.of(table(rows)))


JANUARY = bounds.of(
    table([("B-1", date(2026, 1, 2), date(2026, 1, 5)), ("B-9", date(2026, 1, 9), None)])
)


@pytest.mark.parametrize(
    "part",
    [
        Part(cases=("A",)),
        Part(cases=("C", "B-91")),
        Part(day="resolved_on", start=date(2026, 1, 6)),
        Part(day="resolved_on", end=date(2026, 1, 5)),
        Part(day="started_on", start=date(2026, 1, 1)),
        Part(open_on=date(2025, 12, 31)),
    ],
)
def test_a_file_that_cannot_answer_stays_closed(part: Part) -> None:
    assert not part.may_be_in(JANUARY)


def test_a_file_of_which_nothing_is_known_is_opened() -> None:
    part = Part(cases=("A",), day="resolved_on", start=date(2026, 1, 1), open_on=date(2026, 1, 1))
    assert part.may_be_in({})


def test_a_file_whose_cases_are_all_ended_holds_no_open_one() -> None:
    rows: list[Row] = [("A", date(2026, 1, 2), date(2026, 1, 5))]
    assert not Part(open_on=date(2026, 1, 7)).may_be_in(bounds.of(table(rows)))


def test_the_day_of_a_site_may_be_the_neighbour_of_the_company_s() -> None:
    at = datetime(2026, 1, 6, 1, tzinfo=UTC)
    rows: list[Row] = [("A", date(2026, 1, 2), at.date() - timedelta(days=1))]
    assert Part(open_on=at.date()).may_be_in(bounds.of(table(rows)))
