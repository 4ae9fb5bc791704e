"""`timonerie clauses`: what is said of the clauses of a contract, and what it lacks."""

from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts import clause_sentences
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import clause_gaps, contract_clauses
from timonerie.domains.contracts.queries.contract_clauses import Checklist, Standing
from timonerie.foundations.scope import current


@click.command("clauses")
@click.argument("contract")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--json", "as_json", is_flag=True)
def clauses(contract: str, slug: str, as_json: bool) -> None:
    """Dit les clauses d’un contrat, donné par sa référence ou son objet : avis, manques."""
    company = output.company_called(slug)
    with current.company(company.pk):
        found, on = contract_called(contract), timezone.localdate()
        checklist = contract_clauses.of(found, on=on)
        gaps = [clause_sentences.gap(one) for one in clause_gaps.blocking(found, on=on)]
    if as_json:
        output.as_json(_answer(found, checklist, gaps))
    else:
        _tell(checklist, gaps)


def contract_called(asked: str) -> Contract:
    """The active one of that reference, else of that name; exit 2 where none or several are."""
    rows = Contract.objects.active()
    found = list(rows.filter(reference__iexact=asked) or rows.filter(name__iexact=asked))
    if not found:
        names = ", ".join(one.reference or one.name for one in rows.order_by("name")[:10])
        output.fail(f"Aucun contrat « {asked} » (connus : {names or 'aucun'}).")
    if len(found) > 1:
        output.fail(f"{len(found)} contrats s’appellent « {asked} » : donnez une référence.")
    return found[0]


def _answer(contract: Contract, checklist: Checklist, gaps: list[str]) -> dict[str, Any]:
    return {
        "contract": contract.name,
        "criticality": checklist.criticality,
        "project": checklist.project,
        "blocking": gaps,
        "clauses": [_line(one) for one in checklist.lines],
    }


def _line(one: Standing) -> dict[str, Any]:
    return {
        "number": one.clause.number,
        "code": one.clause.code,
        "title": one.clause.title,
        "weight": one.weight.name.lower(),
        "state": one.state,
        "page": one.row.page if one.row else None,
        "proposed_page": one.proposal.page if one.proposal else None,
    }


def _tell(checklist: Checklist, gaps: list[str]) -> None:
    click.echo(clause_sentences.criticality(checklist.criticality))
    for one in checklist.lines:
        weight = clause_sentences.WEIGHTS[one.weight]
        state = clause_sentences.state(one.state)
        click.echo(f"{one.clause.number:>2} {one.clause.title} ({weight}) : {state}")
    for sentence in gaps:
        click.echo(sentence)
