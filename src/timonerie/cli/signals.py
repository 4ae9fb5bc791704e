"""`timonerie signals`: the weak signals of a company, as kept, or as another budget would tell."""

import json
from collections.abc import Iterator
from typing import Any

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.queries import directory
from timonerie.domains.performance.queries import definitions
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import watching
from timonerie.domains.signals.queries import detecting, telling
from timonerie.domains.signals.queries.signals import NAMED
from timonerie.domains.signals.rules.grouping import Cause
from timonerie.engine.signals.settings import WEEKS
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current

MONTHS = 12


@click.command()
@click.option("--company", "slug", required=True)
@click.option(
    "--budget-per-month",
    type=click.FloatRange(min=0.4, max=220),
    default=None,
    help="Alertes acceptées par mois : dit ce qui serait levé, sans rien enregistrer.",
)
@click.option("--json", "as_json", is_flag=True, help="Une ligne JSON par signal.")
def signals(slug: str, budget_per_month: float | None, as_json: bool) -> None:
    """Relit les chiffres d’une société et dit ses signaux faibles."""
    company, at = output.company_called(slug), timezone.now()
    with current.company(company.pk):
        if budget_per_month is None:
            watching.refresh(by=actors.system(company), at=at)
            found = list(_kept())
        else:
            a_week = budget_per_month * MONTHS / WEEKS
            found = list(_tried(a_week))
    for one in found:
        click.echo(json.dumps(one, ensure_ascii=False) if as_json else one["sentence"])


def _kept() -> Iterator[dict[str, Any]]:
    """Those that the figures still show, the last told first."""
    rows = WeakSignal.objects.still_there().select_related(*NAMED)
    for spoken in telling.in_full(telling.with_members(rows.order_by("-opened_on", "-pk"))):
        one = spoken.signal
        main = next(each for each in one.members.all() if each.is_main)
        yield {
            "series": spoken.where,
            "index": main.evidence["verdict"]["opened"],
            "group": {
                "indicator": one.indicator.code if one.indicator else None,
                "provider": one.provider.name if one.provider else None,
                "unit": one.unit.name if one.unit else None,
            },
            "family": one.family,
            "rule": "drift" if one.drifts else one.family,
            "since": one.since.isoformat(),
            "opened_on": one.opened_on.isoformat(),
            "chance": None if one.rate is None else float(f"{one.rate:.3g}"),
            "sentence": spoken.sentence,
            "state": one.state,
        }


def _tried(a_week: float) -> Iterator[dict[str, Any]]:
    watched = detecting.read(on=timezone.localdate())
    budget = detecting.budget_of(watched, alerts_a_week=a_week, allows_more=True)
    labels = {one.indicator.pk: one.metric for one in definitions.known()}
    for cause in detecting.causes(watched, budget=budget):
        if cause.closed_on is None:
            yield _would_be(cause, labels)


def _would_be(cause: Cause, metrics: dict[int, Any]) -> dict[str, Any]:
    best, unit = cause.best, cause.only("unit")
    metric = metrics.get(best.indicator or 0)
    provider = directory.firms()[best.provider].name if best.provider is not None else None
    site = directory.places()[unit].name if unit is not None else None
    where = ", ".join(name for name in (provider, site) if name)
    label = metric.label if metric else best.family
    return {
        "series": where,
        "index": best.evidence["verdict"]["opened"],
        "group": {"indicator": metric.code if metric else None, "provider": provider, "unit": site},
        "family": str(best.family),
        "rule": "drift" if best.drifts else str(best.family),
        "since": cause.since.isoformat(),
        "opened_on": cause.opened_on.isoformat(),
        "chance": None if best.rate is None else float(f"{best.rate:.3g}"),
        "sentence": f"{where} : « {label} », depuis le {cause.since:%d/%m/%Y}.",
        "state": None,
    }
