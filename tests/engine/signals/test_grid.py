"""A column of times is read as periods that follow one another."""

import pytest

from timonerie.engine.signals import grid
from timonerie.engine.signals.grid import NotATime, Step


@pytest.mark.parametrize(
    ("texts", "step", "ordinals"),
    [
        (["3", "4", "9"], Step.RANK, [0, 1, 6]),
        (["2026-01-05", "2026-01-12", "2026-02-02"], Step.WEEK, [0, 1, 4]),
        (["05/01/2026", "12/01/2026", "02/02/2026"], Step.WEEK, [0, 1, 4]),
        (["2026-01", "2026-02", "2026-12"], Step.MONTH, [0, 1, 11]),
        (["2025-12-31", "2026-01-31", "2026-03-31"], Step.MONTH, [0, 1, 3]),
        (["2026-01-01T08:00", "2026-01-02 23:59:59+01:00"], Step.DAY, [0, 1]),
        (["2025-01-01", "2025-04-01", "2025-10-01"], Step.QUARTER, [0, 1, 3]),
        (["1990-01-01", "1991-01-01", "1993-01-01"], Step.YEAR, [0, 1, 3]),
    ],
)
def test_the_step_is_that_of_most_neighbours(
    texts: list[str], step: Step, ordinals: list[int]
) -> None:
    read = grid.read(texts)

    assert read.step is step
    assert (read.ordinals - read.ordinals[0]).tolist() == ordinals


def test_days_are_gathered_in_the_step_that_is_asked() -> None:
    days = [f"2026-01-{day:02}" for day in (5, 6, 11, 12, 31)]

    weeks = grid.read(days, Step.WEEK).ordinals
    assert (weeks - weeks[0]).tolist() == [0, 0, 0, 1, 3]
    assert len(set(grid.read(days, Step.MONTH).ordinals.tolist())) == 1


@pytest.mark.parametrize("text", ["hier", "2026-13-01", "32/01/2026", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(NotATime):
        grid.read(["2026-01-05", text])


def test_ranks_and_dates_do_not_mix() -> None:
    with pytest.raises(ValueError, match="ranks"):
        grid.read(["1", "2026-01-05"])


@pytest.mark.parametrize(
    ("text", "step", "name"),
    [
        ("2026-01-07", Step.WEEK, "la semaine du 05/01/2026"),
        ("2026-01-07", Step.DAY, "le 07/01/2026"),
        ("2026-01-07", Step.MONTH, "01/2026"),
        ("2026-05-07", Step.QUARTER, "04/2026"),
        ("2026-05-07", Step.YEAR, "01/2026"),
    ],
)
def test_a_period_has_a_name(text: str, step: Step, name: str) -> None:
    read = grid.read([text], step)

    assert read.name(int(read.ordinals[0])) == name
