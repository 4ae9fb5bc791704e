"""`timonerie terms`: the dates of one contract, from its file alone. Needs no database."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from timonerie.cli.refusals import fail, reason
from timonerie.domains.contracts import sentences
from timonerie.domains.contracts.rules import clause_files, terms
from timonerie.domains.contracts.rules.clause_files import ClauseFault
from timonerie.domains.contracts.rules.clauses import Clauses
from timonerie.domains.contracts.rules.timelines import Term, Timeline

if not settings.configured:
    # No instance is opened, and the sentences of the code are the French ones.
    settings.configure(USE_I18N=False, LANGUAGE_CODE="fr")

STATUSES = {
    "upcoming": "à venir",
    "firm": "durée ferme en cours",
    "renewed": "reconduit",
    "notice_given": "préavis donné",
    "ended": "terminé",
    "unknown": "à préciser",
}


@click.command("terms")
@click.argument("source", metavar="CONTRAT.toml", type=click.Path(path_type=Path))
@click.option(
    "--on",
    default=None,
    metavar="DATE",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Jour où l’on se place (AAAA-MM-JJ) ; aujourd’hui par défaut.",
)
@click.option("--json", "as_json", is_flag=True, help="Les mêmes dates en JSON.")
def terms_of(source: Path, on: datetime | None, as_json: bool) -> None:
    """Donne les périodes d’un contrat, le dernier jour pour le dénoncer et la date de décision."""
    try:
        clauses = clause_files.read(source.read_text(encoding="utf-8-sig"))
    except ClauseFault as fault:
        fail(_refusal(source, fault))
    except (UnicodeDecodeError, OSError) as error:
        fail(f"{source} : {reason(error)}")
    found = _timeline(source, clauses, on=(on or datetime.now().astimezone()).date())
    click.echo(json.dumps(_as_json(found), ensure_ascii=False) if as_json else _as_text(found))


def _refusal(source: Path, fault: ClauseFault) -> str:
    line = f"ligne {fault.line}, " if fault.line else ""
    key = f"« {fault.key} » : " if fault.key else ""
    return f"{source} : {line}{key}{fault.sentence}"


def _timeline(source: Path, clauses: Clauses, *, on: date) -> Timeline:
    try:
        return terms.timeline(clauses, on=on)
    except OverflowError:
        fail(f"{source} : une période dépasse l’an 9999. Vérifiez les dates et les durées.")


def _as_json(found: Timeline) -> dict[str, Any]:
    return {
        "terms": [_dates(term) for term in found.terms],
        "current": found.current,
        "status": found.status,
        "sentences": sentences.sentences(found),
    }


def _dates(term: Term) -> dict[str, str | None]:
    days = {
        "start": term.start,
        "end": term.end,
        "notice_by": term.notice_by,
        "decide_by": term.decide_by,
    }
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _as_text(found: Timeline) -> str:
    head = f"Au {found.on:%d/%m/%Y} : {STATUSES[found.status]}."
    rows = [_row(found, rank) for rank in range(len(found.terms))]
    columns = "    début       fin         préavis     décision"
    return "\n".join([head, *sentences.sentences(found), columns, *rows])


def _row(found: Timeline, rank: int) -> str:
    term = found.terms[rank]
    days = (term.start, term.end, term.notice_by, term.decide_by)
    cells = "  ".join(f"{day:%d/%m/%Y}" if day else "—         " for day in days)
    return f"  {'>' if rank == found.current else ' '} {cells}".rstrip()
