"""`timonerie accounting`: an accounting entries file (FEC) comes in."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.facts.models import AccountingFile, AccountingState
from timonerie.domains.facts.operations import accounting
from timonerie.domains.facts.queries import purchases
from timonerie.domains.facts.rules.accounting import sentences
from timonerie.foundations.accounts import actors
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

PIECE = 1024 * 1024
SHOWN = 10


@click.command("accounting")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--company", "slug", required=True)
@click.option("--json", "as_json", is_flag=True)
def accounting_file(file: Path, slug: str, as_json: bool) -> None:
    """Lit un fichier des écritures comptables (FEC) et compte ses écritures."""
    if not file.is_file():
        output.fail(f"{file} : ce fichier n’existe pas.")
    company = output.company_called(slug)
    with current.company(company.pk):
        answer = _read(company, file)
    _print(answer, as_json)
    if answer["status"] == AccountingState.REFUSED:
        sys.exit(2)


def _read(company: Company, file: Path) -> dict[str, Any]:
    by, at = actors.system(company), timezone.now()
    try:
        documents.require_acceptable(
            by=by, at=at, name=file.name, size=file.stat().st_size, most=accounting.MOST_BYTES
        )
        kept = accounting.receive(by=by, at=at, chunks=_chunks(file), file_name=file.name)
        read = accounting.read(by=by, at=at, file=kept)
    except FileRefused as fault:
        return {"file": None, "status": "refused", "refusal": fault.to_dict()}
    return _answer(read)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(PIECE):
            yield chunk


def _answer(file: AccountingFile) -> dict[str, Any]:
    found = purchases.providers() if file.state == AccountingState.READ else []
    return {
        "file": file.public_id,
        "status": file.state,
        "refusal": file.refusal or None,
        "siren": file.siren,
        "lines": file.lines,
        "entries": file.entries,
        "first_date": file.first_date,
        "last_date": file.last_date,
        "counted_by": file.counted_by and file.counted_by.public_id,
        "findings": file.findings,
        "providers": [
            {"name": one.name, "spend": one.spend, "share": one.share, "state": one.state}
            for one in found
        ],
    }


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.as_json(answer)
    elif answer["file"] is not None and not answer["refusal"]:
        click.echo(
            f"{answer['status']} : {answer['lines']} lignes, {answer['entries']} écritures, "
            f"du {answer['first_date']} au {answer['last_date']}"
        )
        for one in answer["providers"][:SHOWN]:
            click.echo(f"{one['spend'] / 100:>14.2f} €  {one['name']}")
    for one in answer.get("findings", []):
        words = sentences.of_control(one["code"])
        click.echo(f"{one['severity']} : {one['code']} {words.title} ({one['count']})", err=True)
    if fault := answer["refusal"]:
        place = f"ligne {fault['line']}" if fault["line"] else "fichier"
        column = f", colonne « {fault['column']} »" if fault["column"] else ""
        value = f", valeur « {fault['value']} »" if fault["value"] else ""
        click.echo(f"{place}{column}{value} : {fault['code']} {fault['remedy']}", err=True)
