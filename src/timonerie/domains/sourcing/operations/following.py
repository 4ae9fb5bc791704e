"""Following the verdict of several activities at once, and undoing that gesture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import Choice, Verdict
from timonerie.domains.sourcing.models import Activity, SourcingDecision
from timonerie.domains.sourcing.operations import checks, decisions
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

#: What follows each verdict without a word more; a reserve is for somebody to lift.
FOLLOWED = {
    Verdict.CORE: Choice.KEEP,
    Verdict.HYBRID: Choice.SHARE,
    Verdict.DELEGABLE: Choice.ENTRUST,
}


@dataclass(frozen=True)
class Followed:
    """The decisions taken, and the activities left to decide one by one: no verdict yet, a reserve,
    or decided already."""

    made: tuple[SourcingDecision, ...]
    left: tuple[Activity, ...]


def follow(
    *, by: Actor, at: datetime, activities: Sequence[Activity], review_date: date
) -> Followed:
    """Decide what the grid proposes for each activity that has a clear verdict and no decision.

    Raises:
        Refused: the review date is past.
        OutOfReach: the writer's mandate does not go to one of them; nothing is decided.
    """
    by.require("sourcing.write")
    made: list[SourcingDecision] = []
    left: list[Activity] = []
    with transaction.atomic():
        for activity in activities:
            checks.require_whole(by, at=at, activity=activity)
            weighed = queries.of(activity)
            verdict = weighed.judged.verdict
            choice = None if verdict is None else FOLLOWED.get(verdict)
            if choice is None or weighed.decision is not None:
                left.append(activity)
                continue
            made.append(
                decisions.decide(
                    by=by, at=at, activity=activity, choice=choice, review_date=review_date
                )
            )
    return Followed(tuple(made), tuple(left))


def undo(*, by: Actor, at: datetime, made: Iterable[UUID]) -> int:
    """Take back decisions that the writer took by such a gesture and that nobody replaced since;
    returns how many. They stay in the history.

    Raises Refused when one of them is somebody else's, or carries a promise."""
    by.require("sourcing.write")
    taken = 0
    with transaction.atomic():
        rows = SourcingDecision.objects.in_force().filter(public_id__in=list(made))
        for decision in rows.select_related("activity"):
            checks.require_whole(by, at=at, activity=decision.activity)
            if decision.user_id != by.user_id or decision.benefits.exists():
                raise Refused(_("Une de ces décisions ne se défait plus d’un geste : revoyez-la."))
            changes.replace(decision, version=None, values={"superseded_at": at})
            audit.record(
                by=by,
                at=at,
                act="activity.decision_undone",
                kind="activity",
                public_id=decision.activity.public_id,
                detail={"choice": decision.choice},
            )
            taken += 1
    return taken
