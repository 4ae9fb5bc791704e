"""What a family was given and what it said, as plain JSON that gives the same verdict again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from timonerie.engine.signals.findings import STILL, Finding
from timonerie.engine.signals.grid import PER_YEAR, Step
from timonerie.engine.signals.matrix import FloatArray, Kind, Matrix
from timonerie.engine.signals.registry import FAMILIES, VERSION
from timonerie.engine.signals.settings import Settings

Evidence = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """One series as a family reads it: `hidden` are the places that a known cause explains,
    `beside` what stands beside it, if any, `weights` how many cases or units a value stands for."""

    family: str
    kind: Kind
    step: str
    starts: Sequence[date]
    amounts: FloatArray
    bases: FloatArray | None = None
    hidden: Collection[int] = ()
    beside: "Given | None" = None
    weights: FloatArray | None = None

    def matrix(self) -> Matrix:
        return matrix_of([self])


def matrix_of(found: Sequence[Given]) -> Matrix:
    """Series of one kind over the same periods, less what is hidden."""
    first = found[0]
    bases = None
    if first.bases is not None:
        bases = np.stack([one.bases for one in found if one.bases is not None])
    amounts = np.stack([_shown(one) for one in found])
    return Matrix(first.kind, amounts, bases, PER_YEAR[Step(first.step)])


@dataclass(frozen=True)
class Said:
    """What sentences say of an episode: its first period, the one that showed that it was over, the
    level before it (explained periods left out) and the one from there to its last period.
    """

    since: int
    closed: int
    expected: float
    seen: float


def said(given: Given, verdict: Finding, *, since: int) -> Said:
    """The verdict of a family is about the window that raised it; people ask what has been seen
    since. Where little of the gap is left over the whole episode, the window speaks."""
    if given.family not in _POOLED:
        return Said(since, verdict.closed, verdict.expected, verdict.seen)
    closed = _closed(given, verdict)
    last = len(given.starts) if closed == STILL else closed
    before = [place for place in range(since) if place not in given.hidden]
    expected, seen = _level(given, before), _level(given, range(since, last))
    sign = 1 if verdict.higher else -1
    least = LASTING * abs(verdict.seen - verdict.expected)
    if not sign * (seen - expected) > least:
        return Said(verdict.since, closed, verdict.expected, verdict.seen)
    return Said(since, closed, expected, seen)


LASTING = 0.25
"""Share of the gap of a window that its whole episode shows, at least."""
_POOLED = ("level", "volume", "late_inputs")


RETURNED = 6
"""Last periods that are all nearer to what was expected than to what was seen: it is over. Long
windows, which a detector also looks at, would keep a short accident for years."""


def _closed(given: Given, verdict: Finding) -> int:
    """The period that shows that the series is back, or `STILL`."""
    if verdict.closed != STILL:
        return verdict.closed
    bases = np.ones_like(given.amounts) if given.bases is None else given.bases
    with np.errstate(invalid="ignore", divide="ignore"):
        values = given.amounts / bases
    middle = (verdict.expected + verdict.seen) / 2
    is_back = (values < middle) == verdict.higher
    run = 0
    for place in range(len(given.starts) - 1, verdict.opened, -1):
        if np.isnan(values[place]) or not is_back[place]:
            break
        run += 1
    return len(given.starts) - run + RETURNED - 1 if run >= RETURNED else STILL


def _level(given: Given, places: Iterable[int]) -> float:
    chosen = list(places)
    amounts = given.amounts[chosen]
    known = np.isfinite(amounts)
    bases = np.ones_like(amounts) if given.bases is None else given.bases[chosen]
    total = float(np.nansum(np.where(known, bases, 0)))
    return float(np.nansum(amounts)) / total if total > 0 else float("nan")


def of(given: Given, settings: Settings, verdict: Finding, said: Said) -> Evidence:
    return {
        "engine": VERSION,
        "said": asdict(said),
        **_told(given),
        "settings": {"budget": settings.budget, "worse": settings.worse},
        "verdict": {**asdict(verdict), "row": 0},
    }


def given(evidence: Mapping[str, Any]) -> Given:
    """What the family was given."""
    beside = evidence.get("beside")
    return Given(
        family=evidence["family"],
        kind=Kind(evidence["kind"]),
        step=evidence["step"],
        starts=[date.fromisoformat(one) for one in evidence["starts"]],
        amounts=_numbers(evidence["amounts"]),
        bases=None if evidence["bases"] is None else _numbers(evidence["bases"]),
        hidden=evidence["hidden"],
        beside=None if beside is None else given(beside),
        weights=None if evidence["weights"] is None else _numbers(evidence["weights"]),
    )


def settings_of(evidence: Mapping[str, Any]) -> Settings:
    return Settings(**evidence["settings"])


def said_of(evidence: Mapping[str, Any]) -> Said:
    return Said(**evidence["said"])


def told(evidence: Mapping[str, Any]) -> Finding:
    """What the family said when the signal was raised or last updated."""
    return Finding(**evidence["verdict"])


def again(evidence: Mapping[str, Any]) -> Finding | None:
    """What the family says today of the same figures: the episode that opens when the one told
    did; None where it no longer says anything."""
    one = given(evidence)
    found = FAMILIES[one.family].find(one.matrix(), settings_of(evidence), **beside_of([one]))
    return next((each for each in found if each.opened == told(evidence).opened), None)


def beside_of(found: Sequence[Given]) -> dict[str, Matrix]:
    """What is given beside, as the family takes it."""
    beside = [one.beside for one in found if one.beside is not None]
    return {"beside": matrix_of(beside)} if beside else {}


def _told(given: Given) -> Evidence:
    return {
        "family": given.family,
        "kind": str(given.kind),
        "step": given.step,
        "starts": [one.isoformat() for one in given.starts],
        "amounts": _plain(given.amounts),
        "bases": None if given.bases is None else _plain(given.bases),
        "hidden": sorted(given.hidden),
        "beside": None if given.beside is None else _told(given.beside),
        "weights": None if given.weights is None else _plain(given.weights),
    }


def _shown(one: Given) -> FloatArray:
    amounts = one.amounts.copy()
    amounts[list(one.hidden)] = np.nan
    return amounts


def _plain(values: FloatArray) -> list[float | None]:
    return [None if np.isnan(one) else float(one) for one in values]


def _numbers(values: Sequence[float | None]) -> FloatArray:
    return np.array([np.nan if one is None else one for one in values], np.float64)
