"""Activities to entrust, and statements of work written from a ready model."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.factories import figures
from tests.factories.facts import event
from tests.factories.figures import Measured
from tests.factories.organisation import NOW
from timonerie.domains.organisation.models import BusinessFunction
from timonerie.domains.performance.operations import results
from timonerie.domains.sourcing.enums import Choice
from timonerie.domains.sourcing.models import Activity, StatementOfWork, StatementVersion
from timonerie.domains.sourcing.operations import (
    activities,
    decisions,
    statement_versions,
    statements,
)
from timonerie.domains.sourcing.operations.statement_versions import Approval
from timonerie.foundations.accounts.actors import Actor


def payslips(by: Actor, *, at: datetime = NOW, **said: Any) -> Activity:
    """« Bulletins », from the line of the catalogue that the payroll model knows."""
    function = BusinessFunction.objects.get(code="payroll")
    made = activities.create(
        by=by, at=at, name="Bulletins", function=function, volume_unit="bulletins", **said
    )
    Activity.objects.filter(pk=made.pk).update(catalogue_code="PAIE-02")
    made.refresh_from_db()
    return made


def payroll(
    by: Actor, *, at: datetime = NOW, of: Sequence[Activity] = (), **said: Any
) -> StatementOfWork:
    told = {"work": "payroll", "title": "Paie des sites", **said}
    return statements.draft(by=by, at=at, activities=of, **told)


def approved(
    by: Actor, statement: StatementOfWork, *, at: datetime = NOW, note: str = ""
) -> StatementVersion:
    """With a reason, whatever is missing."""
    statement.refresh_from_db()
    said = Approval(note=note, reason="À compléter avec le prestataire.")
    return statement_versions.approve(
        by=by, at=at, statement=statement, version=statement.version, said=said
    )


def entrusted(by: Actor, activity: Activity, *, at: datetime = NOW) -> None:
    """Decided, so that statements propose it first."""
    decisions.decide(
        by=by,
        at=at,
        activity=activity,
        choice=Choice.ENTRUST,
        review_date=at.date() + timedelta(days=365),
        reason="Le marché le fait mieux que nous.",
    )


def measured(company: Measured, activity: Activity) -> None:
    """Four months of cases of an activity, with their figures."""
    brought = [
        event(
            f"P{month:%y%m}-{rank:03d}",
            received=f"{month:%Y-%m}-{2 + rank:02d} 09:00",
            resolved=f"{month:%Y-%m}-{2 + rank:02d} 1{rank}:00",
            site="Lyon",
            provider="Nova",
            activity=activity.code,
        )
        for month in figures.MONTHS
        for rank in range(4)
    ]
    figures.bring(company.alice, brought, source="paie", name="paie.csv")
    results.refresh(at=figures.NOW)
