"""`timonerie audit …`: checking the trail, handing it over, erasing what it says of a person."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.queries import erasing
from timonerie.foundations.accounts import actors
from timonerie.foundations.audit import checkpoints as files
from timonerie.foundations.audit import operations, queries, trails
from timonerie.foundations.audit.chain import Break
from timonerie.foundations.backups import persons
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

ONE_COMPANY = click.option("--company", "slug", required=True, help="Nom court de la société.")
EVERY_COMPANY = click.option(
    "--company", "slug", default=None, help="Une seule société ; toutes par défaut."
)


@click.group()
def audit() -> None:
    """La piste d’audit."""


@audit.command()
@EVERY_COMPANY
@click.option(
    "--checkpoints",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Dossier des points de contrôle, celui du réglage par défaut.",
)
@click.option("--json", "as_json", is_flag=True)
def verify(slug: str | None, folder: Path | None, as_json: bool) -> None:
    """Vérifie que rien n’a été modifié, retiré ni ajouté dans la piste d’audit."""
    found = {one.slug: _faults(one, folder) for one in _companies(slug)}
    if as_json:
        output.as_json(
            {
                name: [{"seq": fault.seq, "reason": fault.reason} for fault in faults]
                for name, faults in found.items()
            }
        )
    else:
        for name, faults in found.items():
            click.echo(f"{name} : {'intacte' if not faults else 'ALTÉRÉE'}")
            for fault in faults:
                click.echo(f"  événement {fault.seq} : {fault.reason}")
    if any(found.values()):
        sys.exit(1)


@audit.command()
@EVERY_COMPANY
def checkpoint(slug: str | None) -> None:
    """Écrit un point de contrôle hors de la base."""
    for company in _companies(slug):
        made = operations.checkpoint(company=company, at=timezone.now())
        what = "rien à noter" if made is None else f"événement {made.seq}, {made.root}"
        click.echo(f"{company.slug} : {what}")


@audit.command()
@ONE_COMPANY
@click.option("--output", "file", required=True, type=click.Path(path_type=Path, dir_okay=False))
def export(slug: str, file: Path) -> None:
    """Écrit la piste dans un fichier qui se vérifie sans Timonerie."""
    company = output.company_called(slug)
    try:
        with file.open("wb") as target:
            target.writelines(trails.lines(company))
    except OSError as error:
        output.fail(f"Le fichier {file} ne peut pas être écrit : {error.strerror}.")
    click.echo(f"Piste de « {company.name} » : {file}")


@audit.command()
def verifier() -> None:
    """Donne le programme qui vérifie une piste exportée ; Python lui suffit."""
    click.echo(trails.verifier(), nl=False)


@audit.command()
@click.argument("email")
@ONE_COMPANY
@click.option("--yes", is_flag=True, help="Ne demande pas confirmation.")
def erase(email: str, slug: str, yes: bool) -> None:
    """Efface ce que la piste dit de la personne qui a cette adresse."""
    company = output.company_called(slug)
    with current.company(company.pk):
        known = erasing.known_as(email=email, company_id=company.pk)
        if not known:
            _nobody(email)
        if not yes:
            click.confirm(f"Effacer pour toujours ce que la piste dit de {email} ?", abort=True)
        erased = 0
        for kind, number in known:
            try:
                erased += persons.erase(
                    by=actors.system(company), at=timezone.now(), kind=kind, number=number
                )
            except operations.NothingToErase:
                continue
    click.echo(f"Valeurs effacées : {erased}. La piste reste vérifiable.")


def _nobody(email: str) -> NoReturn:
    output.fail(
        f"Personne ici n’a l’adresse {email}. Donnez celle d’un utilisateur, d’une personne ou"
        " d’un contact de la société."
    )


def _companies(slug: str | None) -> list[Company]:
    if slug:
        return [output.company_called(slug)]
    output.ready_database()
    return list(Company.objects.order_by("slug"))


def _faults(company: Company, folder: Path | None) -> list[Break]:
    try:
        known = files.read(files.path(company.public_id, within=folder))
    except files.Unreadable as error:
        return [Break(company.pk, 0, str(error))]
    return queries.verify(company_id=company.pk, checkpoints=known)
