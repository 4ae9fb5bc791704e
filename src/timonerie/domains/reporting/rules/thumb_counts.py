"""Thumbs counted by provider and quarter: ups over all, never a rate of too few."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from timonerie.engine import periods

LEAST: Final = 5
"""Thumbs below which a share would say little, and could point at who gave them."""


@dataclass(frozen=True)
class Counted:
    """`up` of `n` thumbs."""

    up: int
    n: int

    @property
    def share(self) -> float | None:
        """None where they are too few."""
        return self.up / self.n if self.n >= LEAST else None


def by_quarter(
    thumbs: Iterable[tuple[date, bool]], *, fiscal_month: int = 1
) -> Mapping[date, Counted]:
    """Of (day of what was judged, up or not), by the first day of the quarter, in order."""
    found: dict[date, list[bool]] = defaultdict(list)
    for day, is_up in thumbs:
        found[periods.start_of("quarter", day, fiscal_month)].append(is_up)
    return {start: Counted(sum(found[start]), len(found[start])) for start in sorted(found)}
