"""What the group says of its activities, and what it decided of them: who could take each back,
what is kept, what is entrusted, what was promised a year ago."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from timonerie.cli.demo import people
from timonerie.domains.organisation.models import Seat
from timonerie.domains.sourcing.enums import (
    Benefit,
    Certainty,
    Choice,
    CostKind,
    CostSide,
    Origin,
    Recurrence,
    ValueField,
)
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import (
    assessments,
    costs,
    decisions,
    holding,
    values,
)
from timonerie.domains.sourcing.operations.costs import Said
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.domains.sourcing.operations.values import Source
from timonerie.foundations.accounts.actors import Actor

YEAR = timedelta(days=365)
#: Days before the last evening on which the first decisions were taken: their year is over.
LONG_AGO = timedelta(days=400)
ESTIMATED = Source(origin=Origin.MEMBER, certainty=Certainty.ESTIMATED)


@dataclass(frozen=True)
class Held:
    """The posts that stand in for an activity and could take it back; `keeper` empty where nobody
    can, None where nobody said."""

    deputy: str = ""
    keeper: str | None = None


HELD: Mapping[str, Held] = {
    "PAIE-01": Held(people.HR_MANAGER, people.PAYROLL_MANAGER),
    "PAIE-02": Held(people.HR_MANAGER, people.PAYROLL_MANAGER),
    "PAIE-04": Held(keeper=people.PAYROLL_MANAGER),
    "COMPTA-01": Held(keeper=people.CFO),
    "COMPTA-10": Held(keeper=people.CFO),
    "COMPTA-11": Held(keeper=people.CFO),
    "RH-01": Held(people.PAYROLL_MANAGER, people.HR_MANAGER),
    # The fractional director of systems is the only one who knows: nobody stands in.
    "IT-01": Held(),
    "IT-02": Held(keeper=""),
    "JUR-02": Held(keeper=""),
    "ASSIST-03": Held(people.SITE_MANAGER, people.ASSISTANT),
}


@dataclass(frozen=True)
class Decided:
    choice: Choice
    reason: str = ""
    dissent: str = ""
    long_ago: bool = False
    promises: tuple[tuple[Benefit, float, float], ...] = ()
    measured: tuple[float | None, ...] = field(default=())


DECIDED: Mapping[str, Decided] = {
    "PAIE-02": Decided(
        Choice.ENTRUST,
        long_ago=True,
        promises=((Benefit.COST, 42_000_00, 36_000_00), (Benefit.HOURS, 0, 240)),
        measured=(35_760_00, None),
    ),
    "PAIE-04": Decided(Choice.ENTRUST),
    "COMPTA-01": Decided(Choice.ENTRUST),
    "COMPTA-08": Decided(Choice.ENTRUST),
    "COMPTA-10": Decided(Choice.ENTRUST),
    "COMPTA-04": Decided(Choice.KEEP),
    "PAIE-03": Decided(Choice.KEEP),
    "PAIE-05": Decided(Choice.KEEP),
    "RH-03": Decided(Choice.KEEP),
    "JUR-07": Decided(Choice.KEEP),
    "IT-01": Decided(Choice.ENTRUST),
    "RH-02": Decided(
        Choice.KEEP,
        reason="Deux recrutements ratés en un an : la présélection revient ici six mois.",
        dissent="Le DRH tient que le cabinet n’était pas en cause.",
    ),
}


def say(*, seats: Mapping[str, Seat], by: Actor, second: Actor, at: datetime) -> None:
    """At the last evening covered; the decision of a year ago at its own instant. `second` is who
    assesses beside."""
    known = {one.code: one for one in Activity.objects.active()}
    for code, held in HELD.items():
        _hold(known[code], held, seats, by=by, at=at)
    _describe(known, by=by, at=at)
    _assess(known, by=by, second=second, at=at)
    _cost(known["PAIE-02"], by=by, at=at)
    for code, decided in DECIDED.items():
        _decide(known[code], decided, seats, by=by, at=at - LONG_AGO if decided.long_ago else at)
    for code, decided in DECIDED.items():
        _measure(known[code], decided, by=by, at=at)


def _hold(
    activity: Activity, held: Held, seats: Mapping[str, Seat], *, by: Actor, at: datetime
) -> None:
    holding.hold(
        by=by,
        at=at,
        activity=activity,
        version=activity.version,
        accountable=activity.accountable,
        deputy=seats.get(held.deputy),
        keeper=seats.get(held.keeper or ""),
        has_no_keeper=held.keeper == "",
    )


_PAYROLL: Mapping[ValueField, Any] = {
    ValueField.YEARLY_VOLUME: 4_100,
    ValueField.TOOLS: "Tableur des variables, portail du prestataire",
    ValueField.DATA: ["staff", "bank", "health"],
    ValueField.CONFIDENTIALITY: 4,
    ValueField.OUR_DEADLINE: "variables le 20 à 18 h",
    ValueField.THEIR_DEADLINE: "bulletins le 25, DSN le 5",
}


def _describe(known: Mapping[str, Activity], *, by: Actor, at: datetime) -> None:
    """Lyon and Saint-Pierre do not say the same of the inputs of the payroll."""
    payroll = known["PAIE-02"]
    values.say(by=by, at=at, activity=payroll, unit=None, said=_PAYROLL)
    said = {ValueField.OUR_DEADLINE: "variables le 18 à 12 h", ValueField.TOOLS: "Tableur"}
    for unit in {one.unit for one in payroll.assignments.select_related("unit")}:
        if unit.code in ("LYO", "SPI"):
            where = said if unit.code == "SPI" else {**said, ValueField.TOOLS: "SIRH"}
            values.say(by=by, at=at, activity=payroll, unit=unit, said=where)
    cost = {ValueField.YEARLY_COST: {"cents": 96_800_00, "currency": "EUR"}}
    told = Source(origin=Origin.CONTRACT, certainty=Certainty.DECLARED, evidence="C-01")
    values.say(by=by, at=at, activity=known["IT-01"], unit=None, said=cost, source=told)


def _assess(known: Mapping[str, Activity], *, by: Actor, second: Actor, at: datetime) -> None:
    """Two people do not see the monthly closing alike."""
    closing = known["COMPTA-11"]
    assessments.assess(by=by, at=at, activity=closing, scores={"rarity": 1, "singularity": 1})
    assessments.assess(by=second, at=at, activity=closing, scores={"rarity": 3, "singularity": 2})


def _cost(activity: Activity, *, by: Actor, at: datetime) -> None:
    yearly, once = Recurrence.YEARLY, Recurrence.ONCE
    lines = [
        Said(side=CostSide.MAKE, kind=CostKind.PAY, low=58_000_00, high=66_000_00),
        Said(side=CostSide.MAKE, kind=CostKind.TOOLS, low=6_000_00, high=9_000_00),
        Said(
            side=CostSide.BUY,
            kind=CostKind.PRICE,
            low=35_760_00,
            high=35_760_00,
            origin=Origin.CONTRACT,
            evidence="C-02",
        ),
        Said(side=CostSide.BUY, kind=CostKind.STEERING, low=1_800_00, high=4_300_00),
        Said(side=CostSide.BUY, kind=CostKind.DOUBLE_CHECK, low=700_00, high=1_800_00),
        Said(side=CostSide.BUY, kind=CostKind.EXIT, low=2_000_00, high=5_000_00, recurrence=once),
        Said(side=CostSide.TAKE_BACK, kind=CostKind.PAY, low=58_000_00, high=66_000_00),
        Said(
            side=CostSide.TAKE_BACK,
            kind=CostKind.RECRUITMENT,
            low=9_000_00,
            high=15_000_00,
            recurrence=once,
        ),
        Said(
            side=CostSide.TAKE_BACK,
            kind=CostKind.TOOLS,
            low=6_000_00,
            high=9_000_00,
            recurrence=yearly,
        ),
    ]
    costs.replace(by=by, at=at, activity=activity, version=activity.version, lines=lines)


def _decide(
    activity: Activity,
    decided: Decided,
    seats: Mapping[str, Seat],
    *,
    by: Actor,
    at: datetime,
) -> None:
    due = (at + YEAR).date()
    owner = seats.get(people.PAYROLL_MANAGER)
    decisions.decide(
        by=by,
        at=at,
        activity=activity,
        choice=decided.choice,
        review_date=due,
        reason=decided.reason,
        dissent=decided.dissent,
        benefits=[
            Promise(kind=kind, baseline=baseline, promised=promised, due_date=due, owner=owner)
            for kind, baseline, promised in decided.promises
        ],
    )


def _measure(activity: Activity, decided: Decided, *, by: Actor, at: datetime) -> None:
    decision = activity.decisions.in_force().get()
    for benefit, measured in zip(decision.benefits.order_by("pk"), decided.measured, strict=False):
        if measured is not None:
            decisions.measure(
                by=by, at=at, benefit=benefit, version=benefit.version, measured=measured
            )
