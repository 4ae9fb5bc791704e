"""`timonerie contract-prices`: what the contracts ask for, from the command line."""

from datetime import date
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.contracts.queries import prices
from timonerie.domains.facts.rules.incidents import money
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command("contract-prices")
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Un autre jour qu’aujourd’hui."
)
@click.option("--json", "as_json", is_flag=True)
def contract_prices(slug: str, on: Any, as_json: bool) -> None:
    """Liste les prix en vigueur de chaque contrat, et son montant annuel."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        day = on.date() if on else timezone.localdate()
        rows = queries.visible_to(actors.system(company), on=day).active()
        known = list(rows.select_related("provider").order_by("name", "pk"))
        priced = prices.of(known)
        found = [_answer(one, priced, day) for one in known]
        if as_json:
            output.as_json(found)
            return
        for one in found:
            _tell(one)


def _answer(contract: Contract, priced: list[ContractPrice], on: date) -> dict[str, Any]:
    rows = [row for row in priced if row.contract_id == contract.pk]
    return {
        "id": contract.public_id,
        "contract": contract.name,
        "currency": contract.currency,
        "yearly_cents": prices.yearly_cents(contract, rows, on=on),
        "prices": [
            {
                "title": row.title,
                "recurrence": row.recurrence,
                "amount": row.amount,
                "bands": row.bands,
                "from": row.start_date,
            }
            for row in prices.standing(rows, on=on)
        ],
    }


def _tell(one: dict[str, Any]) -> None:
    cents = one["yearly_cents"]
    known = f"{money.major(cents, one['currency'])} {one['currency']}" if cents is not None else ""
    click.echo(f"{one['contract']} : {known or 'montant à connaître'} par an")
    for price in one["prices"]:
        amount = revision_sentences.price(price["amount"], one["currency"]) or "par bandes"
        click.echo(f"  {price['title']} : {amount} ({price['recurrence']}, depuis {price['from']})")
