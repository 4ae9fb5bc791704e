"""What a comparison of offers is made of, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.rules.offers.marks import Averaged
from timonerie.domains.sourcing.rules.offers.totals import Total
from timonerie.domains.sourcing.rules.offers.volumes import Scenario

#: The name of the price among the weights.
PRICE = "price"

State = Literal["scored", "to_mark", "to_price", "excluded"]
#: What keeps an offer from being scored, or is to be known before choosing it.
GAPS = {
    "unmarked": "no mark that counts on a criterion (key)",
    "unanswered": "no answer to an eliminatory line (key): told, the offer is scored all the same",
    "price": "see totals.MISSING", "volume": "see totals.MISSING", "beyond": "see totals.MISSING",
    "transition": "see totals.MISSING", "exit": "see totals.MISSING",
    "recurrence": "see totals.MISSING",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """How an offer answers a line; a line that is required eliminates what does not conform."""

    line: str
    is_required: bool
    conformity: Conformity


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    total: Total
    averages: Mapping[str, Averaged]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """`code` is one of GAPS; `key` that of the criterion or of the line, if any."""

    code: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an offer stands. Score, rank and notes are out of 100 under expected volumes; a score
    is None unless the offer is `scored`. `notes` has what is known by criterion, and PRICE.
    `excluded_by` are the eliminatory lines that it does not conform to."""

    key: str
    state: State
    score: float | None
    rank: int | None
    notes: Mapping[str, float]
    excluded_by: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Flip:
    """The share of one weight (0 to 1) past which another offer comes first, the others keeping
    their proportions and filling the rest."""

    key: str
    chosen: float
    turning: float
    winner: str

    @property
    def change(self) -> float:
        return abs(self.turning - self.chosen)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`standings`: scored offers by rank, then those to complete, then the excluded ones. `ranks`
    of the scored offers under each volume; equal scores share a rank. `shares` of the plausible
    weightings under which each comes first. `flips` the smallest first, none when two offers are
    first together. `dominances`: (better or equal everywhere, the other one)."""

    standings: tuple[Standing, ...]
    ranks: Mapping[Scenario, Mapping[str, int]]
    shares: Mapping[str, float]
    flips: tuple[Flip, ...]
    dominances: tuple[tuple[str, str], ...]

    @property
    def is_provisional(self) -> bool:
        """Some offer that is not excluded has no score yet: the ranking may still change."""
        return any(each.state in ("to_mark", "to_price") for each in self.standings)

    def first(self, scenario: Scenario = "expected") -> tuple[str, ...]:
        """Who comes first, all of them when equal."""
        return tuple(key for key, rank in self.ranks[scenario].items() if rank == 1)

    @property
    def changed_by_volumes(self) -> tuple[Scenario, ...]:
        """The volumes under which offers are ranked otherwise than under expected ones."""
        usual = self.ranks["expected"]
        others: tuple[Scenario, ...] = ("low", "high")
        return tuple(each for each in others if self.ranks[each] != usual)
