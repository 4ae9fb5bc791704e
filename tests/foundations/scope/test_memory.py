"""A page reads once what it asks twice, and the next page reads again."""

from collections.abc import Callable

import pytest

from timonerie.foundations.scope import current, memory


def counting() -> tuple[list[str], Callable[[str], int]]:
    asked: list[str] = []

    @memory.once
    def read(what: str) -> int:
        asked.append(what)
        return len(asked)

    return asked, read


def test_a_page_asks_once() -> None:
    asked, read = counting()
    with current.company(1), memory.of_one_page():
        assert [read("units"), read("units"), read("targets")] == [1, 1, 2]
    assert asked == ["units", "targets"]


@pytest.mark.rule("AUT-06", "ISO-04")
def test_the_next_page_asks_again() -> None:
    asked, read = counting()
    for _page in range(2):
        with current.company(1), memory.of_one_page():
            read("units")
    assert asked == ["units", "units"]


def test_outside_a_page_every_read_is_fresh() -> None:
    asked, read = counting()
    with current.company(1):
        assert read("units") != read("units")
    assert len(asked) == 2


def test_companies_never_share_an_answer() -> None:
    _asked, read = counting()
    with memory.of_one_page():
        with current.company(1):
            one = read("units")
        with current.company(2):
            other = read("units")
    assert one != other
