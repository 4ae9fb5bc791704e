"""`timonerie obligations`: what both sides of a contract owe, and when it falls next."""

from datetime import timedelta
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.cli.clauses import contract_called
from timonerie.domains.contracts import obligation_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import due_dates
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries.due_dates import AHEAD, DueDate
from timonerie.domains.contracts.queries.obligations import Owed, Row
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.scope import current
from timonerie.foundations.wording import formats


@click.command("obligations")
@click.argument("contract")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--json", "as_json", is_flag=True)
def obligations(contract: str, slug: str, as_json: bool) -> None:
    """Dit ce que doivent les deux parties d’un contrat, et les échéances des soixante jours."""
    company = output.company_called(slug)
    with current.company(company.pk):
        found, at = contract_called(contract), timezone.now()
        owed, on = queries.of(found), timezone.localdate(at)
        dates = due_dates.among(owed.dated, start=on, end=on + timedelta(days=AHEAD), at=at)
        if as_json:
            output.as_json(_answer(found, owed, dates))
        else:
            _tell(owed, dates)


def _answer(contract: Contract, owed: Owed, dates: list[DueDate]) -> dict[str, Any]:
    return {
        "contract": contract.name,
        "owed": [_row(one) for one in (*owed.levels, *owed.dated)],
        "due": [
            {
                "day": one.day.isoformat(),
                "late_after": one.late_after.isoformat(),
                "kind": one.kind.value,
                "title": one.row.title,
                "side": one.row.side,
            }
            for one in dates
        ],
    }


def _row(one: Row) -> dict[str, Any]:
    return {
        "id": str(one.public_id),
        "kind": queries.kind_of(one).value,
        "title": one.title,
        "side": queries.side_of(one),
        "start_date": one.start_date.isoformat() if one.start_date else None,
        "end_date": one.end_date.isoformat() if one.end_date else None,
    }


def _tell(owed: Owed, dates: list[DueDate]) -> None:
    if owed.is_empty:
        click.echo("Rien n’est encore dit de ce que doivent les parties.")
    for row in (*owed.levels, *owed.dated):
        kind = obligation_sentences.KINDS[queries.kind_of(row)]
        click.echo(f"{row.title} ({kind}, {Side(queries.side_of(row)).label})")
    for one in dates:
        click.echo(f"{formats.day(one.day)} : {one.row.title}")
