"""`timonerie worktime`: working seconds beside the rows of a CSV file. Needs no database."""

import json
from pathlib import Path

import click

from timonerie.cli.refusals import fail, reason
from timonerie.engine import worktime_files
from timonerie.engine.calendars import Calendar, CalendarError
from timonerie.engine.csv_blocks import FileRefused
from timonerie.engine.worktime_files import Columns, Totals


@click.command()
@click.argument("source", metavar="FICHIER.csv", type=click.Path(path_type=Path))
@click.option(
    "--calendar",
    "calendar_file",
    required=True,
    type=click.Path(path_type=Path),
    help="Horaires du site (calendar.toml).",
)
@click.option("--start", required=True, help="Colonne du début.")
@click.option("--end", required=True, help="Colonne de la fin.")
@click.option("--suspended", default=None, help="Colonne des suspensions : début/fin;début/fin.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Fichier écrit : les mêmes lignes et colonnes, plus working_seconds.",
)
@click.option("--json", "as_json", is_flag=True, help="Résumé en JSON sur la sortie.")
def worktime(
    source: Path,
    calendar_file: Path,
    start: str,
    end: str,
    suspended: str | None,
    out: Path,
    as_json: bool,
) -> None:
    """Ajoute le temps ouvré entre deux colonnes, suspensions déduites.

    Une heure sans décalage est locale au fuseau du calendrier.
    """
    try:
        calendar = Calendar.from_toml(calendar_file.read_text(encoding="utf-8"))
    except (CalendarError, UnicodeDecodeError, OSError) as error:
        fail(f"{calendar_file} : {reason(error)}")
    try:
        totals = worktime_files.measure(
            source, out, calendar=calendar, columns=Columns(start, end, suspended)
        )
    except (FileRefused, OSError) as error:
        fail(f"{source} : {reason(error)}")
    for sentence in totals.warnings.sentences():
        click.echo(sentence, err=True)
    click.echo(_as_json(totals, calendar, out) if as_json else _summary(totals, out))


def _as_json(totals: Totals, calendar: Calendar, out: Path) -> str:
    found = {
        "out": str(out),
        "rows": totals.rows,
        "missing": totals.missing,
        "working_seconds": totals.working_seconds,
        "calendar": calendar.fingerprint,
        "warning_count": totals.warnings.count,
        "warnings": [
            {
                "line": fault.line,
                "column": fault.column,
                "value": fault.value,
                "code": fault.code,
                "remedy": fault.remedy,
            }
            for fault in totals.warnings.shown
        ],
    }
    return json.dumps(found, ensure_ascii=False)


def _summary(totals: Totals, out: Path) -> str:
    return (
        f"{out} : {totals.rows} lignes, dont {totals.missing} sans début ou sans fin ;"
        f" {totals.working_seconds} secondes ouvrées."
    )
