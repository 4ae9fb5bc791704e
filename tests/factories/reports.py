"""Reports as tests await them: a payroll contract whose report is due on the fifth working day."""

from datetime import UTC, date, datetime
from typing import Any

from tests.factories import contracts, obligations
from tests.factories.organisation import NOW
from timonerie.domains.contracts.models import Contract, ExpectedReport
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import providers
from timonerie.domains.reporting.models import DueReport, ReportBinding, ReportRule
from timonerie.domains.reporting.operations import (
    occurrences,
    report_bindings,
    report_filing,
    report_links,
    report_rules,
)
from timonerie.domains.reporting.operations.report_filing import Given
from timonerie.foundations.accounts.actors import Actor

WHOLE = {
    "payslips": "120",
    "redone": "2",
    "error_rate": "1,5",
    "late_inputs": "1",
    "declarations": "Déposées à l’heure",
}
"""Every field of the payroll model that must be filled."""


def instant(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def provider(by: Actor, name: str = "Nova Paie") -> Provider:
    made: Provider = providers.create(by=by, at=NOW, name=name, trade="Paie")
    return made


def contract(by: Actor, firm: Provider | None = None, **parts: Any) -> Contract:
    held = firm or provider(by)
    return contracts.signed(by, f"Contrat {held.name}", provider=held, **parts)


def expected(by: Actor, signed: Contract, **parts: Any) -> ExpectedReport:
    """Monthly, on the fifth working day, two more in grace."""
    made = obligations.report(by, signed, **{"grace_days": 2, **parts})
    assert isinstance(made, ExpectedReport)
    return made


def opened(by: Actor, at: datetime = NOW) -> list[DueReport]:
    """What stands once the periods are open, in the order of their days."""
    occurrences.open_all(by=by, at=at)
    return list(DueReport.objects.order_by("due_date", "pk"))


def due(by: Actor, *, model: str = "payroll", at: datetime = NOW, **parts: Any) -> DueReport:
    """The report of February 2026, due on Friday 6 March, in grace until Tuesday 10."""
    expected(by, contract(by), **parts)
    follow(by, at=at, model=model)
    return opened(by, at)[0]


def follow(by: Actor, *, at: datetime = NOW, model: str = "payroll", **parts: str) -> None:
    """Bind every line to a model before its first period opens."""
    occurrences.follow(at=at)
    for one in ReportBinding.objects.filter(expected__isnull=False):
        report_bindings.change(by=by, at=at, binding=one, version=one.version, model=model, **parts)


def given(**parts: Any) -> Given:
    return Given(**{"values": WHOLE, "comment": "Rien à signaler.", **parts})


def filed(by: Actor, row: DueReport, at: datetime = NOW, **parts: Any) -> None:
    report_filing.file(by=by, at=at, due=row, given=given(**parts))
    row.refresh_from_db()


def link(by: Actor, row: DueReport, *, days: int = 30, at: datetime = NOW) -> report_links.Made:
    return report_links.make(by=by, at=at, due=row, recipient="Léa Petit", days=days)


def rule(by: Actor, *sites: Unit, **parts: Any) -> ReportRule:
    said = report_rules.Said(
        **{
            "title": "Point du site",
            "cadence": "monthly",
            "day": 3,
            "grace_days": 1,
            "model": "assistant",
            "start_date": date(2026, 3, 1),
            "sites": sites,
            **parts,
        }
    )
    return report_rules.create(by=by, at=NOW, said=said)
