"""What people decide of an activity, beside what the grid proposed; what they promise with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing.enums import Benefit, Choice, Verdict
from timonerie.domains.sourcing.models import Activity, PromisedBenefit, SourcingDecision
from timonerie.domains.sourcing.operations import checks, grids
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

#: The choices that follow each verdict. Waiting follows none and departs from none.
FOLLOWING: dict[str, frozenset[Choice]] = {
    Verdict.CORE: frozenset({Choice.KEEP, Choice.TAKE_BACK}),
    Verdict.HYBRID: frozenset({Choice.SHARE}),
    Verdict.DELEGABLE: frozenset({Choice.ENTRUST, Choice.SHARE}),
    Verdict.RESERVE: frozenset({Choice.KEEP, Choice.SHARE, Choice.TAKE_BACK}),
}


class VetoStands(Refused):
    """To commit, to pay, to sanction, to control, to arbitrate stay inside."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A benefit promised for a day: cents a year, hours, a ratio or hours a year by its kind."""

    kind: Benefit
    promised: float
    due_date: date
    baseline: float | None = None
    metric: str = ""
    owner: Seat | None = None


def decide(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    choice: Choice,
    review_date: date,
    reason: str = "",
    dissent: str = "",
    benefits: Sequence[Promise] = (),
    seen: int | None = None,
) -> SourcingDecision:
    """Decide; the decision before it is kept, superseded. `seen` is the row of the decision that
    the writer read (None: there was none).

    Raises:
        VetoStands: the activity is to be entrusted against a veto.
        Refused: the choice departs from the verdict without a reason, or a date is past.
        Conflict: somebody decided meanwhile.
        OutOfReach: the writer's mandate does not go there.
    """
    by.require("sourcing.write")
    checks.require_whole(by, at=at, activity=activity)
    today = timezone.localdate(at)
    weighed = queries.of(activity)
    if choice == Choice.ENTRUST and weighed.vetoes:
        raise VetoStands(
            _(
                "Un veto garde cette activité dedans. Ce qui l’entoure peut se confier : gardez la"
                " décision et dites pourquoi."
            ),
            field="choice",
        )
    follows = is_followed(weighed.judged.verdict, choice)
    _check(follows=follows, reason=reason, review_date=review_date, today=today, of=benefits)
    with transaction.atomic():
        # Two first decisions at once: the second reads the first.
        Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        grid = grids.ensure(by=by, at=at)
        rows = SourcingDecision.objects.select_for_update(no_key=True)
        current = rows.in_force().filter(activity=activity).first()
        if (current.pk if current else None) != seen:
            raise Conflict(current=current or activity, mine={"choice": choice})
        if current is not None:
            changes.replace(current, version=None, values={"superseded_at": at})
        made: SourcingDecision = SourcingDecision.objects.create(
            activity=activity,
            grid=grid,
            verdict=weighed.judged.verdict or "",
            hold=weighed.judged.hold or "",
            keep_score=weighed.judged.keep,
            guard_score=weighed.judged.guard,
            robustness=None if weighed.judged.verdict is None else weighed.robust.share,
            scores=weighed.scores,
            vetoes=sorted(weighed.vetoes),
            choice=choice,
            is_followed=follows,
            reason=reason.strip(),
            dissent=dissent.strip(),
            review_date=review_date,
            decided_on=today,
            decided_by=by.name,
            user_id=by.user_id,
            created_at=at,
        )
        PromisedBenefit.objects.bulk_create(_benefits(made, benefits))
        audit.record(
            by=by,
            at=at,
            act="activity.decided",
            kind="activity",
            public_id=activity.public_id,
            detail={
                "verdict": made.verdict,
                "choice": choice.value,
                "reason": made.reason,
                "dissent": made.dissent,
                "review": review_date.isoformat(),
                "benefits": len(benefits),
            },
        )
    return made


def is_followed(verdict: Verdict | None, choice: Choice) -> bool:
    """Whether a choice follows a verdict; without one, or waiting, nothing is departed from."""
    if verdict is None or choice == Choice.WAIT:
        return True
    return choice in FOLLOWING[verdict]


def measure(
    *, by: Actor, at: datetime, benefit: PromisedBenefit, version: int, measured: float | None
) -> None:
    """Write what was measured of a promise, beside it; None takes the measure back. Raises
    Conflict; OutOfReach."""
    by.require("sourcing.write")
    activity = benefit.decision.activity
    checks.require_whole(by, at=at, activity=activity)
    on = None if measured is None else timezone.localdate(at)
    values = {
        "measured": measured,
        "measured_on": on,
        "measured_by": "" if measured is None else by.name,
    }
    with transaction.atomic():
        made = changes.replace(benefit, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="activity.benefit_measured",
                kind="activity",
                public_id=activity.public_id,
                detail={"benefit": benefit.kind, "measured": made.get("measured", "")},
            )


def _check(
    *, follows: bool, reason: str, review_date: date, today: date, of: Sequence[Promise]
) -> None:
    if not follows and not reason.strip():
        raise Refused(
            _("La décision s’écarte du verdict : dites pourquoi, on vous le demandera."),
            field="reason",
        )
    if review_date <= today:
        raise Refused(
            _("La date de revue est passée : donnez-en une à venir."), field="review_date"
        )
    for promise in of:
        if promise.due_date <= today:
            raise Refused(_("Un bénéfice se promet pour un jour à venir."), field="benefits")
        if promise.promised < 0 or (promise.baseline or 0) < 0:
            raise Refused(_("Un bénéfice promis se dit par un chiffre positif."), field="benefits")


def _benefits(decision: SourcingDecision, of: Sequence[Promise]) -> list[PromisedBenefit]:
    return [
        PromisedBenefit(
            decision=decision,
            kind=one.kind,
            metric=one.metric,
            baseline=one.baseline,
            promised=one.promised,
            due_date=one.due_date,
            owner=one.owner,
        )
        for one in of
    ]
