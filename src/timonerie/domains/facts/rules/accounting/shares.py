"""How much of a spend stands on few, once third parties of one provider are added up."""

from collections.abc import Sequence
from dataclasses import dataclass

from timonerie.engine.fec.concentration import RANKS


@dataclass(frozen=True)
class Concentration:
    """`first[n]` is the share of the n largest, 0 to 1, absent where there are fewer; `index` is
    the sum of the squared shares (Herfindahl-Hirschman), 1 for a single provider."""

    first: dict[int, float]
    index: float
    count: int


def of(amounts: Sequence[int]) -> Concentration | None:
    """Of the amounts that are positive; None when there is none."""
    kept = sorted((amount for amount in amounts if amount > 0), reverse=True)
    total = sum(kept)
    if not kept:
        return None
    return Concentration(
        first={rank: sum(kept[:rank]) / total for rank in RANKS if rank <= len(kept)},
        index=sum((amount / total) ** 2 for amount in kept),
        count=len(kept),
    )
