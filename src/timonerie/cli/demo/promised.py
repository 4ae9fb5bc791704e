"""What the invented contracts promise, measured over three years: one penalty granted, one waived,
others that wait for somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from timonerie.domains.contracts.enums import Consequence, LevelPeriod, LevelUnit
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.performance.models import LevelClaim
from timonerie.domains.performance.operations import claim_settling, levels
from timonerie.foundations.accounts.actors import Actor

Bands = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class LevelPlan:
    """A level of the contract of that reference; `terms` are those of `ServiceLevel`."""

    contract: str
    title: str
    metric: str
    target: float
    terms: Mapping[str, Any] = field(default_factory=dict)


PENALTY = {"consequence": Consequence.PENALTY, "cap": Decimal(10)}
CREDIT = {"consequence": Consequence.CREDIT, "cap": Decimal(15)}
LEVELS = (
    LevelPlan(
        "C-01",
        "Tickets résolus dans leur délai",
        "sla_met",
        84,
        {
            **PENALTY,
            "unit": LevelUnit.PERCENT,
            "bands": [{"below": "84", "rate": "2"}, {"below": "80", "rate": "5"}],
            "yearly_cap_cents": 250_000,
        },
    ),
    LevelPlan(
        "C-01",
        "Prise en charge en quatre heures",
        "pick_up_time_median",
        90,
        {"unit": LevelUnit.PERCENT, "threshold": 4.0},
    ),
    LevelPlan(
        "C-02",
        "Bulletins erronés du fait du prestataire",
        "provider_errors",
        1.2,
        {
            **CREDIT,
            "unit": LevelUnit.PERCENT,
            "at_least": False,
            "period": LevelPeriod.QUARTER,
            "bands": [{"below": "1.2", "rate": "3"}, {"below": "2", "rate": "6"}],
        },
    ),
    LevelPlan(
        "C-03",
        "Livrables comptables à l’heure",
        "on_time_delivery",
        95,
        {"unit": LevelUnit.PERCENT},
    ),
)
REPLY = "Incident général du 14 chez notre hébergeur : nous proposons d’en partager le coût."
SHARED = "Coût partagé avec le prestataire, convenu en comité de suivi."
WAIVED = "Bascule de messagerie demandée par nous : les tickets du mois lui sont dus."


def measure(*, by: Actor, director: Actor, at: datetime) -> None:
    """Once the last month is over. The product measures; the director settles."""
    contracts = {one.reference: one for one in Contract.objects.all()}
    for plan in LEVELS:
        _promise(contracts[plan.contract], plan)
    levels.refresh(by=by, at=at)
    _settle(by=director, at=at)


def _promise(contract: Contract, plan: LevelPlan) -> None:
    ServiceLevel.objects.create(
        contract=contract,
        title=plan.title,
        metric=plan.metric,
        target=plan.target,
        **plan.terms,
    )


def _settle(*, by: Actor, at: datetime) -> None:
    """The two oldest penalties: one shared, one waived; the next one is talked about."""
    oldest = LevelClaim.objects.filter(kind="penalty", amount_cents__isnull=False)
    found = list(oldest.order_by("period_start", "pk")[:3])
    told: dict[str, Any] = {"by": by, "at": at, "version": None}
    if found:
        half = (found[0].amount_cents or 0) // 2 or 1
        claim_settling.discuss(**told, claim=found[0], reply=REPLY)
        claim_settling.grant(**told, claim=found[0], granted_cents=half, reason=SHARED)
    if len(found) > 1:
        claim_settling.waive(**told, claim=found[1], reason=WAIVED)
