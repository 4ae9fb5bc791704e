"""How good a report is, criterion by criterion, each with its points and what it counts. Pure.

A criterion that nothing can tell (no earlier comment, no figure computed) is left out: it is never
nought, and the others weigh more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

from timonerie.domains.reporting.report_enums import ReportState

_DELAY = {
    ReportState.ON_TIME: 1.0,
    ReportState.KEPT_GRACE: 0.6,
    ReportState.CAME_LATE: 0.0,
}
HUNDRED = 100
MANY = 3
"""Figures corrected afterwards that leave no point."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """As `catalogue/report_weights.toml` says them."""

    version: int
    least_reports: int
    last_reports: int
    tolerance: float
    points: Mapping[str, int]


@dataclass(frozen=True)
class Gap:
    """What was declared of a field, and what the facts give, in the same unit."""

    field: str
    declared: Decimal
    computed: float

    def is_wide(self, tolerance: float) -> bool:
        around = max(abs(self.computed), 1e-9)
        return abs(float(self.declared) - self.computed) / around > tolerance


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a report that came. `asked` fields must be filled, `filled` are; `copied` is
    None where there is no comment to compare."""

    came: ReportState
    asked: int
    filled: int
    copied: bool | None
    corrected: int
    gaps: Sequence[Gap] = ()


@dataclass(frozen=True)
class Criterion:
    """`count` of `of` is what it counts: fields filled of those asked, gaps too wide of those that
    can be compared."""

    code: str
    share: float
    out_of: int
    count: int = 0
    of: int = 0

    @property
    def points(self) -> float:
        return round(self.share * self.out_of, 1)


@dataclass(frozen=True)
class Quality:
    criteria: tuple[Criterion, ...]

    @property
    def score(self) -> float:
        """Of a hundred."""
        whole = sum(one.out_of for one in self.criteria)
        return round(HUNDRED * sum(one.share * one.out_of for one in self.criteria) / whole, 1)


def quality(facts: Facts, *, weights: Weights) -> Quality:
    points = weights.points
    found = [Criterion("delay", _DELAY[facts.came], points["delay"])]
    if facts.asked:
        share = facts.filled / facts.asked
        found.append(
            Criterion("completeness", share, points["completeness"], facts.filled, facts.asked)
        )
    if facts.copied is not None:
        found.append(Criterion("comment", 0.0 if facts.copied else 1.0, points["comment"]))
    share = max(0.0, 1 - facts.corrected / MANY)
    found.append(Criterion("corrections", share, points["corrections"], facts.corrected))
    if facts.gaps:
        wide = sum(one.is_wide(weights.tolerance) for one in facts.gaps)
        share = 1 - wide / len(facts.gaps)
        found.append(Criterion("gap", share, points["gap"], wide, len(facts.gaps)))
    return Quality(tuple(found))


def score(found: Sequence[Quality], *, weights: Weights) -> float | None:
    """The mean of the last reports; None under as many as it takes to say anything."""
    last = found[-weights.last_reports :]
    if len(last) < weights.least_reports:
        return None
    return round(fmean(one.score for one in last), 1)


def is_poor(facts: Facts) -> bool:
    """Whether more than a tenth of the fields are blank, or the comment is last month's."""
    return bool(facts.copied) or (facts.asked > 0 and facts.filled < 0.9 * facts.asked)
