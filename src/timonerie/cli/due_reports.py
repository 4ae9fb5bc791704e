"""`timonerie reports`: the reports that are owed, and where each one stands."""

from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.reporting import report_sentences
from timonerie.domains.reporting.operations import occurrences, reminders
from timonerie.domains.reporting.queries import due_reports as queries
from timonerie.domains.reporting.queries.due_reports import Standing
from timonerie.domains.reporting.report_enums import ReportState
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--late", is_flag=True, help="Seulement ce qui est en retard.")
@click.option(
    "--open", "opens", is_flag=True, help="Ouvre d’abord les périodes dont le jour vient."
)
@click.option("--json", "as_json", is_flag=True)
def reports(slug: str, late: bool, opens: bool, as_json: bool) -> None:
    """Dit les rapports attendus des prestataires et des sites, les retards d’abord."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, at = actors.system(company), timezone.now()
        if opens:
            occurrences.open_all(by=by, at=at)
            reminders.remind_all(by=by, at=at)
        found = [
            one for one in queries.board(by, at=at) if not late or one.state == ReportState.LATE
        ]
        if as_json:
            output.as_json([_answer(one) for one in found])
            return
        if not found:
            click.echo("Aucun rapport n’est attendu.")
        for one in found:
            click.echo(_line(one))


def _line(one: Standing) -> str:
    due = one.due
    owner, period = report_sentences.owner(due), report_sentences.period(due)
    return f"{owner} : {due.title}, {period}, {one.state.label} ({due.due_date:%d/%m/%Y})"


def _answer(one: Standing) -> dict[str, Any]:
    due = one.due
    return {
        "id": str(due.public_id),
        "title": due.title,
        "owed_by": report_sentences.owner(due),
        "side": due.side,
        "period_start": due.period_start.isoformat(),
        "period_end": due.period_end.isoformat(),
        "due_date": due.due_date.isoformat(),
        "late_after": one.deadline.late_after.isoformat(),
        "state": str(one.state),
        "stage": due.stage,
        "days_late": one.days_late,
    }
