"""Promised levels of a signed contract with Nova, measured on a small company's facts."""

from datetime import date, datetime
from typing import Any

from tests.factories import contracts as contract_factory
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ServiceLevel
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.models import LevelClaim, LevelResult
from timonerie.domains.performance.operations import levels
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

REASONING: dict[str, Any] = {
    "unknown": "",
    "yearly_cents": 1_200_000,
    "parts": 12,
    "days": [31, 31],
    "fee_cents": 100_000,
    "met": 6,
    "n": 8,
    "value": 75.0,
    "is_held": False,
    "bound": "80",
    "rate": "10",
    "cap": None,
    "left_cents": None,
    "is_capped": False,
}
START = date(2025, 11, 1)
BANDS = [{"below": "95", "rate": "5"}, {"below": "80", "rate": "10"}]


def signed(by: Actor, **parts: Any) -> Contract:
    """A contract with Nova at 12 000 € a year, from the first month of figures."""
    said = {"start_date": START, "yearly_cents": 1_200_000, "provider": nova(), **parts}
    return contract_factory.signed(by, **said)


def nova() -> Provider:
    return Provider.objects.get(name="Nova")


def promised(contract: Contract, **parts: Any) -> ServiceLevel:
    """95 % of the cases judged are in time, a penalty under it."""
    said = {
        "title": "Délais tenus",
        "metric": "sla_met",
        "target": 95.0,
        "unit": "percent",
        "consequence": "penalty",
        "bands": BANDS,
        **parts,
    }
    made: ServiceLevel = ServiceLevel.objects.create(contract=contract, **said)
    return made


def measure(at: datetime) -> int:
    """As the product does after the figures."""
    company = Company.objects.get(pk=current.current_id())
    return levels.refresh(by=actors.system(company), at=at)


def results(level: ServiceLevel) -> dict[date, LevelResult]:
    """The current measures by period."""
    return {row.period_start: row for row in LevelResult.objects.current().filter(level=level)}


def claims(level: ServiceLevel) -> dict[date, LevelClaim]:
    return {row.period_start: row for row in LevelClaim.objects.filter(level=level)}


def claimed(contract: Contract, **parts: Any) -> LevelClaim:
    """A penalty proposed for January, as the product writes it."""
    made: LevelClaim = LevelClaim.objects.create(
        level=promised(contract, **parts),
        period_kind="month",
        period_start=date(2026, 1, 1),
        kind="penalty",
        amount_cents=10_000,
        reasoning={**REASONING},
        proposed_at=NOW,
    )
    return made
