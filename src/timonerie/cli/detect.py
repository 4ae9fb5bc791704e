"""`timonerie detect`: what moved more than chance explains, in any CSV file. Needs no database."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from timonerie.cli import detect_sentences
from timonerie.cli.refusals import fail, reason
from timonerie.engine.csv_blocks import FileRefused
from timonerie.engine.signals import change_points, files, level
from timonerie.engine.signals.files import Columns, Read
from timonerie.engine.signals.grid import Step
from timonerie.engine.signals.settings import LEAST, MOST, ONE_IN_TEN_YEARS, Settings


@click.command()
@click.argument("source", metavar="FICHIER.csv", type=click.Path(path_type=Path))
@click.option("--time", "time", required=True, help="Colonne des dates, des instants ou des rangs.")
@click.option("--value", default=None, help="Colonne de la mesure.")
@click.option("--numerator", default=None, help="Colonne des cas qui comptent (erreurs…).")
@click.option("--denominator", default=None, help="Colonne de tous les cas.")
@click.option("--series", default=None, help="Colonne qui dit de quelle série est la ligne.")
@click.option(
    "--period",
    default=None,
    type=click.Choice(["week", "month"]),
    help="Semaines ou mois ; sans elle, le pas des dates.",
)
@click.option(
    "--worse",
    default="both",
    show_default=True,
    type=click.Choice(["higher", "lower", "both"]),
    help="Le sens qui inquiète.",
)
@click.option(
    "--budget",
    default=ONE_IN_TEN_YEARS,
    show_default=True,
    type=click.FloatRange(LEAST, MOST),
    help="Fausses alertes acceptées par série et par an.",
)
@click.option("--retrospective", is_flag=True, help="Dit aussi quand chaque série a changé.")
@click.option("--json", "as_json", is_flag=True, help="Une ligne JSON par série.")
def detect(
    source: Path,
    time: str,
    value: str | None,
    numerator: str | None,
    denominator: str | None,
    series: str | None,
    period: str | None,
    worse: Any,
    budget: float,
    retrospective: bool,
    as_json: bool,
) -> None:
    """Signale ce qui bouge plus que le hasard ne l’explique, sans dépasser un budget de fausses
    alertes.

    Donnez --value, ou bien --numerator et --denominator.
    """
    if (value is None) == (numerator is None) or (numerator is None) != (denominator is None):
        fail("Donnez --value, ou bien --numerator et --denominator.")
    columns = Columns(time, value, numerator, denominator, series)
    try:
        read = files.read(source, columns, step=Step(period) if period else None)
    except (FileRefused, OSError) as error:
        fail(f"{source} : {reason(error)}")
    alarms = _alarms(read, Settings(budget, worse))
    changes = _changes(read) if retrospective else {}
    early = level.is_too_early(read.matrix)
    for rank, name in enumerate(read.names):
        found = {"series": name, "changes": changes.get(rank, []), "alarms": alarms[rank]}
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            click.echo(detect_sentences.whole(found, read=read, rank=rank, early=early[rank]))


def _alarms(read: Read, settings: Settings) -> dict[int, list[dict[str, Any]]]:
    """The alarms of each series, oldest first."""
    found = level.detect(read.matrix, settings)
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for place, row in enumerate(found.rows.tolist()):
        told[row].append(
            {
                "index": int(found.opened[place]),
                "rule": "drift" if found.drifts[place] else "level",
                "chance": float(f"{found.rates[place]:.3g}"),
                "sentence": detect_sentences.of_alarm(found, place, read=read),
            }
        )
    return told


def _changes(read: Read) -> dict[int, list[int]]:
    matrix = read.matrix
    with np.errstate(invalid="ignore", divide="ignore"):
        values = matrix.amounts if matrix.bases is None else matrix.amounts / matrix.bases
    bases = None if matrix.bases is None else np.nan_to_num(matrix.bases)
    return {
        rank: change_points.change_points(
            values[rank, :length], cases=None if bases is None else bases[rank, :length]
        )
        for rank, length in enumerate(read.lengths.tolist())
    }
