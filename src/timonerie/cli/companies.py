"""`timonerie company`: a company leaves with all that is hers, and is taken out."""

from pathlib import Path

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.foundations.accounts import actors
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.portability import exports, removals, verification


@click.group()
def company() -> None:
    """Une société entière : l’exporter, la retirer."""


@company.command()
@click.argument("slug")
@click.option("--to", "to", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--json", "as_json", is_flag=True)
def export(slug: str, to: Path, as_json: bool) -> None:
    """Écrit tout ce que SLUG possède dans une archive lisible sans Timonerie."""
    found = output.company_called(slug)
    try:
        manifest = exports.export(
            by=actors.system(found), at=timezone.now(), company=found, to=to.resolve()
        )
    except FileExistsError:
        output.fail(f"{to} existe déjà : donnez un autre nom.")
    except (BackupRefused, verification.ExportDamaged) as refusal:
        output.fail(str(refusal))
    except OSError as error:
        output.fail(f"L’export n’a pas pu être écrit, et il n’en reste rien : {error}")
    rows = sum(one.get("rows", 0) for one in manifest["members"].values())
    if as_json:
        output.as_json({"file": to, "sha256": manifest["sha256"], "rows": rows})
    else:
        click.echo(
            f"Exporté et vérifié : {to}, {len(manifest['members'])} fichiers, {rows} lignes."
        )
        click.echo(f"SHA-256 : {manifest['sha256']}")


@company.command()
@click.argument("slug")
@click.option("--confirm", "confirmed", default="", help="SLUG, une seconde fois.")
@click.option("--without-export", is_flag=True, help="Retire sans export : rien ne revient.")
def remove(slug: str, confirmed: str, without_export: bool) -> None:
    """Retire SLUG : ses lignes, ses fichiers, sa piste d’audit."""
    found = output.company_called(slug)
    if confirmed != slug:
        output.fail(f"Rien n’est retiré. Pour confirmer : --confirm {slug}")
    try:
        removal = removals.remove(
            by=actors.system(found),
            at=timezone.now(),
            company=found,
            without_export=without_export,
        )
    except (removals.NotExported, BackupRefused) as refusal:
        output.fail(str(refusal))
    click.echo(f"Société « {slug} » retirée, avec les {removal.events} actes de sa piste.")
    click.echo("Les sauvegardes déjà faites la contiennent encore jusqu’à leur rotation.")
