"""Columns share a width by what they hold, and figures stand on the right, whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.foundations.printing.documents.samples import LINES, SERVICES
from timonerie.foundations.printing.documents import columns
from timonerie.foundations.printing.documents.shapes import Grid

TEXTS = st.text(max_size=30)
GRIDS = st.builds(
    Grid,
    header=st.lists(TEXTS, max_size=6).map(tuple),
    rows=st.lists(st.lists(TEXTS, max_size=8).map(tuple), max_size=5).map(tuple),
    caption=st.just(""),
    widths=st.lists(st.floats(0.1, 9), max_size=6).map(tuple),
)


@given(GRIDS)
def test_every_row_fits_the_columns_and_loses_nothing(grid: Grid) -> None:
    shares = columns.shares(grid)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0
    assert len(columns.are_figures(grid)) == len(shares)
    for before, after in zip(grid.rows, columns.rows(grid), strict=True):
        assert len(after) == len(shares)
        assert "".join("".join(before).split()) == "".join("".join(after).split())


def test_a_column_of_figures_is_told_from_one_of_words() -> None:
    assert columns.are_figures(LINES) == [True, False, False, True, True, True]
    assert columns.are_figures(SERVICES) == [False, True, False]


def test_a_figure_is_held_to_its_unit() -> None:
    assert columns.rows(LINES)[0][-1] == "1\u202f248\u202f301\u00a0€"


def test_the_widths_that_are_given_are_kept() -> None:
    assert columns.shares(SERVICES) == [3 / 8, 1 / 8, 4 / 8]


def test_a_row_higher_than_a_page_may_be_cut() -> None:
    assert columns.keeps_together(("court", "mot " * 50), (0.2, 0.8))
    assert not columns.keeps_together(("court", "mot " * 900), (0.2, 0.8))
    assert not columns.keeps_together(("mot " * 150, "court"), (0.08, 0.92))
