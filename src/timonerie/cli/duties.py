"""`timonerie duties`: the legal documents that the providers owe, and where each one stands."""

from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts import duty_sentences
from timonerie.domains.contracts.queries import duties as queries
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--late", is_flag=True, help="Seulement ce qui est échu ou manque.")
@click.option("--json", "as_json", is_flag=True)
def duties(slug: str, late: bool, as_json: bool) -> None:
    """Dit les pièces légales dues par les prestataires et leur état, à faire valider par un
    conseil."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, on = actors.system(company), timezone.localdate()
        board = queries.board(by, on=on)
        found = [one for held in board for one in held.duties]
        kept = [one for one in found if not late or one.state in queries.LATE]
        if as_json:
            output.as_json([_answer(one) for one in kept])
            return
        for one in kept:
            until = f", {one.standing.ends_on:%d/%m/%Y}" if one.standing.ends_on else ""
            click.echo(f"{one.provider.name} : {one.kind.title}, {one.state.label}{until}")


def _answer(one: Duty) -> dict[str, Any]:
    return {
        "provider": one.provider.name,
        "entity": one.entity.name if one.entity else None,
        "kind": one.kind.code,
        "source": one.kind.source,
        "owed": one.owing.owed,
        "why": duty_sentences.why(one.owing),
        "state": one.state,
        "ends_on": one.standing.ends_on.isoformat() if one.standing.ends_on else None,
    }
