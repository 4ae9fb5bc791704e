"""Activities of the built-in list, evaluated and decided."""

from datetime import date
from typing import Any

from tests.factories import accounts, offers
from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.sourcing.enums import Benefit, Choice, CostKind, CostSide, ValueField
from timonerie.domains.sourcing.models import Activity, SourcingDecision, StatementActivity
from timonerie.domains.sourcing.operations import (
    activities,
    assessments,
    costs,
    decisions,
    values,
)
from timonerie.domains.sourcing.operations.costs import Said
from timonerie.domains.sourcing.operations.decisions import Promise
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope.models import Company

IN_A_YEAR = date(2027, 3, 2)
#: To sign payments, to check before a transfer, to chair the works council.
KEPT = ("COMPTA-04", "PAIE-03", "RH-08")


def added(by: Actor, *codes: str) -> list[Activity]:
    """Lines of the built-in list, in the order of their codes."""
    activities.add_from_catalogue(by=by, at=NOW, codes=codes)
    rows = {one.code: one for one in Activity.objects.filter(code__in=codes)}
    return [rows[code] for code in codes]


def decided(
    by: Actor, activity: Activity, choice: Choice, *, review_date: date = IN_A_YEAR, **parts: Any
) -> SourcingDecision:
    return decisions.decide(
        by=by, at=NOW, activity=activity, choice=choice, review_date=review_date, **parts
    )


def colleague(company: Company, name: str) -> Actor:
    """A fractional executive of the company, who may evaluate."""
    return accounts.actor(company, Role.EXECUTIVE, name=name)


def entrusted(by: Actor, name: str, *, unit: Unit, provider: Provider) -> Activity:
    """An activity with all that is said of it: values, notes, a cost, a decision with its promise,
    a statement of work with its version, and an offer of a bidder who was invited too."""
    activity = activities.create(by=by, at=NOW, name=name, catalogue_code="PAIE-02")
    activities.assign(
        by=by, at=NOW, activity=activity, unit=unit, provider=provider, start_date=NOW.date()
    )
    values.say(by=by, at=NOW, activity=activity, unit=unit, said={ValueField.YEARLY_VOLUME: 1_200})
    assessments.assess(by=by, at=NOW, activity=activity, scores={"value": 1})
    price = Said(side=CostSide.BUY, kind=CostKind.PRICE, low=900, high=1_100)
    costs.replace(by=by, at=NOW, activity=activity, version=activity.version, lines=[price])
    promise = Promise(kind=Benefit.HOURS, promised=40, due_date=IN_A_YEAR)
    decisions.decide(
        by=by,
        at=NOW,
        activity=activity,
        choice=Choice.ENTRUST,
        review_date=IN_A_YEAR,
        reason="Éprouvé ailleurs",
        benefits=[promise],
    )
    asking = offers.asking(by, title=f"Cahier {name}")
    StatementActivity.objects.create(statement=asking.statement, activity=activity)
    offers.marked(by, asking, offers.typed(by, asking))
    offers.invited(by, asking)
    return activity
