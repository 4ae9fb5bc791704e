"""The board of the cycles, the page of one, and one passage."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.catalogue import cycles as catalogue
from timonerie.domains.reporting.cycle_enums import Rhythm, RunState, StepState
from timonerie.domains.reporting.models import CycleRun, RunStep
from timonerie.domains.reporting.operations import cycle_checks
from timonerie.domains.reporting.queries import (
    cycle_explanations,
    cycle_links,
    cycle_owners,
    cycle_standings,
)
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.web import cycle_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.cycles import charts, frame, links, tables
from timonerie.web.pages.settings import history
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

MOST_RUNS = 120
"""Passages read of one cycle: what they explain is told of these."""


@policy("cycle.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    runs = queries.open_runs(request.actor, on=on)
    context: dict[str, Any] = {
        "boards": [
            {"cycle": cycle, "table": table, "url": frame.address(request, cycle)}
            for cycle, table in tables.boards(request, runs, on=on)
        ],
        "table": tables.of_cycles(request, queries.listed(request.actor, on=on), runs, on=on),
        "breadcrumbs": [],
    }
    return show(request, "cycles/index.html", context)


@policy("cycle.read")
def archives(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    cycles = queries.listed(request.actor, on=on, archived=True)
    context: dict[str, Any] = {
        "table": tables.of_cycles(request, cycles, [], on=on),
        "breadcrumbs": frame.crumbs(request, (_("Archives"), "")),
    }
    return show(request, "cycles/archives.html", context)


@policy("cycle.read")
def detail(request: CompanyRequest, cycle_id: UUID) -> HttpResponse:
    cycle, on = frame.cycle_of(request, cycle_id), timezone.localdate()
    seen = queries.runs_visible_to(request.actor, on=on).filter(cycle=cycle)
    last = queries.with_steps(seen).order_by("-period_start", "site__name", "pk")[:MOST_RUNS]
    runs = list(last)
    under_way = sorted(
        (one for one in runs if one.state == RunState.OPEN), key=lambda one: one.period_start
    )
    steps = queries.steps_of(queries.version_of(cycle, on=on))
    told = cycle_explanations.told(runs, today=on)
    writes = request.actor.may("cycle.write")
    context: dict[str, Any] = {
        "cycle": cycle,
        "board": tables.board(request, cycle, under_way, on=on) if under_way else None,
        "runs": tables.of_runs(request, [one for one in runs if one not in under_way], on=on),
        "steps": tables.of_steps(request, cycle, steps),
        "trend": charts.punctuality(cycle_explanations.punctuality(runs, today=on), cycle),
        "explanations": charts.explanations(told),
        "sources": _sources(cycle.code),
        "is_event": cycle.cadence == Rhythm.EVENT,
        "history": history.of(request, kind="cycle", public_id=cycle.public_id),
        "breadcrumbs": frame.crumbs(request, (cycle.title, "")),
    }
    if writes:
        context |= links.shown(cycle_links.of(cycle), at=timezone.now())
    return show(request, "cycles/detail.html", context)


def _sources(code: str) -> list[dict[str, str]]:
    """Where the days of law of a ready model come from."""
    model = catalogue.by_code().get(code)
    steps = model.steps if model else ()
    return [{"title": one.title, "source": one.source} for one in steps if one.source]


@policy("cycle.read")
def run(request: CompanyRequest, run_id: UUID) -> HttpResponse:
    found, on = frame.run_of(request, run_id), timezone.localdate()
    standing = cycle_standings.of(found, today=on)
    here = frame.run_title(found)
    context: dict[str, Any] = {
        "run": found,
        "heading": here,
        "held": cycle_owners.owner(standing.held) if standing.held else "",
        "held_step": standing.held,
        "late_since": standing.late_since,
        "steps": [_step(request, found, one) for one in standing.steps],
        "left": sum(one.state == StepState.DUE for one in standing.steps),
        "cycle_url": frame.address(request, found.cycle),
        "breadcrumbs": frame.crumbs(
            request, (found.cycle.title, frame.address(request, found.cycle)), (here, "")
        ),
    }
    return show(request, "cycles/run.html", context)


def _step(request: CompanyRequest, run: CycleRun, step: RunStep) -> dict[str, Any]:
    step.run = run
    on, at = timezone.localdate(), timezone.now()
    mine = cycle_checks.may_do(request.actor, step, at=at)
    is_open = run.state == RunState.OPEN
    return {
        "step": step,
        "owner": cycle_owners.owner(step),
        "state": cycle_words.state(step, today=on),
        "word": cycle_words.standing(step, today=on),
        "counts": cycle_words.counts(step),
        "may_do": mine and is_open and step.state == StepState.DUE,
        "may_undo": mine and step.state == StepState.DONE,
        "may_waive": is_open and step.state == StepState.DUE and request.actor.may("cycle.write"),
    }
