"""What is billed beside what the contracts commit to."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Excess:
    """In cents; `over` is negative below what is committed, `share` of the committed amount, None
    where nothing is committed."""

    spend: int
    committed: int

    @property
    def over(self) -> int:
        return self.spend - self.committed

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.over, self.committed) if self.committed else None

    @property
    def is_above(self) -> bool:
        return self.over > 0


def excess(spend: int | None, committed: int | None) -> Excess | None:
    """None where one of them is not known: nothing is said then."""
    if spend is None or committed is None:
        return None
    return Excess(spend, committed)
