"""`timonerie cycles`: the passages under way, who holds the hand, what late steps go with."""

from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.reporting.models import Cycle
from timonerie.domains.reporting.operations import cycle_runs
from timonerie.domains.reporting.queries import cycle_explanations, cycle_owners, cycle_standings
from timonerie.domains.reporting.queries import cycles as queries
from timonerie.domains.reporting.queries.cycle_standings import Standing
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current


@click.command()
@click.option("--company", "slug", required=True, help="Nom court de la société.")
@click.option("--open", "opens", is_flag=True, help="Ouvre d’abord les passages commencés.")
@click.option("--late", is_flag=True, help="Seulement ce qui est en retard.")
@click.option("--explain", is_flag=True, help="Dit ce que suivent les reprises et les retards.")
@click.option("--json", "as_json", is_flag=True)
def cycles(slug: str, opens: bool, late: bool, explain: bool, as_json: bool) -> None:
    """Dit les passages en cours, à qui est la main, et depuis quand elle est en retard."""
    company = output.company_called(slug)
    with current.company(company.pk), timezone.override(company.zone):
        by, on = actors.system(company), timezone.localdate()
        opened = cycle_runs.open_due(by=by, at=timezone.now()) if opens else 0
        found = cycle_standings.all_of(queries.open_runs(by, on=on), today=on)
        kept = [one for one in found if one.late or not late]
        told = _explained() if explain else []
        if as_json:
            output.as_json(
                {"opened": opened, "runs": [_answer(one) for one in kept], "explained": told}
            )
            return
        if opens:
            click.echo(f"{opened} passages ouverts")
        for one in kept:
            click.echo(_line(one))
        for each in told:
            click.echo(f"{each['cycle']} : {each['title']}")


def _answer(one: Standing) -> dict[str, Any]:
    since = one.late_since
    return {
        "cycle": one.run.cycle.title,
        "site": one.run.site.name if one.run.site else None,
        "period": one.run.reference or one.run.period_start.isoformat(),
        "held_by": cycle_owners.owner(one.held) if one.held else None,
        "step": one.held.title if one.held else None,
        "late_since": since.isoformat() if since else None,
    }


def _line(one: Standing) -> str:
    told = _answer(one)
    where = f"{told['cycle']}, {cycle_owners.place(one.run)}, {told['period']}"
    late = f", en retard depuis le {one.late_since:%d/%m/%Y}" if one.late_since else ""
    return f"{where} : {told['step']} ({told['held_by']}){late}"


def _explained() -> list[dict[str, Any]]:
    on = timezone.localdate()
    return [
        {
            "cycle": cycle.title,
            "title": one.title,
            "numerator": one.numerator,
            "denominator": one.denominator,
            "sites": [[site.site, site.numerator, site.denominator] for site in one.sites],
        }
        for cycle in Cycle.objects.active().order_by("title", "pk")
        for one in cycle_explanations.of_cycle(cycle, today=on)
    ]
