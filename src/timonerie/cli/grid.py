"""`timonerie grid`: every activity under the grid, with what was decided."""

from math import floor
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.sourcing import grid_sentences
from timonerie.domains.sourcing.enums import Choice
from timonerie.domains.sourcing.queries import grids as queries
from timonerie.domains.sourcing.queries.grids import Weighed
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--json", "as_json", is_flag=True)
def grid(slug: str, as_json: bool) -> None:
    """Dit ce que la grille propose de chaque activité, et ce qui est décidé."""
    company = output.company_called(slug)
    by = actors.system(company)
    with current.company(company.pk), timezone.override(company.zone):
        found = queries.weighed(by, on=timezone.localdate())
        version = queries.in_force().number
        if as_json:
            activities = [_answer(one) for one in found]
            output.as_json({"grid_version": version, "activities": activities})
            return
        if not found:
            click.echo("Aucune activité : ajoutez-en depuis le catalogue ou un fichier.")
        for one in found:
            click.echo(_line(one))


def _line(one: Weighed) -> str:
    judged, decision = one.judged, one.decision
    verdict = grid_sentences.verdict(judged.verdict) if judged.verdict else "à connaître"
    scores = " / ".join("–" if score is None else f"{floor(score)}" for score in _scores(one))
    decided = Choice(decision.choice).label if decision else "à décider"
    return f"{one.activity.name} : {verdict} (garder / serrer : {scores}) ; {decided}"


def _scores(one: Weighed) -> tuple[float | None, float | None]:
    return one.judged.keep, one.judged.guard


def _answer(one: Weighed) -> dict[str, Any]:
    judged, decision = one.judged, one.decision
    return {
        "activity": str(one.activity.public_id),
        "code": one.activity.code,
        "name": one.activity.name,
        "keep": judged.keep,
        "guard": judged.guard,
        "verdict": judged.verdict,
        "hold": judged.hold,
        "vetoes": list(judged.vetoes),
        "robustness": one.robust.share,
        "decision": None
        if decision is None
        else {
            "choice": decision.choice,
            "is_followed": decision.is_followed,
            "decided_on": decision.decided_on,
            "review_date": decision.review_date,
        },
    }
