"""What a contract promises, beside what happened: four states, and never a figure without data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Fate(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    MISSED = "missed"
    IDLE = "idle"
    MISSING = "missing"


class RealityKind(StrEnum):
    LEVEL = "level"
    REPORT = "report"
    PROOF = "proof"
    SUBCONTRACTOR = "subcontractor"


@dataclass(frozen=True)
class MeasuredLevel:
    """A level over a period that began on `start`: `target` and `value` in the unit of the level,
    `value` None where nothing was measured, for want of cases where `is_idle`; `promise` is
    what is promised, in words."""

    title: str
    target: float
    at_least: bool
    unit: str
    start: date | None
    value: float | None
    is_idle: bool = False
    promise: str = ""
    link: str = ""


@dataclass(frozen=True)
class AwaitedReport:
    """A report due on `due`, late after `late_after`, received on a day or not yet."""

    title: str
    due: date
    late_after: date
    received: date | None
    link: str = ""


@dataclass(frozen=True)
class DatedPaper:
    """A proof or a certificate: the day the next one is due, or the last on which it holds. None
    where nobody knows; `given` is the day the last one came."""

    title: str
    due: date | None
    given: date | None = None
    link: str = ""


@dataclass(frozen=True)
class Subcontractor:
    name: str
    is_declared: bool
    link: str = ""


@dataclass(frozen=True)
class Reality:
    """One line of « promis et constaté »; `said` is what it was told from."""

    kind: RealityKind
    fate: Fate
    said: MeasuredLevel | AwaitedReport | DatedPaper | Subcontractor


def realities(
    *,
    on: date,
    levels: Iterable[MeasuredLevel] = (),
    reports: Iterable[AwaitedReport] = (),
    papers: Iterable[DatedPaper] = (),
    subcontractors: Iterable[Subcontractor] = (),
) -> tuple[Reality, ...]:
    """Those missed first, then those that nothing tells, without activity, and kept. A report that
    is not late yet says nothing."""
    told = [one for one in reports if one.received or on > one.late_after]
    found = [
        *(Reality(RealityKind.LEVEL, _of_level(one), one) for one in levels),
        *(Reality(RealityKind.REPORT, _of_report(one), one) for one in told),
        *(Reality(RealityKind.PROOF, _of_paper(one, on), one) for one in papers),
        *(Reality(RealityKind.SUBCONTRACTOR, _of_other(one), one) for one in subcontractors),
    ]
    order = (Fate.MISSED, Fate.MISSING, Fate.IDLE, Fate.KEPT)
    return tuple(sorted(found, key=lambda one: order.index(one.fate)))


def _of_level(level: MeasuredLevel) -> Fate:
    if level.value is None:
        return Fate.IDLE if level.is_idle else Fate.MISSING
    is_kept = level.value >= level.target if level.at_least else level.value <= level.target
    return Fate.KEPT if is_kept else Fate.MISSED


def _of_report(report: AwaitedReport) -> Fate:
    is_kept = report.received is not None and report.received <= report.late_after
    return Fate.KEPT if is_kept else Fate.MISSED


def _of_paper(paper: DatedPaper, on: date) -> Fate:
    if paper.due is None:
        return Fate.MISSING if paper.given is None else Fate.KEPT
    return Fate.KEPT if paper.due >= on else Fate.MISSED


def _of_other(subcontractor: Subcontractor) -> Fate:
    return Fate.KEPT if subcontractor.is_declared else Fate.MISSED
