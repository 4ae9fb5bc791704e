"""`timonerie indicators`: the figures, computed on the live facts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from django.utils import timezone

from timonerie.cli import output
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.performance.operations import indicators as catalogue
from timonerie.domains.performance.queries import definitions, live
from timonerie.domains.performance.queries.live import LiveFigure
from timonerie.domains.sourcing.models import Activity
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts import actors
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

COLUMNS = {"site": "unit", "provider": "provider", "team": "team", "activity": "activity"}
PERIODS = ("day", "week", "month", "quarter", "year")


@click.command()
@click.option("--company", "slug", required=True)
@click.option(
    "--by", default="", help="site, provider, team, activity, month… séparés par des virgules."
)
@click.option("--only", default="", help="Codes d’indicateurs, séparés par des virgules.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--at", "at_text", default=None, help="Instant des encours, à l’heure de la société.")
@click.option("--json", "as_json", is_flag=True)
def indicators(
    slug: str,
    by: str,
    only: str,
    first: datetime | None,
    last: datetime | None,
    at_text: str | None,
    as_json: bool,
) -> None:
    """Calcule les indicateurs sur les faits présents."""
    company = output.company_called(slug)
    groups, period = _groups(by)
    at = _instant(at_text, company)
    with current.company(company.pk):
        catalogue.ensure_built_in(by=actors.system(company), at=timezone.now())
        figures = live.figures(
            _metrics(only, at),
            by=[COLUMNS[name] for name in groups],
            period=period,
            fiscal_month=company.fiscal_month,
            first=first.date() if first else None,
            last=last.date() if last else None,
            at=at,
        )
        names = _names()
    rows = [_row(figure, groups, names, period) for figure in figures]
    if as_json:
        output.as_json(rows)
        return
    for row in rows:
        where = " ".join(str(value) for value in row["by"].values())
        value = "-" if row["value"] is None else f"{row['value']:.4f}"
        click.echo(f"{row['indicator']:34} {row['period']:10} {where:30} {value:>14} {row['unit']}")


def _groups(by: str) -> tuple[list[str], str | None]:
    names = list(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
    unknown = [name for name in names if name not in COLUMNS and name not in PERIODS]
    if unknown:
        known = ", ".join([*COLUMNS, *PERIODS])
        output.fail(f"--by : « {unknown[0]} » est inconnu ; choix : {known}")
    periods = [name for name in names if name in PERIODS]
    if len(periods) > 1:
        output.fail("--by : une seule période à la fois.")
    return [name for name in names if name in COLUMNS], periods[0] if periods else None


def _instant(text: str | None, company: Company) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        output.fail(f"--at : « {text} » n’est pas un instant ; par exemple 2026-03-15T12:00")
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(company.zone))


def _metrics(only: str, at: datetime | None) -> list[Metric]:
    """The indicators asked for; stocks need an instant and are left out without one."""
    known = {one.metric.code: one.metric for one in definitions.known()}
    codes = [code.strip() for code in only.split(",") if code.strip()]
    for code in codes:
        if code not in known:
            output.fail(f"--only : « {code} » est inconnu ; codes : {', '.join(known)}")
        if known[code].is_stock and at is None:
            output.fail(f"{code} se compte à un instant : ajoutez --at 2026-03-15T12:00")
    chosen = [known[code] for code in codes] or list(known.values())
    return [metric for metric in chosen if at is not None or not metric.is_stock]


def _names() -> dict[str, dict[int, str]]:
    units = dict(Unit.objects.values_list("pk", "name"))
    return {
        "site": units,
        "team": units,
        "provider": dict(Provider.objects.values_list("pk", "name")),
        "activity": dict(Activity.objects.values_list("pk", "name")),
    }


def _row(
    found: LiveFigure, groups: list[str], names: Mapping[str, Mapping[int, str]], period: str | None
) -> dict[str, Any]:
    figure = found.figure
    by: dict[str, str | None] = {}
    for group in groups:
        member = figure.by.get(COLUMNS[group])
        by[group] = names[group].get(member) if isinstance(member, int) else None
    if figure.currency is not None:
        by["currency"] = figure.currency
    return {
        "indicator": figure.metric,
        "by": by,
        "period": _period(figure.period, period),
        "n": figure.n,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": figure.value,
        "unit": found.metric.unit,
        "state": found.state,
        "covered": found.covered,
        "expected": found.expected,
    }


def _period(start: date | None, kind: str | None) -> str:
    """`all`, 2026-03 for a month, 2026-W09 for a week, 2026 for a year, else the first day."""
    if start is None or kind is None:
        return "all"
    if kind == "month":
        return f"{start:%Y-%m}"
    if kind == "week":
        return f"{start:%G-W%V}"
    if kind == "year":
        return f"{start:%Y}"
    return start.isoformat()
