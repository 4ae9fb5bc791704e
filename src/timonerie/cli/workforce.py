"""`timonerie workforce`: a payroll file (DSN) is read where it lies, and nothing of it is kept."""

import sys
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.operations import workforce as operations
from timonerie.domains.facts.operations.workforce import Received
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import actors
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--company", "slug", required=True)
@click.option("--create-entities", is_flag=True, help="Crée l’entité juridique d’un SIREN inconnu.")
@click.option("--json", "as_json", is_flag=True)
def workforce(file: Path, slug: str, create_entities: bool, as_json: bool) -> None:
    """Compte les effectifs d’une DSN. Le fichier reste chez vous : rien n’en est copié."""
    if not file.is_file():
        output.fail(f"{file} : ce fichier n’existe pas.")
    company = output.company_called(slug)
    with current.company(company.pk):
        try:
            received = operations.receive(
                by=actors.system(company),
                at=timezone.now(),
                path=file,
                file_name=file.name,
                creates_entities=create_entities,
            )
        except FileRefused as fault:
            answer = _refusal(fault.code, fault.remedy, fault.line)
        except Refused as refusal:
            answer = _refusal("", refusal.message, None)
        else:
            answer = _answer(received)
    _print(answer, as_json)
    if answer["status"] == "refused":
        sys.exit(2)


def _answer(received: Received) -> dict[str, Any]:
    return {
        "status": "unchanged" if received.is_unchanged else "accepted",
        "declarations": [_declaration(one) for one in received.declarations],
        "known": [_declaration(one) for one in received.known],
        "refused": None,
    }


def _declaration(one: PayrollDeclaration) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "month": one.month and one.month.isoformat(),
        "siret": one.siret,
        "kind": one.kind,
        "order": one.order_number,
        "state": str(one.state),
        "individuals": one.individuals,
        "findings": one.findings,
        "workplaces": {place.siret: place.figures for place in one.workplaces.order_by("siret")},
        "thrown": sum(one.thrown.values()),
    }


def _refusal(code: str, remedy: str, line: int | None) -> dict[str, Any]:
    fault = {"code": code, "remedy": remedy, "line": line}
    return {"status": "refused", "declarations": [], "known": [], "refused": fault}


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.as_json(answer)
    for one in [] if as_json else answer["declarations"]:
        heads = sum(figures.get("heads", 0) for figures in one["workplaces"].values())
        month = one["month"] or "évènement"
        click.echo(f"{one['siret']} {month[:7]} : {heads} personnes, {one['state']}")
    if answer["status"] == "unchanged" and not as_json:
        click.echo("Ce fichier est déjà compté : rien ne change.")
    fault = answer["refused"]
    if fault is not None:
        place = f"ligne {fault['line']}" if fault["line"] else "fichier"
        click.echo(f"{place} : {fault['code']} {fault['remedy']}", err=True)
