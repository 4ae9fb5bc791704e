"""How often a ritual is held, of the times it should be."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from timonerie.domains.rituals.enums import OccurrenceState

HELD = frozenset({OccurrenceState.SEEN, OccurrenceState.HELD, OccurrenceState.MOVED})
"""Still in the agenda once its day is past is presumed held; said so on screen."""
FEWEST = 3
"""Meetings that should have been held before a share is told."""


@dataclass(frozen=True)
class Regularity:
    """Over the last twelve months. `expected`: cancelled ones included; `unknown`: vanished, or
    missing from the pace without a trace; they count in neither."""

    held: int
    expected: int
    cancelled: int
    unknown: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where too little is known to say it."""
        return self.held / self.expected if self.expected >= FEWEST else None

    @property
    def is_shaky(self) -> bool:
        """Two in three at most: worth a word."""
        return self.share is not None and self.share <= 2 / 3


def of(states: Sequence[str], *, slots: int) -> Regularity:
    """`states` of the past meetings; `slots` is how many the pace puts over the same days, 0 where
    it is a rule that lists them all."""
    counts = Counter(states)
    held = sum(counts[state] for state in HELD)
    cancelled = counts[OccurrenceState.CANCELLED]
    elsewhere = counts[OccurrenceState.ELSEWHERE]
    traced = held + cancelled + elsewhere + counts[OccurrenceState.VANISHED]
    unknown = counts[OccurrenceState.VANISHED] + max(0, slots - traced)
    return Regularity(held, held + cancelled, cancelled, unknown)
