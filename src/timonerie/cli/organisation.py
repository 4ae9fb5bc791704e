"""`timonerie organisation import`: a list from a file, with the same rules as on screen."""

from pathlib import Path

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.operations.imports import lists, registry
from timonerie.domains.organisation.operations.imports.files import UnreadableFile
from timonerie.domains.organisation.operations.imports.shapes import Act, Plan
from timonerie.domains.performance.operations import refreshing
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.group()
def organisation() -> None:
    """Listes de l’entreprise : unités, entités, calendriers, prestataires, postes, activités."""


@organisation.command("import")
@click.argument("kind", type=click.Choice(registry.kinds()))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--dry-run", is_flag=True, help="Dit ce que le fichier ferait, sans rien écrire.")
@click.option("--leave-faulty", is_flag=True, help="Laisse de côté les lignes fautives.")
@click.option("--choose", "chosen", multiple=True, help="Choix pour le fichier : sites, vacants…")
@click.option("--json", "as_json", is_flag=True)
def import_list(
    kind: str,
    file: Path,
    slug: str,
    dry_run: bool,
    leave_faulty: bool,
    chosen: tuple[str, ...],
    as_json: bool,
) -> None:
    """Importe une liste CSV ou XLSX. KIND dit laquelle."""
    company = output.company_called(slug)
    by = actors.system(company)
    with current.company(company.pk):
        try:
            plan = lists.preview(
                by=by, at=timezone.now(), kind=kind, path=file, file_name=file.name, chosen=chosen
            )
            if not as_json:
                _tell_faults(plan)
            if not dry_run:
                plan = lists.apply(
                    by=by,
                    at=timezone.now(),
                    kind=kind,
                    path=file,
                    file_name=file.name,
                    leave_faulty=leave_faulty,
                    chosen=chosen,
                )
                refreshing.follow_list(by=by, at=timezone.now(), kind=kind)
        except UnreadableFile as refusal:
            output.fail(f"{refusal.code} : {refusal.message}")
        except Refused as refusal:
            output.fail(refusal.message)
    if as_json:
        output.as_json(_counts(plan))
    else:
        _tell_counts(plan, dry_run=dry_run)


def _tell_faults(plan: Plan) -> None:
    for fault in plan.faults:
        click.echo(
            f"ligne {fault.line}, {fault.column} « {fault.value} » : {fault.code} {fault.remedy}",
            err=True,
        )
    for one in plan.questions:
        where = f" (lignes {one.shown})" if one.lines else ""
        click.echo(f"à éclaircir{where} : {one.text}", err=True)


def _tell_counts(plan: Plan, *, dry_run: bool) -> None:
    counts = _counts(plan)
    start = "Rien n’est écrit" if dry_run else "Enregistré"
    click.echo(
        f"{start}. Lignes en ajout : {counts['created']} ; en modification :"
        f" {counts['changed']} ; sans effet : {counts['same']} ; fautives : {counts['faulty']}."
    )


def _counts(plan: Plan) -> dict[str, int]:
    return {
        "created": plan.count(Act.CREATE),
        "changed": plan.count(Act.UPDATE),
        "same": plan.count(Act.SAME),
        "faulty": len(plan.faults),
        "questions": len(plan.questions),
    }
