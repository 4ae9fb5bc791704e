"""How much of a spend stands on few."""

import pytest

from timonerie.domains.facts.rules.accounting import shares


def test_the_first_ones_by_their_share() -> None:
    found = shares.of([50, 30, 15, 5])
    assert found is not None
    assert found.first == pytest.approx({1: 0.5, 3: 0.95})
    assert found.index == pytest.approx(0.25 + 0.09 + 0.0225 + 0.0025)


def test_credit_notes_alone_are_no_spend() -> None:
    assert shares.of([-10, 0]) is None
    found = shares.of([100, -40])
    assert found is not None
    assert (found.first, found.count) == ({1: 1.0}, 1)
