"""`timonerie import`: a file of facts comes in."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.facts import opening
from timonerie.domains.facts.models import BatchState, ImportBatch, Source
from timonerie.domains.facts.operations import batches, sources
from timonerie.domains.facts.queries import mappings, reports, unknowns
from timonerie.domains.facts.rules import rows
from timonerie.domains.facts.rules.mapping import Mapping, MappingError
from timonerie.domains.performance.operations import indicators, results
from timonerie.domains.performance.queries import definitions
from timonerie.foundations.accounts import actors
from timonerie.foundations.documents import operations as documents
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

PIECE = 1024 * 1024
NAME_LENGTH = 100
SHOWN = 100


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--company", "slug", required=True)
@click.option("--source", "source_name", required=True, help="Le système qui produit ces fichiers.")
@click.option("--mapping", "mapping_file", type=click.Path(path_type=Path), default=None)
@click.option("--dry-run", is_flag=True, help="Lit sans rien garder.")
@click.option("--accept-rejects", is_flag=True, help="Prend les lignes bonnes, laisse les autres.")
@click.option("--json", "as_json", is_flag=True)
def import_file(
    file: Path,
    slug: str,
    source_name: str,
    mapping_file: Path | None,
    dry_run: bool,
    accept_rejects: bool,
    as_json: bool,
) -> None:
    """Importe un fichier de faits (CSV, XLSX ou XES)."""
    if not file.is_file():
        output.fail(f"{file} : ce fichier n’existe pas.")
    if not 0 < len(source_name.strip()) <= NAME_LENGTH:
        output.fail(f"--source : un nom de 1 à {NAME_LENGTH} caractères est attendu.")
    company = output.company_called(slug)
    with current.company(company.pk):
        mapping = _mapping(company, file, source_name, mapping_file)
        if dry_run:
            answer = _try(company, file, source_name, mapping, accept_rejects)
        else:
            answer = _import(company, file, source_name, mapping, accept_rejects)
    _print(answer, as_json)
    if answer["status"] == "refused":
        sys.exit(2)


def _mapping(company: Company, file: Path, source_name: str, mapping_file: Path | None) -> Mapping:
    """The mapping given, else the one kept for the source, else exit 2 with a draft."""
    try:
        if mapping_file is not None:
            text = mapping_file.read_text(encoding="utf-8")
            return Mapping.from_toml(text, default_zone=company.zone)
    except (OSError, UnicodeDecodeError) as error:
        output.fail(f"{mapping_file} : {error}")
    except MappingError as error:
        output.fail(f"{mapping_file} : {error}")
    kept = mappings.kept(source_name=source_name)
    if kept is None:
        _propose(file, company)
    return kept


def _propose(file: Path, company: Company) -> NoReturn:
    try:
        draft = opening.sample(file, file.name).draft
    except FileRefused as fault:
        output.fail(f"{file} : {fault.code} : {fault.remedy}")
    output.fail(
        "Aucune correspondance de colonnes n’est connue pour cette source. Brouillon à relire, "
        "puis à donner avec --mapping :\n\n" + draft.to_toml()
    )


def _try(
    company: Company, file: Path, source_name: str, mapping: Mapping, accept_rejects: bool
) -> dict[str, Any]:
    """What the import would read, without keeping anything."""
    try:
        reading, _format = opening.read(file, file.name, mapping)
    except FileRefused as fault:
        return _refusal(None, reports.of_refusal(fault)["refused"])
    unknowns.leave_out(
        reading,
        mapping=mapping,
        source=Source.objects.filter(name=source_name).first(),
        by=actors.system(company),
    )
    refused = reading.rejected and not accept_rejects
    return {
        "batch": None,
        "status": "refused" if refused else "accepted",
        "dry_run": True,
        "rows": reading.rows,
        "cases": len(reading.events["case"].unique()),
        "added": 0,
        "changed": 0,
        "same": 0,
        "rejects": [_reject(one) for one in reading.rejects],
        "notices": [reports.notice(one) for one in reading.notices],
    }


def _import(
    company: Company, file: Path, source_name: str, mapping: Mapping, accept_rejects: bool
) -> dict[str, Any]:
    by, at = actors.system(company), timezone.now()
    try:
        documents.require_acceptable(by=by, at=at, name=file.name, size=file.stat().st_size)
    except FileRefused as fault:
        return _refusal(None, reports.of_refusal(fault)["refused"])
    source = sources.ensure(by=by, at=at, name=source_name)
    batch = batches.receive(by=by, at=at, source=source, chunks=_chunks(file), file_name=file.name)
    reading = batches.read(by=by, at=at, batch=batch, mapping=mapping)
    if reading is None:
        return _refusal(batch, batch.report["refused"])
    rejects = [_reject(one) for one in reading.rejects]
    try:
        batches.accept(
            by=by,
            at=at,
            batch=batch,
            accept_rejects=accept_rejects,
            closings=definitions.closing_spans(),
        )
    except batches.HasRejects:
        return _answer(batch, "refused", rejects)
    indicators.ensure_built_in(by=by, at=at)
    results.refresh(at=timezone.now())
    same = batch.state == BatchState.UNCHANGED
    return _answer(batch, "unchanged" if same else "accepted", rejects)


def _chunks(file: Path) -> Any:
    with file.open("rb") as stream:
        while chunk := stream.read(PIECE):
            yield chunk


def _answer(batch: ImportBatch, status: str, rejects: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "batch": batch.public_id,
        "status": status,
        "rows": batch.rows,
        "cases": batch.cases,
        "added": batch.added,
        "changed": batch.changed,
        "same": batch.same,
        "ties": batch.report.get("ties", 0),
        "rejects": rejects,
        "notices": batch.report.get("notices", []),
    }


def _refusal(batch: ImportBatch | None, fault: dict[str, Any]) -> dict[str, Any]:
    """A structural fault, said like a reject: it refuses the whole file."""
    return {
        "batch": batch and batch.public_id,
        "status": "refused",
        "rows": 0,
        "cases": 0,
        "added": 0,
        "changed": 0,
        "same": 0,
        "rejects": [fault],
        "notices": [],
    }


def _reject(one: rows.Reject) -> dict[str, Any]:
    return {
        "line": one.line,
        "column": one.column,
        "value": one.value,
        "code": one.code,
        "remedy": one.remedy,
    }


def _print(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.as_json(answer)
    else:
        click.echo(
            f"{answer['status']} : {answer['rows']} lignes, {answer['cases']} dossiers "
            f"({answer['added']} ajoutés, {answer['changed']} modifiés, {answer['same']} inchangés)"
        )
    for one in answer["notices"]:
        click.echo(f"à vérifier : {one['code']} {one['message']}", err=True)
    for one in answer["rejects"][:SHOWN]:
        place = f"ligne {one['line']}" if one["line"] else "fichier"
        column = f", colonne « {one['column']} »" if one["column"] else ""
        value = f", valeur « {one['value']} »" if one["value"] else ""
        example = f" Forme attendue : {one['example']}" if one.get("example") else ""
        click.echo(f"{place}{column}{value} : {one['code']} {one['remedy']}{example}", err=True)
    if len(answer["rejects"]) > SHOWN:
        click.echo(f"… et {len(answer['rejects']) - SHOWN} autres lignes rejetées", err=True)
