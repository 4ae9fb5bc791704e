"""`timonerie renewals`: the decision files of a company, those due opened, one of them decided."""

import json
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts.models import RenewalFile
from timonerie.domains.contracts.operations import renewals as operations
from timonerie.domains.contracts.operations.renewals import Said
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.contracts.renewal_enums import RenewalChoice
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import actors
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--decide", "named", default="", help="Référence ou objet du contrat à décider.")
@click.option("--choice", type=click.Choice(RenewalChoice.values), default=None)
@click.option("--reason", default="", help="Motif de la décision.")
@click.option("--dissent", default="", help="Avis contraire, s’il y en eut un.")
@click.option("--json", "as_json", is_flag=True, help="Une ligne JSON par dossier.")
def renewals(
    slug: str, named: str, choice: str | None, reason: str, dissent: str, as_json: bool
) -> None:
    """Ouvre les dossiers de décision dus, les dit, et enregistre une décision si on la donne."""
    company = output.company_called(slug)
    by = actors.system(company)
    with current.company(company.pk), timezone.override(company.zone):
        operations.open_due(by=by, at=timezone.now())
        if named:
            _decide(by, named, Said(choice=choice or "", reason=reason, dissent=dissent))
        found = queries.listed(by, on=timezone.localdate())
    for one in found:
        told = _told(one)
        click.echo(json.dumps(told, ensure_ascii=False) if as_json else _line(one))
    if not found and not as_json:
        click.echo("Aucun dossier : aucune date de décision n’est proche.")


def _decide(by: Actor, named: str, said: Said) -> None:
    open_ones = queries.to_decide(by, on=timezone.localdate())
    found = [one for one in open_ones if named in (one.contract.reference, one.contract.name)]
    if len(found) != 1:
        output.fail(f"{len(found)} dossiers ouverts pour « {named} » : donnez-en un seul.")
    file = found[0]
    try:
        operations.decide(by=by, at=timezone.now(), file=file, version=file.version, said=said)
    except Refused as refusal:
        output.fail(refusal.message)


def _line(one: RenewalFile) -> str:
    told = str(one.get_choice_display() if one.choice else one.get_state_display())
    return (
        f"{one.contract.name} : {told} ; à décider avant le {one.decide_by:%d/%m/%Y}, dernier jour"
        f" utile le {one.last_day:%d/%m/%Y}, fin le {one.term_end:%d/%m/%Y}"
    )


def _told(one: RenewalFile) -> dict[str, Any]:
    return {
        "contract": one.contract.name,
        "reference": one.contract.reference,
        "state": one.state,
        "choice": one.choice or None,
        "decide_by": one.decide_by.isoformat(),
        "last_day": one.last_day.isoformat(),
        "term_end": one.term_end.isoformat(),
    }
