"""What a grid proposes of an activity, and why, as codes with what they speak of.

The two readings and the vetoes are rules of this trade, not of law: to commit, to pay, to sanction,
to control and to arbitrate stay inside whatever the score.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from timonerie.domains.sourcing.enums import Hold, Reading, Verdict, Veto
from timonerie.domains.sourcing.rules.grids import bands, scoring
from timonerie.domains.sourcing.rules.grids.shapes import Grid, Scores


@dataclass(frozen=True)
class Reason:
    """`grid_sentences.reason` says it in words."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """`keep` and `guard` are scores from 0 to 100, None where nothing is known: neither a verdict
    nor a hold is then made up. `vetoes` are in the order of their list."""

    keep: float | None
    guard: float | None
    verdict: Verdict | None
    hold: Hold | None
    vetoes: tuple[Veto, ...]
    reasons: tuple[Reason, ...]


def judge(
    grid: Grid, scores: Scores, vetoes: Collection[Veto] = (), is_retained: bool | None = None
) -> Judged:
    """The verdict of an activity and how tightly to hold it if it is entrusted.

    `is_retained` says whether somebody inside can still specify, check and take back; None when
    nobody has said so yet. Raises GridFault for a note outside 0..4.
    """
    keep = scoring.score(grid, Reading.KEEP, scores)
    guard = scoring.score(grid, Reading.GUARD, scores)
    found = Judged(
        keep=keep,
        guard=guard,
        verdict=verdict_of(grid, keep, vetoes, is_retained),
        hold=None if guard is None else bands.holds(grid).of(guard),
        vetoes=tuple(one for one in Veto if one in vetoes),
        reasons=(),
    )
    told = [*_why(grid, found, is_retained), *_why_held(grid, found), *_partly(grid, scores)]
    return replace(found, reasons=tuple(told))


def verdict_of(
    grid: Grid, keep: float | None, vetoes: Collection[Veto], is_retained: bool | None
) -> Verdict | None:
    """Of a score to keep already made."""
    if vetoes:
        return Verdict.CORE
    return None if keep is None else bands.verdicts(grid, is_retained=is_retained).of(keep)


def _why(grid: Grid, found: Judged, is_retained: bool | None) -> Iterator[Reason]:
    by_score = verdict_of(grid, found.keep, (), None)
    yield from (Reason("veto", {"veto": one}) for one in found.vetoes)
    if found.vetoes:
        if by_score not in (None, Verdict.CORE):
            yield Reason("veto_over_score", {"verdict": by_score})
        return
    if found.keep is None or by_score is None:
        yield Reason("nothing_known")
        return
    about = {"score": found.keep, "hybrid_at": grid.hybrid_at, "keep_at": grid.keep_at}
    yield Reason(by_score.value, about)
    if by_score != Verdict.CORE and not is_retained:
        code = "retention_unknown" if is_retained is None else "nobody_retains"
        yield Reason(code, {"verdict": by_score})


def _why_held(grid: Grid, found: Judged) -> Iterator[Reason]:
    if found.hold is None:
        yield Reason("hold_unknown")
    else:
        about = {"score": found.guard, "light_at": grid.light_at, "tight_at": grid.tight_at}
        yield Reason(found.hold.value, about)


def _partly(grid: Grid, scores: Scores) -> Iterator[Reason]:
    for reading in Reading:
        share = scoring.coverage(grid, reading, scores)
        if 0 < share < 1:
            yield Reason("partly_known", {"reading": reading, "share": share})
