"""Where a passage stands: who holds the hand, and what is late. Pure: the day is given."""

from collections.abc import Sequence
from datetime import date


def hand(settled: Sequence[bool]) -> int | None:
    """The rank of the first step that is neither done nor waived: its owner holds the hand. None
    once all are settled."""
    return next((rank for rank, one in enumerate(settled) if not one), None)


def is_late(*, due_on: date, done_on: date | None, today: date) -> bool:
    """Done after its day, or not done while its day is past."""
    return (done_on or today) > due_on


def out_of_turn(settled: Sequence[bool], rank: int) -> bool:
    """Whether a step would be done while one before it is not."""
    return not all(settled[:rank])
