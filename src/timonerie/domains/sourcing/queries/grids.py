"""Reads of the grid: the version in force, an activity judged by it, every activity at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from timonerie.domains.sourcing.catalogue import grids as built_in
from timonerie.domains.sourcing.catalogue import prescores
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.models import (
    Activity,
    Assessment,
    EvaluationGrid,
    SourcingDecision,
)
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries.activities import in_place
from timonerie.domains.sourcing.rules import guard_rails
from timonerie.domains.sourcing.rules.grids import assessing, flips, idling, robustness, verdicts
from timonerie.domains.sourcing.rules.grids.assessing import Noted
from timonerie.domains.sourcing.rules.grids.flips import Flip
from timonerie.domains.sourcing.rules.grids.robustness import Robust
from timonerie.domains.sourcing.rules.grids.shapes import Criterion, Grid
from timonerie.domains.sourcing.rules.grids.verdicts import Judged
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope.memory import once

STOP = "criticality"
"""The criterion that the criticality of an activity answers: both go up to 4."""


@dataclass(frozen=True)
class InForce:
    """The grid and the version it is; number 0 is the built-in one, which nobody used yet."""

    grid: Grid
    number: int
    row: EvaluationGrid | None


@dataclass(frozen=True)
class Weighed:
    """An activity under a grid: what each criterion is noted, what that says, how firmly."""

    activity: Activity
    grid: Grid
    noted: Mapping[str, Noted]
    vetoes: frozenset[Veto]
    is_retained: bool | None
    """Whether somebody inside can still specify, check and take it back."""
    decision: SourcingDecision | None = None
    assessments: tuple[Assessment, ...] = ()

    @property
    def scores(self) -> dict[str, float]:
        return {code: one.value for code, one in self.noted.items()}

    @cached_property
    def judged(self) -> Judged:
        return verdicts.judge(
            self.grid, self.scores, vetoes=self.vetoes, is_retained=self.is_retained
        )

    @cached_property
    def robust(self) -> Robust:
        return robustness.robustness(
            self.grid, self.scores, vetoes=self.vetoes, is_retained=self.is_retained
        )

    @cached_property
    def flips(self) -> list[Flip]:
        return flips.flips(self.grid, self.scores, vetoes=self.vetoes, is_retained=self.is_retained)


def last() -> EvaluationGrid | None:
    found: EvaluationGrid | None = EvaluationGrid.objects.order_by("-number").first()
    return found


@once
def in_force() -> InForce:
    row = last()
    if row is None:
        return InForce(told(built_in.default_grid()), 0, None)
    return InForce(told(Grid.from_document(row.document)), row.number, row)


def told(grid: Grid) -> Grid:
    """A grid with the words that it was built with in the language of the reader."""

    def say(text: str) -> str:
        return _(text) if text else ""

    criteria = (
        replace(
            one,
            label=say(one.label),
            question=say(one.question),
            help=say(one.help),
            scale=tuple(map(say, one.scale)),  # type: ignore[arg-type]  # five words stay five
        )
        for one in grid.criteria
    )
    return replace(grid, criteria=tuple(criteria))


def versions() -> list[EvaluationGrid]:
    """Every version, the last first."""
    return list(EvaluationGrid.objects.order_by("-number"))


def weighed(actor: Actor, *, on: date) -> list[Weighed]:
    """Every active activity whose decisions the reader reads, by function then name; at most four
    queries."""
    rows = reaching.activities(actor, on=on).active().select_related("function")
    found = sorted(rows.select_related("accountable", "deputy", "keeper"), key=in_place)
    return _weigh(found)


def of(activity: Activity) -> Weighed:
    """One activity; at most three queries."""
    return _weigh([activity])[0]


def tried(
    activity: Activity, *, by: Actor, scores: Mapping[str, int], is_retained: bool | None
) -> Weighed:
    """One activity as it would be with these notes of an assessor in place of theirs, and this
    answer; nothing is written."""
    found = of(activity)
    given = [one for one in found.assessments if one.user_id != by.user_id]
    mine = Assessment(activity=activity, assessor=by.name, user_id=by.user_id, scores=dict(scores))
    every = (*given, mine) if scores else tuple(given)
    noted = _noted(found.grid, activity, every)
    return replace(found, noted=noted, assessments=every, is_retained=is_retained)


def idle(actor: Actor, *, on: date) -> tuple[Criterion, ...]:
    """The criteria of the grid in force without which no verdict that the reader reads would
    change."""
    found = weighed(actor, on=on)
    cases = [idling.Case(one.scores, one.vetoes, one.is_retained) for one in found]
    return idling.idle(in_force().grid, cases)


def under(grid: Grid, found: Iterable[Weighed]) -> list[Weighed]:
    """The same activities under another grid; asks nothing of the database."""
    return [
        replace(one, grid=grid, noted=_noted(grid, one.activity, one.assessments)) for one in found
    ]


def vetoes_of(activity: Activity) -> frozenset[Veto]:
    """Those of its line of the catalogue, those that its own name says, whatever line it is likened
    to, and those that people added."""
    own = prescores.vetoes(activity.catalogue_code) | guard_rails.vetoes_named(activity.name)
    return own | {Veto(one) for one in activity.vetoes}


def proposed(activity: Activity, grid: Grid) -> dict[str, int]:
    """The notes that an activity begins with, those of its line of the catalogue; what five days
    without it would cost was said on its own page."""
    known = {one.code for one in grid.criteria}
    notes = prescores.of(activity.catalogue_code)
    if STOP in notes:
        notes[STOP] = activity.criticality
    return {code: value for code, value in notes.items() if code in known}


def _weigh(found: Sequence[Activity]) -> list[Weighed]:
    grid = in_force().grid
    assessments: dict[int, list[Assessment]] = defaultdict(list)
    for one in Assessment.objects.filter(activity__in=found).order_by("at", "pk"):
        assessments[one.activity_id].append(one)
    decisions = {
        one.activity_id: one
        for one in SourcingDecision.objects.in_force()
        .filter(activity__in=found)
        .select_related("grid")
    }
    return [
        Weighed(
            activity=one,
            grid=grid,
            noted=_noted(grid, one, assessments[one.pk]),
            vetoes=vetoes_of(one),
            is_retained=one.is_retained,
            decision=decisions.get(one.pk),
            assessments=tuple(assessments[one.pk]),
        )
        for one in found
    ]


def _noted(grid: Grid, activity: Activity, given: Iterable[Assessment]) -> Mapping[str, Noted]:
    known = {one.code for one in grid.criteria}
    return assessing.combine(proposed(activity, grid), [_assessment(one, known) for one in given])


def _assessment(row: Assessment, known: set[str]) -> assessing.Assessment:
    scores = {code: value for code, value in row.scores.items() if code in known}
    return assessing.Assessment(assessor=row.assessor, scores=scores)
