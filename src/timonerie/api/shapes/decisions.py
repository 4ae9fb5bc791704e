from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.models import SourcingDecision
from timonerie.domains.sourcing.queries.grids import InForce, Weighed


class NoteOut(Schema):
    """A note from 0 to 4: the mean of `count` assessors between the lowest and the highest, or what
    the catalogue proposes."""

    value: float
    low: float
    high: float
    count: int
    is_proposed: bool


class DecisionOut(Schema):
    """What was decided, and the version of the grid it was taken with."""

    id: UUID
    choice: str
    verdict: str
    is_followed: bool
    reason: str
    dissent: str
    decided_on: date
    decided_by: str
    review_date: date
    grid_version: int

    @classmethod
    def of(cls, one: SourcingDecision) -> "DecisionOut":
        told = {name: getattr(one, name) for name in _DECISION}
        return cls(id=one.public_id, grid_version=one.grid.number, **told)


_DECISION = (
    *("choice", "verdict", "is_followed", "reason", "dissent"),
    *("decided_on", "decided_by", "review_date"),
)


class EvaluationOut(Schema):
    """An activity under the grid: scores from 0 to 100, null where nothing is noted; `robustness`
    is the share of plausible weightings that keep the verdict. `mine` are the caller's notes."""

    activity: UUID
    name: str
    keep: float | None
    guard: float | None
    verdict: str | None
    hold: str | None
    vetoes: list[str]
    is_retained: bool | None
    robustness: float | None
    reasons: list[str]
    flip: str | None
    notes: dict[str, NoteOut]
    mine: dict[str, int]
    decision: DecisionOut | None

    @classmethod
    def of(cls, one: Weighed, *, user_id: int | None = None) -> "EvaluationOut":
        judged, activity = one.judged, one.activity
        mine = next((row for row in one.assessments if row.user_id == user_id), None)
        return cls(
            activity=activity.public_id,
            name=activity.name,
            keep=judged.keep,
            guard=judged.guard,
            verdict=judged.verdict,
            hold=judged.hold,
            vetoes=[veto.value for veto in judged.vetoes],
            is_retained=one.is_retained,
            robustness=one.robust.share,
            reasons=[grid_sentences.reason(reason) for reason in judged.reasons],
            flip=grid_sentences.flip(one.flips[0]) if one.flips else None,
            notes={code: _note(noted) for code, noted in one.noted.items()},
            mine=dict(mine.scores) if mine else {},
            decision=None if one.decision is None else DecisionOut.of(one.decision),
        )


def _note(one: Any) -> NoteOut:
    numbers = {name: getattr(one, name) for name in ("value", "low", "high", "count")}
    return NoteOut(is_proposed=one.is_prescored, **numbers)


class EvaluationIn(Schema):
    """The caller's notes, by code of criterion; those left out are taken back."""

    notes: dict[str, Annotated[int, Field(ge=0, le=4)]]
    remark: Annotated[str, Field(max_length=500)] = ""


class PromiseIn(Schema):
    """A benefit for a day: cents a year, hours, a ratio or hours a year by its kind."""

    kind: Literal["cost", "delay", "errors", "hours"]
    promised: Annotated[float, Field(ge=0, le=1e15)]
    due_date: date
    baseline: Annotated[float, Field(ge=0, le=1e15)] | None = None
    metric: Annotated[str, Field(max_length=60)] = ""


class DecisionIn(Schema):
    """`seen` is the decision that the caller read, null for none: another one is a conflict."""

    choice: Literal["keep", "share", "entrust", "take_back", "wait"]
    review_date: date
    reason: Annotated[str, Field(max_length=1000)] = ""
    dissent: Annotated[str, Field(max_length=1000)] = ""
    benefits: Annotated[list[PromiseIn], Field(max_length=4)] = []
    seen: UUID | None = None


class CriterionOut(Schema):
    code: str
    reading: str
    weight: float
    label: str
    question: str
    scale: list[str]
    help: str
    is_asked: bool


class GridOut(Schema):
    """The grid in force; version 0 is the built-in one, which nobody used yet."""

    version: int
    keep_at: float
    hybrid_at: float
    tight_at: float
    light_at: float
    criteria: list[CriterionOut]

    @classmethod
    def of(cls, one: InForce) -> "GridOut":
        return cls(version=one.number, **one.grid.document())
