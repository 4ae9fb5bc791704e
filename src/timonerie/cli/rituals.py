"""`timonerie rituals`: a calendar read into a company, and the meetings that come back in it."""

import json
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.rituals import sentences
from timonerie.domains.rituals.models import CalendarExport, Ritual
from timonerie.domains.rituals.operations import exports
from timonerie.domains.rituals.queries import rituals as queries
from timonerie.domains.rituals.queries.rituals import Told
from timonerie.foundations.accounts import actors
from timonerie.foundations.documents.connectors import FileRefused
from timonerie.foundations.scope import current


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option(
    "--agenda", default="", help="À qui est l’agenda : deux exports du même se comparent."
)
@click.option("--json", "as_json", is_flag=True, help="Une ligne JSON par réunion qui revient.")
def rituals(file: Path, slug: str, agenda: str, as_json: bool) -> None:
    """Lit un agenda (.ics) et dit les réunions qui reviennent ; le fichier n’est pas gardé."""
    company, at = output.company_called(slug), timezone.now()
    with current.company(company.pk):
        try:
            export = exports.receive(
                by=actors.system(company), at=at, path=file, file_name=file.name, agenda=agenda
            )
        except FileRefused as refusal:
            where = "" if refusal.line is None else f", ligne {refusal.line}"
            output.fail(f"{refusal.code}{where} : {refusal.remedy}")
        rows = Ritual.objects.filter(occurrences__last_seen=export).distinct()
        found = queries.told(rows.select_related("unit").order_by("name", "pk"), at=at)
    if not as_json:
        _tell_counts(export)
    for one in found:
        told = _told(one)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _line(told))


def _tell_counts(export: CalendarExport) -> None:
    thrown = ", ".join(sentences.thrown(export.thrown)) or "rien"
    click.echo(
        f"{export.events} événements lus, {export.series} réunions qui reviennent,"
        f" {export.created} nouvelles, {export.vanished} disparues. Jeté : {thrown}."
    )


def _told(one: Told) -> dict[str, Any]:
    ritual = one.ritual
    return {
        "name": ritual.name,
        "cadence": sentences.cadence(one.cadence),
        "rule": ritual.rule,
        "level": ritual.level,
        "unit": ritual.unit.name if ritual.unit else None,
        "state": ritual.state,
        "minutes": ritual.minutes,
        "guests": ritual.guests,
        "next": one.next.start.isoformat() if one.next else None,
        "held": one.regularity.held,
        "expected": one.regularity.expected,
        "unknown": one.regularity.unknown,
        "vanished": [each.start.isoformat() for each in one.asked],
    }


def _line(told: dict[str, Any]) -> str:
    return f"{told['name']} : {told['cadence']}, tenue {told['held']} fois sur {told['expected']}"
