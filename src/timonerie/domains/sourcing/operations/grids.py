"""The grid of the company: the built-in one to begin with, then a version for each change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.catalogue import grids as catalogue
from timonerie.domains.sourcing.models import EvaluationGrid
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.rules.grids.shapes import Criterion, Grid, GridFault
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

WORDS = ("label", "question", "help", "scale")


class GridChangedMeanwhile(Refused):
    """Somebody made a version since the writer read theirs."""


def ensure(*, by: Actor, at: datetime) -> EvaluationGrid:
    """The version in force; the built-in grid where the company has none yet."""
    found = queries.last()
    if found is not None:
        return found
    try:
        return _create(by, at, catalogue.default_grid(), number=1, reason="")
    except IntegrityError:
        return EvaluationGrid.objects.get(number=1)


def revise(*, by: Actor, at: datetime, number: int, grid: Grid, reason: str) -> EvaluationGrid:
    """Make a version after `number`, the one that the writer read. Decisions taken keep theirs.

    Raises:
        Refused: no reason is given, or nothing changes.
        GridChangedMeanwhile: a version was made since.
    """
    by.require("grid.write")
    if not reason.strip():
        raise Refused(_("Dites pourquoi la grille change."), field="reason")
    current = ensure(by=by, at=at)
    # Number 0 is the built-in grid, read before anybody used it.
    if current.number != max(number, 1):
        raise _changed(current.number)
    grid = _as_stored(grid, Grid.from_document(current.document))
    if grid.document() == current.document:
        raise Refused(_("Rien ne change : déplacez un poids ou un seuil."))
    try:
        return _create(by, at, grid, number=current.number + 1, reason=reason.strip())
    except IntegrityError:
        raise _changed(current.number + 1) from None


def _changed(number: int) -> GridChangedMeanwhile:
    return GridChangedMeanwhile(
        _("La grille a changé entre-temps (version %(number)s) : relisez-la.") % {"number": number}
    )


def _as_stored(grid: Grid, stored: Grid) -> Grid:
    """The words that the writer left as they were told to them, as they stand."""
    shown = {one.code: one for one in queries.told(stored).criteria}
    kept = {one.code: one for one in stored.criteria}

    def back(one: Criterion) -> Criterion:
        if one.code not in kept:
            return one
        was, seen = kept[one.code], shown[one.code]
        left = [name for name in WORDS if getattr(one, name) == getattr(seen, name)]
        return replace(one, **{name: getattr(was, name) for name in left})

    return replace(grid, criteria=tuple(map(back, grid.criteria)))


def read(document: Mapping[str, Any]) -> Grid:
    """A grid as somebody described it. Raises Refused, in words."""
    try:
        return Grid.from_document(document)
    except GridFault as fault:
        raise Refused(grid_sentences.fault(fault), field=fault.field) from fault


def _create(by: Actor, at: datetime, grid: Grid, *, number: int, reason: str) -> EvaluationGrid:
    with transaction.atomic():
        made: EvaluationGrid = EvaluationGrid.objects.create(
            number=number,
            document=grid.document(),
            reason=reason,
            created_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        audit.record(
            by=by,
            at=at,
            act="grid.revised",
            kind="grid",
            public_id=made.public_id,
            detail={"version": number, "reason": reason},
        )
    return made
