"""`timonerie contracts`: a list of contracts from a file, with the same rules as on screen."""

from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import lists
from timonerie.domains.contracts.operations.list_steps import Plan
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--sheet", default=None, help="Feuille du classeur, si ce n’est pas la bonne.")
@click.option("--dry-run", is_flag=True, help="Dit ce que la liste ferait, sans rien écrire.")
@click.option("--create-providers", is_flag=True, help="Crée les prestataires inconnus.")
@click.option("--leave-faulty", is_flag=True, help="Laisse de côté les lignes fautives.")
@click.option("--json", "as_json", is_flag=True)
def contracts(
    file: Path,
    slug: str,
    sheet: str | None,
    dry_run: bool,
    create_providers: bool,
    leave_faulty: bool,
    as_json: bool,
) -> None:
    """Importe une liste de contrats, CSV ou XLSX, quels que soient ses titres."""
    company = output.company_called(slug)
    by, at = actors.system(company), timezone.now()
    with current.company(company.pk):
        try:
            asked: dict[str, Any] = {"by": by, "at": at, "path": file, "file_name": file.name}
            received, plan = lists.look(**asked, sheet=sheet)
            if not as_json:
                _tell(received, plan)
            if not dry_run:
                received, plan = lists.take(
                    **asked,
                    sheet=sheet,
                    creates_providers=create_providers,
                    leave_faulty=leave_faulty,
                )
        except FileRefused as refusal:
            output.fail(f"{refusal.code} : {refusal.remedy}")
        except UnreadableFile as refusal:
            output.fail(f"{refusal.code} : {refusal.message}")
        except Refused as refusal:
            output.fail(refusal.message)
        if as_json:
            output.as_json(_answer(received, plan, dry_run=dry_run))
        else:
            _tell_counts(plan, dry_run=dry_run)
            _tell_soon(by)


def _tell(received: ContractList, plan: Plan) -> None:
    """What the columns say, then each fault and each question with its line."""
    named = {**list_sentences.FIELDS, **list_sentences.COLUMNS}
    for title, field in received.columns:
        click.echo(f"colonne « {title} » : {named.get(field, 'rien d’utile')}")
    for fault in plan.faults:
        where = f"ligne {fault.line}, {named.get(fault.column, fault.column)} « {fault.value} »"
        click.echo(f"{where} : {fault.code} {fault.remedy}", err=True)
    for step, one in plan.asked:
        sentence = list_sentences.asked(one.code, one.field, one.params)
        click.echo(f"ligne {step.line}, {step.label}, « {one.cell} » : {sentence}")


def _tell_counts(plan: Plan, *, dry_run: bool) -> None:
    counts = lists.counts_of(plan)
    start = "Rien n’est écrit" if dry_run else "Enregistré"
    click.echo(
        f"{start}. Contrats ajoutés : {counts['created']} ; modifiés : {counts['changed']} ; lignes"
        f" sans effet : {counts['same']} ; questions : {counts['questions']} ; laissées :"
        f" {counts['left']} ; fautives : {counts['faulty']}."
    )


def _tell_soon(by: Actor) -> None:
    """What is to be decided soon, then what is still to be signed."""
    on = timezone.localdate()
    for one in queries.renewing(by, on=on):
        click.echo(f"{one.decide_by:%d/%m/%Y} : {one.contract.name}")
    for one in queries.listed(by, on=on):
        if one.contract.stage != Stage.SIGNED:
            click.echo(f"{one.contract.get_stage_display()} : {one.contract.name}")


def _answer(received: ContractList, plan: Plan, *, dry_run: bool) -> dict[str, Any]:
    faults = [
        {"line": one.line, "column": one.column, "value": one.value, "code": one.code}
        | {"remedy": one.remedy}
        for one in plan.faults
    ]
    questions = [
        {"line": step.line, "contract": step.label, "field": one.field, "code": one.code}
        | {"cell": one.cell, "question": list_sentences.asked(one.code, one.field, one.params)}
        for step, one in plan.asked
    ]
    return {
        "list": None if dry_run else str(received.public_id),
        "status": "previewed" if dry_run else "accepted",
        "sheet": received.sheet,
        "columns": {title: field for title, field in received.columns if field},
        **lists.counts_of(plan),
        "new_providers": plan.new_providers,
        "questions_asked": questions,
        "faults": faults,
    }
