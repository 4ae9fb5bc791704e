"""What a contract promises and what both sides owe, as tests say it."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import contracts, statements
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, SecurityProof, ServiceLevel
from timonerie.domains.contracts.operations import levels, obligations
from timonerie.domains.contracts.operations.level_checks import Band, LevelSaid
from timonerie.domains.contracts.operations.obligations import (
    ObligationSaid,
    ProofSaid,
    ReportSaid,
    Row,
)
from timonerie.domains.sourcing.models import StatementVersion
from timonerie.foundations.accounts.actors import Actor

__all__ = ["level", "level_said", "obligation", "payroll", "proof", "report"]


def level_said(title: str = "Demandes tenues", **parts: Any) -> LevelSaid:
    """95 % of the cases on time, each month, or 2 then 5 % of the fee."""
    told: dict[str, Any] = {
        "metric": "sla_met",
        "target": 95,
        "unit": "percent",
        "consequence": "penalty",
        "bands": (Band(Decimal(95), Decimal(2)), Band(Decimal(90), Decimal(5))),
        "cap": Decimal(10),
    }
    return LevelSaid(title=title, **{**told, **parts})


def level(
    by: Actor, contract: Contract, title: str = "Demandes tenues", **parts: Any
) -> ServiceLevel:
    return levels.add(by=by, at=NOW, contract=contract, said=level_said(title, **parts))


def report(by: Actor, contract: Contract, **parts: Any) -> Row:
    said = ReportSaid(**{"title": "Rapport d’activité", "day": 5, "grace_days": 1, **parts})
    return obligations.add(by=by, at=NOW, contract=contract, said=said)


def obligation(by: Actor, contract: Contract, **parts: Any) -> Row:
    told = {"title": "Variables de paie", "kind": "input", "side": "ours", **parts}
    return obligations.add(by=by, at=NOW, contract=contract, said=ObligationSaid(**told))


def proof(by: Actor, contract: Contract, **parts: Any) -> SecurityProof:
    told = {"title": "Sauvegardes", "due_date": date(2026, 3, 31), **parts}
    made = obligations.add(by=by, at=NOW, contract=contract, said=ProofSaid(**told))
    assert isinstance(made, SecurityProof)
    return made


def payroll(by: Actor) -> tuple[Contract, StatementVersion]:
    """A contract and the approved statement of work of the payroll."""
    statement = statements.payroll(by, of=[statements.payslips(by)])
    return contracts.signed(by), statements.approved(by, statement)
