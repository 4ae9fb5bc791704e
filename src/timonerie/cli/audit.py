"""`timonerie audit verify`."""

import sys

import click

from timonerie.cli import output
from timonerie.foundations.audit import queries
from timonerie.foundations.scope.models import Company


@click.group()
def audit() -> None:
    """La piste d’audit."""


@audit.command()
@click.option("--company", "slug", default=None, help="Une seule société ; toutes par défaut.")
@click.option("--json", "as_json", is_flag=True)
def verify(slug: str | None, as_json: bool) -> None:
    """Vérifie que rien n’a été modifié, retiré ni ajouté dans la piste d’audit."""
    output.ready_database()
    companies = [output.company_called(slug)] if slug else list(Company.objects.all())
    found = {company.slug: queries.verify(company_id=company.pk) for company in companies}
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
