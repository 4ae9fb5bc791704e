"""`timonerie levels`: what contracts promise, measured on the facts, as on screen."""

from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts.models import Contract
from timonerie.domains.performance.enums import ResultState
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.operations import levels as operations
from timonerie.domains.performance.queries import level_results
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.wording import formats


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--contract", "reference", default="", help="Référence d’un seul contrat.")
@click.option("--json", "as_json", is_flag=True)
def levels(slug: str, reference: str, as_json: bool) -> None:
    """Mesure les niveaux promis par les contrats, et dit les douze dernières périodes."""
    company = output.company_called(slug)
    with current.company(company.pk):
        found = Contract.objects.active().order_by("name", "pk")
        if reference:
            found = found.filter(reference=reference)
            if not found.exists():
                output.fail(f"Aucun contrat en cours n’a la référence « {reference} ».")
        operations.refresh(by=actors.system(company), at=timezone.now())
        told = [(one, level_results.of_contract(one)) for one in found]
        if as_json:
            output.as_json([_contract(one, some) for one, some in told if some])
        else:
            for one, some in told:
                _tell(one, some)


def _contract(contract: Contract, followed: list[Followed]) -> dict[str, Any]:
    return {
        "contract": str(contract.public_id),
        "reference": contract.reference,
        "name": contract.name,
        "levels": [_level(one) for one in followed],
    }


def _level(one: Followed) -> dict[str, Any]:
    plain = ("title", "metric", "target", "unit", "at_least", "threshold", "period")
    periods = ("state", "value", "is_held", "met", "n", "without", "covered", "expected")
    return {
        **{name: getattr(one.level, name) for name in plain},
        "unfit": one.unfit,
        "periods": [
            {"start": row.period_start, **{name: getattr(row, name) for name in periods}}
            for row in one.results
        ],
    }


def _tell(contract: Contract, followed: list[Followed]) -> None:
    for one in followed:
        click.echo(f"{contract.name} : {one.level.title}")
        if one.unfit:
            click.echo("  non mesurable en l’état, voir la page « Mesuré » du contrat")
        for row in one.results:
            click.echo(f"  {row.period_start:%d/%m/%Y} : {_words(row)}")


def _words(row: LevelResult) -> str:
    if row.state != ResultState.MEASURED or row.value is None:
        return str(row.get_state_display())
    word = "tenu" if row.is_held else "manqué"
    cases = f"{row.n} dossiers" if row.met is None else f"{row.met} sur {row.n} dossiers"
    return f"{word}, {formats.number(row.value)} ({cases})"
