"""`timonerie jobs`: what runs behind the screens, what failed, and starting it again."""

from typing import Any
from uuid import UUID

import click
from django.utils import timezone

from timonerie.cli import output, refusals
from timonerie.domains.publications import job_words
from timonerie.foundations.accounts import actors
from timonerie.foundations.jobs import operations, queries
from timonerie.foundations.jobs.enums import JobState
from timonerie.foundations.jobs.models import Job
from timonerie.foundations.scope import current

SHOWN = 50


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--failed", is_flag=True, help="Seulement ceux en échec.")
@click.option("--restart", type=click.UUID, help="Relance ce travail, par son numéro.")
@click.option("--json", "as_json", is_flag=True)
def jobs(slug: str, failed: bool, restart: UUID | None, as_json: bool) -> None:
    """Dit les travaux d’une société, les derniers commencés d’abord."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        if restart is not None:
            _restart(actors.system(company), restart)
            return
        rows = queries.failed() if failed else queries.listed()
        found = list(rows[:SHOWN])
    if as_json:
        output.as_json([_answer(one) for one in found])
        return
    for one in found:
        began = f"{timezone.localtime(one.started_at):%d/%m/%Y %H:%M}" if one.started_at else "—"
        error = f" : {one.error}" if one.error else ""
        state = JobState(one.state).label
        click.echo(f"{one.public_id}  {began}  {job_words.kind(one.kind)}, {state}{error}")


def _restart(by: actors.Actor, number: UUID) -> None:
    job = Job.objects.filter(public_id=number).first()
    if job is None:
        refusals.fail("Aucun travail de cette société ne porte ce numéro.")
    try:
        operations.start_again(by=by, at=timezone.now(), job=job)
    except operations.StillRunning:
        refusals.fail(str(operations.NOTHING_TO_START))
    click.echo("Relancé.")


def _answer(one: Job) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "kind": one.kind,
        "state": one.state,
        "started_at": one.started_at.isoformat() if one.started_at else None,
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "attempts": one.attempts,
        "error": one.error,
    }
