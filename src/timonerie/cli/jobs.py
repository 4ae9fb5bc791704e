"""`timonerie jobs`: what runs behind the screens, what failed, and starting it again."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click
from django.utils import timezone

from timonerie.cli import output, refusals
from timonerie.domains.publications import job_words
from timonerie.foundations.accounts import actors
from timonerie.foundations.jobs import operations, queries
from timonerie.foundations.jobs.enums import JobState, RunState
from timonerie.foundations.jobs.models import Job, JobRun
from timonerie.foundations.scope import current

SHOWN = 50


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--failed", is_flag=True, help="Seulement ceux en échec.")
@click.option("--restart", type=click.UUID, help="Relance ce travail, par son numéro.")
@click.option("--runs", is_flag=True, help="Chaque exécution des 30 derniers jours.")
@click.option("--json", "as_json", is_flag=True)
def jobs(slug: str, failed: bool, restart: UUID | None, runs: bool, as_json: bool) -> None:
    """Dit les travaux d’une société, les derniers commencés d’abord."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        if restart is not None:
            _restart(actors.system(company), restart)
            return
        if runs:
            _tell_runs(failed=failed, as_json=as_json)
            return
        rows = queries.failed() if failed else queries.listed()
        found = list(rows[:SHOWN])
    if as_json:
        output.as_json([_answer(one) for one in found])
        return
    for one in found:
        told = _line(one.started_at, one.kind, JobState(one.state).label, one.error)
        click.echo(f"{one.public_id}  {told}")


def _tell_runs(*, failed: bool, as_json: bool) -> None:
    rows = queries.runs()
    if failed:
        rows = rows.filter(state=RunState.FAILED)
    found, at = list(rows[:SHOWN]), timezone.now()
    if as_json:
        output.as_json([_run(one, at) for one in found])
        return
    for one in found:
        state = queries.run_state(one, at=at).label
        click.echo(_line(one.started_at, one.job.kind, state, one.error))


def _line(began: datetime | None, kind: str, state: object, error: str) -> str:
    at = f"{timezone.localtime(began):%d/%m/%Y %H:%M}" if began else "—"
    return f"{at}  {job_words.kind(kind)}, {state}" + (f" : {error}" if error else "")


def _restart(by: actors.Actor, number: UUID) -> None:
    job = Job.objects.filter(public_id=number).first()
    if job is None:
        refusals.fail("Aucun travail de cette société ne porte ce numéro.")
    try:
        operations.start_again(by=by, at=timezone.now(), job=job)
    except operations.StillRunning:
        refusals.fail(str(operations.NOTHING_TO_START))
    click.echo("Relancé.")


def _run(one: JobRun, at: datetime) -> dict[str, Any]:
    return {
        "job": str(one.job.public_id),
        "kind": one.job.kind,
        "state": queries.run_state(one, at=at),
        "started_at": one.started_at.isoformat(),
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "error": one.error,
    }


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
