"""The grid of the company: its weights, its thresholds, its words, and its versions."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.catalogue import grids as built_in
from timonerie.domains.sourcing.models import EvaluationGrid
from timonerie.domains.sourcing.operations import grids as operations
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.rules.grids.shapes import Grid
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.weights import GridForm
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.pages.sourcing import frame, grid_changes
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table


@policy("sourcing.read")
def index(request: CompanyRequest) -> HttpResponse:
    """The grid in force, to be read."""
    in_force = queries.in_force()
    form = GridForm(grid=in_force.grid, number=in_force.number)
    return _page(request, form, {}, is_edited=False)


@policy("grid.write")
def edit(request: CompanyRequest) -> HttpResponse:
    """A change is tried on every activity before it is saved."""
    in_force = queries.in_force()
    form = GridForm(request.POST or None, grid=in_force.grid, number=in_force.number)
    told: dict[str, Any] = {}
    if request.method == "POST":
        grid = _grid(form)
        if grid is not None and "voir" in request.POST:
            found = queries.weighed(request.actor, on=timezone.localdate())
            sentence, lines = grid_changes.of_verdicts(found, grid)
            told = {"sentence": sentence, "lines": lines}
        elif grid is not None and _saved(request, form, grid):
            messages.success(request, _("La nouvelle version de la grille est en vigueur."))
            return redirect(url(request, "activity-weights"))
    return _page(request, form, told, is_edited=True)


def _page(
    request: CompanyRequest, form: GridForm, told: dict[str, Any], *, is_edited: bool
) -> HttpResponse:
    home = (_("Garder ou confier"), url(request, "activity-grid"))
    context: dict[str, Any] = {
        "form": form,
        "told": told,
        "is_edited": is_edited,
        "idle": [] if is_edited else _idle(request),
        "is_built_in": form.grid == built_in.default_grid(),
        "versions": _table(queries.versions()),
        "breadcrumbs": frame.crumbs(request, home, (_("La grille"), "")),
    }
    return show(request, "sourcing/weights.html", context)


@require_POST
@policy("grid.write")
def restore(request: CompanyRequest) -> HttpResponse:
    """The built-in grid again, as a new version."""
    call = partial(
        operations.revise,
        by=request.actor,
        at=timezone.now(),
        number=queries.in_force().number,
        grid=built_in.default_grid(),
        reason=_("Retour à la grille proposée par Timonerie"),
    )
    message = _("La grille de Timonerie est de nouveau en vigueur.")
    return act(request, call, to=url(request, "activity-weights"), message=message)


def _grid(form: GridForm) -> Grid | None:
    """The grid that the form describes; None where it describes none, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return operations.read(form.document())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return None


def _saved(request: CompanyRequest, form: GridForm, grid: Grid) -> bool:
    data = form.cleaned_data
    try:
        operations.revise(
            by=request.actor,
            at=timezone.now(),
            number=data["number"],
            grid=grid,
            reason=data["reason"],
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    else:
        return True
    return False


def _idle(request: CompanyRequest) -> list[str]:
    return [one.label for one in queries.idle(request.actor, on=timezone.localdate())]


def _table(found: Sequence[EvaluationGrid]) -> Table:
    """The last version first, each with what it changed."""
    earlier: list[EvaluationGrid | None] = [*found[1:], None]
    return Table(
        name="versions",
        caption=_("Versions de la grille"),
        columns=(
            Column(label=_("Version"), is_number=True),
            Column(label=_("Depuis le")),
            Column(label=_("Par")),
            Column(label=_("Motif"), is_long=True),
            Column(label=_("Ce qui change"), is_long=True),
        ),
        rows=tuple(_row(one, before) for one, before in zip(found, earlier, strict=False)),
    )


def _row(one: EvaluationGrid, before: EvaluationGrid | None) -> Row:
    day = timezone.localdate(one.created_at)
    return Row(
        cells=(
            Cell(text=str(one.number), value=one.number),
            Cell(text=formats.day(day), value=day),
            Cell(text=one.created_by),
            Cell(text=one.reason or "—", is_soft=not one.reason),
            Cell(text=" ; ".join(grid_changes.between(before, one))),
        )
    )
