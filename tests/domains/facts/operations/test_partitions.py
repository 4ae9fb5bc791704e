"""However the rows of a log come, in however many files, the live facts are the same."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import facts
from tests.factories.facts import Row, event
from timonerie.foundations.accounts.actors import Actor

CASES = ("A", "B", "C")
DAYS = st.integers(5, 9).map(lambda day: f"2026-01-{day:02} 08:00")
NAMES = st.sampled_from(["", "Lyon", "Nantes"])
SOURCES = count()


@st.composite
def rows(draw: st.DrawFn) -> Row:
    return event(
        draw(st.sampled_from(CASES)),
        draw(DAYS),
        resolved=draw(st.one_of(st.just(""), DAYS)),
        site=draw(NAMES),
        team=draw(NAMES),
    )


@st.composite
def parts(draw: st.DrawFn) -> list[list[Row]]:
    """A log, its rows in any order and in one to four files; a row may come in several."""
    log = draw(st.lists(rows(), min_size=1, max_size=10))
    shuffled = draw(st.permutations(log))
    places = draw(st.lists(st.integers(0, 3), min_size=len(log), max_size=len(log)))
    repeated = draw(st.lists(st.sampled_from(log), max_size=3))
    files = [[row for row, at in zip(shuffled, places, strict=True) if at == n] for n in range(4)]
    files[draw(st.integers(0, 3))].extend(repeated)
    return [file for file in files if file]


@pytest.mark.slow
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(log=parts())
def test_any_partition_and_order_of_the_rows_gives_the_same_facts(
    alice: Actor, log: list[list[Row]]
) -> None:
    rank = next(SOURCES)
    facts.bring(alice, [row for file in log for row in file], source=f"entier {rank}")
    whole = _facts()

    for file in log:
        facts.bring(alice, file, source=f"parts {rank}")

    assert _facts() == whole


def _facts() -> list[dict[str, object]]:
    """The facts of the last source that has any, without the source itself."""
    found = facts.facts().to_pylist()
    last = max(row["source"] for row in found)
    return [{**row, "source": None} for row in found if row["source"] == last]
