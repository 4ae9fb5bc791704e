"""`timonerie statements` and `timonerie statement`: what is asked of providers, as files."""

from pathlib import Path
from uuid import UUID

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.papers import making as statement_papers
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries import reaching
from timonerie.domains.sourcing.queries import statements as queries
from timonerie.domains.sourcing.queries.statements import Listed
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--archived", is_flag=True, help="Ceux des archives.")
@click.option("--json", "as_json", is_flag=True)
def statements(slug: str, archived: bool, as_json: bool) -> None:
    """Liste les cahiers des charges, avec leur dernière version approuvée."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, on = actors.system(company), timezone.localdate()
        found = queries.listed(by, on=on, archived=archived)
        if as_json:
            output.as_json([_answer(one) for one in found])
            return
        for one in found:
            state = f"version {one.number}" if one.number else "projet"
            click.echo(f"{one.statement.public_id} : {one.statement.title} ({state})")


@click.command()
@click.argument("named", metavar="TITRE|ID")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--version", "number", type=int, default=None, help="Une version approuvée.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Le fichier à écrire : .docx ou .pdf.",
)
@click.option(
    "--bidders",
    is_flag=True,
    help="Version pour les candidats : ni mesures, ni prestataire en place, ni notes.",
)
def statement(named: str, slug: str, number: int | None, out: Path, bidders: bool) -> None:
    """Écrit un cahier des charges en DOCX ou en PDF/A."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in statement_papers.KINDS:
        output.fail(f"{out.name} : donnez un nom qui finit par .docx ou .pdf.")
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        found = _found(actors.system(company), named)
        version = _version(found, number)
        paper = statement_papers.made(
            found, version=version, kind=kind, at=timezone.now(), bidders=bidders
        )
    out.write_bytes(paper.content)
    click.echo(f"{out} : {found.title}, {f'version {number}' if number else 'projet'}.")


def _found(by: Actor, named: str) -> StatementOfWork:
    """By its identifier, else by its title whatever the case; exit 2 with those that are known."""
    rows = reaching.statements(by, on=timezone.localdate())
    known = list(rows.order_by("-created_at").select_related("provider"))
    wanted = named.strip().casefold()
    fitting = [one for one in known if wanted in (str(one.public_id), one.title.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    told = ", ".join(f"« {one.title} » ({one.public_id})" for one in fitting or known[:10])
    message = (
        f"Plusieurs cahiers s’appellent « {named} » : {told}. Donnez l’identifiant."
        if fitting
        else f"Aucun cahier ne s’appelle « {named} » (connus : {told or 'aucun'})."
    )
    return output.fail(message)


def _version(found: StatementOfWork, number: int | None) -> StatementVersion | None:
    if number is None:
        return None
    versions = queries.versions_of(found)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        known = ", ".join(str(one.number) for one in versions) or "aucune"
        output.fail(f"La version {number} n’existe pas (approuvées : {known}).")
    return version


def _answer(one: Listed) -> dict[str, object]:
    statement = one.statement
    public_id: UUID = statement.public_id
    return {
        "id": str(public_id),
        "title": statement.title,
        "model": statement_words.work(statement.work),
        "months": statement.months,
        "provider": statement.provider.name if statement.provider else None,
        "activities": list(one.activities),
        "approved": one.number,
        "approved_at": one.approved_at,
    }
