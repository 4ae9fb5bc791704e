"""What assessors say of an activity: the notes they move, one assessment each."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity, Assessment
from timonerie.domains.sourcing.operations import checks, grids
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

HIGHEST = 4


def assess(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    scores: Mapping[str, int],
    note: str = "",
) -> Assessment | None:
    """Say one's own notes, whole ones from 0 to 4, by criterion; those left out go by the catalogue
    or by the others. Nothing noted takes the assessment back (None).

    Raises:
        Refused: a note is out of its scale, or of no criterion of the grid.
        OutOfReach: the assessor's mandate does not go there.
    """
    by.require("sourcing.write")
    checks.require_whole(by, at=at, activity=activity)
    _check(scores)
    with transaction.atomic():
        # Sent twice at once, a first assessment is made once.
        Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        grid = grids.ensure(by=by, at=at)
        row = _mine(by, activity)
        before = dict(row.scores) if row else {}
        kept = dict(scores)
        if row is not None and kept == before and row.note == note:
            return row
        if not kept and not note:
            if row is not None:
                row.delete()
            made = None
        elif row is None:
            made = Assessment.objects.create(
                activity=activity,
                grid=grid,
                assessor=by.name,
                user_id=by.user_id,
                scores=kept,
                note=note,
                at=at,
            )
        else:
            values = {"assessor": by.name, "grid": grid, "scores": kept, "note": note, "at": at}
            changes.replace(row, version=None, values=values)
            made = row
        _record(by, at, activity, before, kept)
    return made


def _mine(by: Actor, activity: Activity) -> Assessment | None:
    """Of an account, whatever it is called now; who has none is known by their name alone."""
    rows = Assessment.objects.select_for_update().filter(activity=activity, user_id=by.user_id)
    if by.user_id is None:
        rows = rows.filter(assessor=by.name)
    found: Assessment | None = rows.first()
    return found


def _check(scores: Mapping[str, int]) -> None:
    known = {one.code: one.label for one in queries.in_force().grid.criteria}
    for code, value in scores.items():
        if code not in known:
            raise Refused(_("Ce critère n’est pas dans la grille."), field=code)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST:
            raise Refused(
                _("« %(criterion)s » se note de 0 à 4.") % {"criterion": known[code]}, field=code
            )


def _record(
    by: Actor, at: datetime, activity: Activity, before: dict[str, int], after: dict[str, int]
) -> None:
    moved = [
        f"{code} {before.get(code, '–')} → {after.get(code, '–')}"
        for code in {**before, **after}
        if before.get(code) != after.get(code)
    ]
    audit.record(
        by=by,
        at=at,
        act="activity.assessed",
        kind="activity",
        public_id=activity.public_id,
        detail={"notes": ", ".join(moved)},
    )
