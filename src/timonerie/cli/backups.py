"""`timonerie backup`, `timonerie backup verify` and `timonerie restore`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.foundations.backups import (
    creation,
    erasures,
    examination,
    finishing,
    folders,
    restoration,
    retention,
    verification,
)
from timonerie.foundations.backups import manifest as manifests
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

PIPE = "-"
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(invoke_without_command=True)
@click.option("--to", "to", default=None, help="Dossier ; « - » écrit sur la sortie.")
@click.option("--keep", type=click.IntRange(min=1), default=None, help="Garde les N dernières.")
@click.option("--with-secret-key", "secret", is_flag=True, help="Y met aussi la clé secrète.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def backup(
    context: click.Context, to: str | None, keep: int | None, secret: bool, as_json: bool
) -> None:
    """Sauvegarde l’instance entière en un fichier, pendant qu’elle sert."""
    if context.invoked_subcommand is not None:
        return
    output.ready_database()
    try:
        if to == PIPE:
            creation.stream(at=timezone.now(), secret=secret)
            return
        folder = Path(to) if to else folders.backups()
        path = creation.create(at=timezone.now(), folder=folder, secret=secret)
        removed = retention.keep(folder, last=keep) if keep else []
    except BackupRefused as refusal:
        output.fail(str(refusal))
    except OSError as error:
        output.fail(f"La sauvegarde n’a pas pu être écrite, et il n’en reste rien : {error}")
    if as_json:
        size = path.stat().st_size
        output.as_json({"file": path, "bytes": size, "removed": [str(one) for one in removed]})
    else:
        click.echo(f"Sauvegardé : {path} ({path.stat().st_size / 1e6:.1f} Mo).")
        for one in removed:
            click.echo(f"Retiré : {one.name}")


@backup.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True)
def verify(file: Path, as_json: bool) -> None:
    """Restaure FILE dans un lieu temporaire et y contrôle tout."""
    told: dict[str, Any] = {}
    try:
        manifest, faults = verification.verify(file)
        told = {"taken_at": manifest.taken_at, "parts": len(manifest.parts)}
    except BackupRefused as refusal:
        faults = [str(refusal)]
    except OSError as error:
        output.fail(f"La sauvegarde n’a pas pu être contrôlée : {error}")
    if as_json:
        output.as_json({"ok": not faults, "faults": faults, **told})
    else:
        for fault in faults:
            click.echo(fault, err=True)
        if not faults:
            instant = f"{told['taken_at']:%d/%m/%Y à %H:%M} UTC"
            click.echo(f"Bonne : {told['parts']} parties, prise le {instant}.")
    if faults:
        sys.exit(1)


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True)
def restore(file: Path, as_json: bool) -> None:
    """Remet FILE en service dans une instance vide."""
    try:
        manifest, done = restoration.restore(file, at=timezone.now())
    except BackupRefused as refusal:
        output.fail(str(refusal))
    except OSError as error:
        output.fail(f"La restauration n’a pas pu se faire : {error}")
    if as_json:
        output.as_json({"taken_at": manifest.taken_at, **done})
        return
    click.echo(
        f"Restauré, tel que le {manifest.taken_at:%d/%m/%Y à %H:%M} UTC :"
        f" {done['companies']} sociétés, {done['erased']} effacements refaits."
    )
    click.echo("Personne n’est plus connecté. La direction de chaque société doit confirmer.")


@backup.command(hidden=True)
@click.argument("file", type=FILE)
def examine(file: Path) -> None:
    """Dit ce que la base restaurée n’a pas de ce que le manifeste FILE promet."""
    # What reads facts takes seconds to load: the other commands of this file do without.
    from timonerie.cli import doctor  # noqa: PLC0415

    faults = examination.faults(manifests.read(file.read_bytes()))
    for company in Company.objects.order_by("slug"):
        with current.company(company.pk):
            faults += [
                f"« {company.slug} » : {finding.wrong}"
                for finding in doctor.of_facts(company)
                if not finding.ok
            ]
    output.as_json({"faults": faults})


@backup.command(hidden=True)
@click.option("--taken-at", required=True)
@click.option("--at", required=True)
@click.option("--journal", "journals", multiple=True, type=FILE)
def finish(taken_at: str, at: str, journals: tuple[Path, ...]) -> None:
    """Finit une restauration sur la base qui vient d’être remplie."""
    try:
        done = finishing.finish(
            taken_at=datetime.fromisoformat(taken_at),
            at=datetime.fromisoformat(at),
            erased=erasures.read(journals),
        )
    except BackupRefused as refusal:
        output.fail(str(refusal))
    output.as_json(done)
