"""`timonerie papers`: contract PDFs come in, are read, and say their clauses."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts.enums import DocumentState
from timonerie.domains.contracts.models import ClauseFinding, ContractDocument, DocumentPage
from timonerie.domains.contracts.operations import documents
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current

PIECE = 1024 * 1024


@click.command("papers")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--company", "slug", required=True)
@click.option("--json", "as_json", is_flag=True, help="Une liste JSON, un objet par fichier.")
def papers(files: tuple[Path, ...], slug: str, as_json: bool) -> None:
    """Dépose des contrats en PDF, les lit page par page, dit leurs clauses."""
    absent = next((file for file in files if not file.is_file()), None)
    if absent is not None:
        output.fail(f"{absent} : ce fichier n’existe pas.")
    company = output.company_called(slug)
    with current.company(company.pk):
        answers = [_brought(file, actors.system(company)) for file in files]
    if as_json:
        output.as_json(answers)
    for answer in answers:
        _tell(answer, quiet=as_json)
    if any(answer["status"] == "refused" for answer in answers):
        sys.exit(2)


def _brought(file: Path, by: Actor) -> dict[str, Any]:
    at = timezone.now()
    try:
        documents.require_acceptable(by=by, at=at, name=file.name, size=file.stat().st_size)
        made = documents.receive(by=by, at=at, chunks=_chunks(file), file_name=file.name)
    except FileRefused as fault:
        return {"file": file.name, "status": "refused", **_fault(fault.code, fault.remedy)}
    made.refresh_from_db()
    if made.state not in (DocumentState.READ, DocumentState.REFUSED):
        documents.read(by=by, at=at, document=made)
    return _told(made)


def _told(one: ContractDocument) -> dict[str, Any]:
    told: dict[str, Any] = {"file": one.file_name, "paper": str(one.public_id)}
    if one.state == DocumentState.REFUSED:
        return {**told, "status": "refused", **_fault(**one.refusal)}
    bad = DocumentPage.objects.filter(document=one, is_readable=False).order_by("number")
    return {
        **told,
        "status": "read",
        "pages": one.pages,
        "unreadable": list(bad.values_list("number", flat=True)),
        "language": one.language,
        "is_contract": one.is_contract,
        "clauses": [_clause(row) for row in one.findings.order_by("pk")],
        "terms": one.terms,
    }


def _clause(row: ClauseFinding) -> dict[str, Any]:
    return {
        "clause": row.clause,
        "label": row.get_clause_display(),
        "found": row.page is not None,
        "page": row.page,
        "article": row.article,
        "extract": row.extract,
        "clear": row.is_clear,
        "excluded": row.excludes,
        "opinion": row.opinion,
    }


def _fault(code: str, remedy: str) -> dict[str, Any]:
    return {"refused": {"code": code, "remedy": remedy}}


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def _tell(answer: dict[str, Any], *, quiet: bool) -> None:
    """One file in a few lines; what is refused is told on the error output, JSON or not."""
    name = answer["file"]
    if answer["status"] == "refused":
        fault = answer["refused"]
        click.echo(f"{name} : {fault['code']} : {fault['remedy']}", err=True)
        return
    if quiet:
        return
    click.echo(f"{name} : {answer['pages']} pages lues{_doubt(answer)}")
    for one in answer["clauses"] if answer["is_contract"] else ():
        click.echo(f"  {one['label']} : {_where(one)}")


def _doubt(answer: dict[str, Any]) -> str:
    unreadable = ", ".join(map(str, answer["unreadable"]))
    doubts = [
        f"pages illisibles : {unreadable}" if unreadable else "",
        "en anglais, rien n’y est cherché" if answer["language"] == "en" else "",
        "ne ressemble pas à un contrat, rien n’y est cherché"
        if answer["is_contract"] is False and answer["language"] != "en"
        else "",
    ]
    told = " ; ".join(filter(None, doubts))
    return f" ({told})" if told else ""


def _where(one: dict[str, Any]) -> str:
    if not one["found"]:
        return "non trouvée"
    article = f", article {one['article']}" if one["article"] else ""
    return f"page {one['page']}{article}{' (le texte semble l’écarter)' if one['excluded'] else ''}"
