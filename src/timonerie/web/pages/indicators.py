"""The page of an indicator: what it says, what it was, where it stands."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.web import boards, readings
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.charts import Bar, Bars
from timonerie.web.pages.desks import desk_of


@policy("indicator.read")
def detail(request: CompanyRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    if desk is None:
        raise Http404
    definition = desk.board.definition(code)
    if definition is None:
        raise Http404
    versions = definition.indicator.versions.order_by("-number")
    context = {
        "definition": definition,
        "metric": definition.metric,
        "versions": versions,
        "period": desk.month.switch,
        "month": desk.month.label,
        "trend": boards.trend(desk, board.shaped(), definition),
        "bars": [
            one
            for one in (_bars(desk, definition, "unit"), _bars(desk, definition, "provider"))
            if one is not None
        ],
        "targets": [
            {
                "text": readings.target_text(definition.metric, target),
                "start": target.start_date,
                "unit": target.unit,
                "provider": target.provider,
                "source": target.source,
            }
            for target in definition.indicator.targets.select_related("unit", "provider").order_by(
                "start_date"
            )
        ],
        "breadcrumbs": [
            {"label": _("Aujourd’hui"), "url": reverse("today", args=[request.company.slug])},
            {"label": definition.metric.label, "url": ""},
        ],
    }
    return render(request, "indicator.html", context)


def _bars(desk: Desk, definition: Definition, dimension: str) -> Bars | None:
    """Sites, or providers, on one scale over the month."""
    series = board.shaped(any_of=(dimension,)).filter(indicator=definition.indicator)
    if dimension == "unit":
        series = series.filter(unit__kind="site")
    found = desk.board.readings(series, kind="month", starts=[desk.month.start])
    names = desk.names.units if dimension == "unit" else desk.names.providers
    if not found:
        return None
    return Bars(
        subject=_("Par site") if dimension == "unit" else _("Par prestataire"),
        unit=readings.unit_of(definition.metric),
        target=readings.aim_of(definition.metric, found[0].target),
        bars=tuple(
            Bar(
                label=names[getattr(one.group, dimension)][1],
                value=readings.scaled(definition.metric, one.value),
                state=readings.state_of(one),
                url=desk.facts_url(definition, one.group),
            )
            for one in sorted(found, key=lambda one: names[getattr(one.group, dimension)][1])
        ),
    )
