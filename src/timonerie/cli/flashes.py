"""`timonerie flashes`: what the sites told of a week, and those that told nothing."""

from datetime import date, datetime
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.reporting.queries import flashes as queries
from timonerie.domains.reporting.queries import needs
from timonerie.domains.reporting.queries.flashes import Week
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option(
    "--week",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Un jour de la semaine voulue ; cette semaine par défaut.",
)
@click.option("--silent", is_flag=True, help="Seulement les sites silencieux.")
@click.option("--json", "as_json", is_flag=True)
def flashes(slug: str, week: datetime | None, silent: bool, as_json: bool) -> None:
    """Dit ce que chaque site a dit de sa semaine, les silencieux compris, et ses besoins."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, at = actors.system(company), timezone.now()
        monday = flash_weeks.week_of(week.date() if week else timezone.localdate(at))
        told = queries.of_week(by, week=monday, at=at)
        kept = told.silent if silent else list(told.sites)
        if as_json:
            output.as_json(_answer(monday, told.asked, kept))
            return
        plural = "s" if len(told.filed) > 1 else ""
        click.echo(
            f"Semaine du {monday:%d/%m/%Y} : {len(told.filed)} site{plural} sur {told.asked},"
            f" silencieux : {len(told.silent)}"
        )
        for one in kept:
            click.echo(_line(one))
        for need in needs.unowned(by, on=timezone.localdate(at)):
            click.echo(f"Sans réponse : {need.unit.name}, « {need.text} »")


def _line(one: Week) -> str:
    flash = one.flash
    if flash is None:
        return f"{one.place.name} : {one.state.label}"
    parts = [*flash.facts, f"alerte : {flash.alert}" if flash.alert else ""]
    return f"{one.place.name} : {' ; '.join(part for part in parts if part) or one.state.label}"


def _answer(monday: date, asked: int, kept: list[Week]) -> dict[str, Any]:
    return {
        "week": monday.isoformat(),
        "asked": asked,
        "sites": [
            {
                "site": one.place.name,
                "state": one.state.value,
                "due_at": one.due_at.isoformat() if one.due_at else None,
                "facts": one.flash.facts if one.flash else [],
                "figures": one.flash.figures if one.flash else [],
                "alert": one.flash.alert if one.flash else "",
                "need": one.flash.need if one.flash else "",
            }
            for one in kept
        ],
    }
