"""An amount shared out between sites: to the cent, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.domains.contracts.rules.money.shares import (
    WHOLE,
    SharesFault,
    hundredths,
    split,
)

WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=30).filter(any)


def of(weights: list[int]) -> dict[int, int]:
    return hundredths(dict(enumerate(weights)))


@given(WEIGHTS, st.integers(-(10**12), 10**12))
def test_the_parts_add_up_to_the_amount(weights: list[int], cents: int) -> None:
    assert sum(split(cents, of(weights)).values()) == cents


@given(WEIGHTS, st.integers(0, 10**12))
def test_no_part_is_a_cent_away_from_its_share(weights: list[int], cents: int) -> None:
    shares = of(weights)
    for key, part in split(cents, shares).items():
        assert abs(part * WHOLE - cents * shares[key]) < WHOLE


@given(WEIGHTS)
def test_weights_make_the_whole(weights: list[int]) -> None:
    shares = of(weights)
    assert sum(shares.values()) == WHOLE
    assert all(shares[key] == 0 for key, weight in enumerate(weights) if not weight)


@given(WEIGHTS, st.integers(0, 10**9))
def test_a_refund_is_shared_as_the_amount_was(weights: list[int], cents: int) -> None:
    shares = of(weights)
    back = split(-cents, shares)
    assert back == {key: -part for key, part in split(cents, shares).items()}


def test_three_equal_sites_share_a_hundred_euros() -> None:
    assert split(10_000, of([1, 1, 1])) == {0: 3_334, 1: 3_333, 2: 3_333}


def test_shares_that_do_not_make_the_whole_are_refused() -> None:
    with pytest.raises(SharesFault):
        split(100, {"a": 9_999})


def test_nothing_weighs_nothing() -> None:
    with pytest.raises(SharesFault):
        of([0, 0])
