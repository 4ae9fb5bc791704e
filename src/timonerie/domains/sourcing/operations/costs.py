"""What an activity costs, done, entrusted or taken back: the lines, said again as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import CostKind, CostSide, Origin, Recurrence
from timonerie.domains.sourcing.models import Activity, CostLine
from timonerie.domains.sourcing.operations import checks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

MOST_LINES = 60


@dataclass(frozen=True, kw_only=True)
class Said:
    """A line as somebody says it; amounts in the smallest unit of the currency."""

    side: CostSide
    kind: CostKind
    low: int
    high: int
    recurrence: Recurrence = Recurrence.YEARLY
    label: str = ""
    currency: str = "EUR"
    origin: Origin = Origin.MEMBER
    evidence: str = ""


def replace(
    *, by: Actor, at: datetime, activity: Activity, version: int, lines: Sequence[Said]
) -> None:
    """Say every line of an activity again. Saying what stands writes nothing.

    Raises:
        Refused: a range goes down, currencies differ, or there are too many lines.
        Conflict: the activity has another version by now.
        OutOfReach: the writer's mandate does not go there.
    """
    by.require("sourcing.write")
    checks.require_whole(by, at=at, activity=activity)
    _check(lines)
    with transaction.atomic():
        before = [_said(row) for row in activity.cost_lines.order_by("rank", "pk")]
        if before == list(lines):
            return
        changes.touch(activity, version=version, mine={})
        activity.cost_lines.all().delete()
        CostLine.objects.bulk_create(
            CostLine(activity=activity, rank=rank, **vars(line)) for rank, line in enumerate(lines)
        )
        audit.record(
            by=by,
            at=at,
            act="activity.costed",
            kind="activity",
            public_id=activity.public_id,
            detail={"lines": [str(len(before)), str(len(lines))]},
        )


def _said(row: CostLine) -> Said:
    return Said(
        side=CostSide(row.side),
        kind=CostKind(row.kind),
        low=row.low,
        high=row.high,
        recurrence=Recurrence(row.recurrence),
        label=row.label,
        currency=row.currency,
        origin=Origin(row.origin),
        evidence=row.evidence,
    )


def _check(lines: Sequence[Said]) -> None:
    if len(lines) > MOST_LINES:
        raise Refused(_("Soixante lignes suffisent : regroupez les plus petites."))
    if len({line.currency for line in lines}) > 1:
        raise Refused(_("Toutes les lignes se disent dans la même devise."), field="currency")
    for line in lines:
        if not 0 <= line.low <= line.high:
            raise Refused(
                _("Le plus bas dépasse le plus haut (%(line)s) : inversez-les.")
                % {"line": line.label or line.kind.label},
                field="low",
            )
