"""`timonerie init` and `timonerie migrate`."""

from pathlib import Path

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.operations import companies
from timonerie.engine.calendars import Calendar, CalendarError


@click.command()
@click.option("--company", "slug", required=True, help="Nom court, celui des adresses.")
@click.option("--name", default=None, help="Nom affiché ; le nom court par défaut.")
@click.option("--calendar", "calendar_file", type=click.Path(path_type=Path), default=None)
@click.option("--zone", default=None, help="Fuseau horaire ; celui du calendrier par défaut.")
@click.option("--json", "as_json", is_flag=True)
def init(
    slug: str, name: str | None, calendar_file: Path | None, zone: str | None, as_json: bool
) -> None:
    """Crée une société, son groupe et son calendrier."""
    output.ready_database()
    document = None
    if calendar_file is not None:
        try:
            calendar = Calendar.from_toml(calendar_file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, CalendarError) as error:
            output.fail(f"{calendar_file} : {error}")
        document = calendar.to_dict()
        zone = zone or calendar.zone
    try:
        company = companies.found(
            slug=slug,
            name=name or slug,
            zone=zone or "Europe/Paris",
            calendar=document,
            at=timezone.now(),
        )
    except ValueError as error:
        output.fail(str(error))
    if as_json:
        output.as_json({"company": company.slug, "name": company.name, "zone": company.zone})
    else:
        click.echo(f"Société « {company.name} » créée.")


@click.command()
def migrate() -> None:
    """Met la base de données à jour."""
    output.ready_database()
    click.echo("Base de données à jour.")
