"""`timonerie commitments`: who promised what for when, and what share was kept on time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries.commitments import Kept, Stood
from timonerie.domains.commitments.rules.rates import LEAST
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.wording import formats

YEAR = timedelta(days=364)


@click.command("commitments")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--provider", "firm", default="", help="Ce qu’un prestataire a promis, par son nom.")
@click.option("--overdue", "only_late", is_flag=True, help="Seulement ceux qui sont en retard.")
@click.option("--json", "as_json", is_flag=True)
def commitments(slug: str, firm: str, only_late: bool, as_json: bool) -> None:
    """Dit les engagements en cours, et la part tenue à temps sur douze mois."""
    company = output.company_called(slug)
    with current.company(company.pk):
        on, by = timezone.localdate(), actors.system(company)
        found = [one for one in queries.listed(by, on=on) if _is_asked(one, firm, only_late)]
        kept = queries.rates((one.row for one in found), start=on - YEAR, end=on)
        if as_json:
            output.as_json(_answer(found, kept))
        else:
            _tell(found, kept, on)


def _is_asked(one: Stood, firm: str, only_late: bool) -> bool:
    if only_late and one.standing != Standing.OVERDUE:
        return False
    promised = one.row.provider.name if one.row.provider else ""
    return not firm or promised.casefold() == firm.casefold()


def _answer(found: Sequence[Stood], kept: Sequence[Kept]) -> dict[str, Any]:
    return {
        "commitments": [_commitment(one) for one in found],
        "rates": [
            {
                "holder": str(one.holder),
                "on_time": one.rate.on_time,
                "ended": one.rate.ended,
                "share": one.rate.share,
                "running": one.rate.running,
                "overdue": one.rate.overdue,
            }
            for one in kept
        ],
    }


def _commitment(one: Stood) -> dict[str, Any]:
    row = one.row
    return {
        "id": str(row.public_id),
        "what": row.what,
        "holder": str(row.provider or row.seat),
        "promised_for": row.promised_for.isoformat(),
        "due_date": row.due_date.isoformat(),
        "standing": one.standing.value,
        "slippage_days": one.slippage,
        "promised_again": row.repeats,
    }


def _tell(found: Sequence[Stood], kept: Sequence[Kept], on: date) -> None:
    running = [one for one in found if one.is_open]
    if not running:
        click.echo("Aucun engagement n’est en cours.")
    for one in running:
        holder = one.row.provider or one.row.seat
        day = formats.day(one.row.due_date)
        click.echo(f"{day} : {one.row.what} ({holder}, {one.standing.label})")
    for each in kept:
        rate = each.rate
        share = f"trop peu pour un taux, il en faut {LEAST}"
        if rate.share is not None:
            share = formats.percent(rate.share, decimals=0)
        click.echo(f"{each.holder} : {rate.on_time} tenus à temps sur {rate.ended} ({share})")
