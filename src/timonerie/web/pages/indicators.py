"""The indicators: where each stands, and the page of one."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.domains.performance.rules import Group
from timonerie.web import (
    boards,
    incident_notes,
    metric_words,
    readings,
    target_lists,
    trends,
    voices,
)
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import Desk
from timonerie.web.charts import Bar, Bars
from timonerie.web.condition_words import Names
from timonerie.web.pages import absences, indicator_past
from timonerie.web.pages.desks import Own, desk_of, own_of
from timonerie.web.pages.signals import sections as signals
from timonerie.web.pages.voices import beside
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

Line = tuple[Definition, Reading | None]


@policy("indicator.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    """In the order of the catalogue, unless the address says another."""
    desk = desk_of(request)
    if desk is None:
        absence = absences.of_indicators(request)
        return show(request, "indicators.html", {"breadcrumbs": [], "absence": absence})
    own = own_of(desk.board.reach)
    found = desk.board.readings(own.series(), kind="month", starts=[desk.month.start])
    by_code = {one.definition.metric.code: one for one in found}
    lines: list[Line] = [
        (one, by_code.get(one.metric.code)) for one in boards.ordered(desk.board.definitions)
    ]
    context = {
        "breadcrumbs": [*_crumbs(request), {"label": _("Indicateurs"), "url": ""}],
        "period": desk.month.switch,
        "month": desk.month.label,
        "own": own.label,
        "table": voices.with_column(
            _table(desk, lines, own),
            [
                beside.key_of(one.metric.code, own.group, start=desk.month.start)
                for one, _reading in lines
            ],
        ),
    }
    return show(request, "indicators.html", context)


@policy("indicator.read")
def detail(request: CompanyRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    if desk is None:
        raise Http404
    definition = desk.board.definition(code)
    if definition is None:
        raise Http404
    own = own_of(desk.board.reach)
    past = indicator_past.versions(request, definition.indicator)
    context = {
        "definition": definition,
        "told": metric_words.lines(definition.metric, named(desk)),
        "metric": definition.metric,
        "versions": past,
        "period": desk.month.switch,
        "month": desk.month.label,
        "own": own.label,
        "facts_url": f"{reverse('facts', args=[desk.slug])}?indicateur={code}",
        "trend": trends.of(
            desk,
            desk.read(own.series().filter(indicator=definition.indicator), count=trends.READ),
            definition,
            notes=[
                *indicator_past.notes(past),
                *incident_notes.of(request.actor, desk, own.group),
            ],
        ),
        "bars": [
            bars for name in ("unit", "provider") if (bars := _bars(desk, own, definition, name))
        ],
        "voices": beside.of_metric(request, code, start=desk.month.start),
        "signals": signals.of_part(request, indicator=definition.indicator.pk),
        "targets": target_lists.of_indicator(desk.board.reach, definition),
        "breadcrumbs": [
            *_crumbs(request),
            {
                "label": _("Indicateurs"),
                "url": desk.indicators_url(),
            },
            {"label": definition.metric.label, "url": ""},
        ],
    }
    return show(request, "indicator.html", context)


def _crumbs(request: CompanyRequest) -> list[dict[str, str]]:
    return [{"label": _("Aujourd’hui"), "url": reverse("today", args=[request.company.slug])}]


def _table(desk: Desk, lines: Sequence[Line], own: Own) -> Table:
    return Table(
        name="indicateurs",
        caption=_("Indicateurs"),
        hides_caption=True,
        columns=(
            Column(label=_("Indicateur"), name="nom"),
            Column(label=_("Valeur"), is_number=True),
            Column(label=_("Cible")),
            Column(label=_("État"), name="etat", is_filter=True),
            Column(label=_("Dossiers"), is_number=True),
            Column(label=_("Couverture")),
        ),
        rows=tuple(
            _row(desk, one, reading, own.group, with_facts=own.team is None)
            for one, reading in lines
        ),
    )


def _silence(desk: Desk, definition: Definition, group: Group) -> str | None:
    """Why an indicator has no figure; None where it has no object."""
    if not definition.is_measured:
        return None
    return desk.board.silence(group, kind="month", start=desk.month.start, of=definition)


def _row(
    desk: Desk, definition: Definition, reading: Reading | None, group: Group, *, with_facts: bool
) -> Row:
    metric = definition.metric
    name = Cell(text=metric.label, url=desk.indicator_url(metric.code))
    if reading is None:
        empty, why = Cell(text=""), readings.silent_cell(_silence(desk, definition, group))
        return Row(cells=(name, empty, empty, why, empty, empty))
    state = readings.state_of(reading)
    coverage = readings.coverage_of(reading.covered, reading.expected)
    return Row(
        cells=(
            name,
            Cell(
                text=readings.text_of(reading, in_column=True),
                value=figure_words.scaled(metric, reading.value),
                unit=figure_words.unit_of(metric, reading.group.currency),
            ),
            Cell(text=_target_words(definition, reading.target)),
            Cell(text=str(state.word), state=state),
            Cell(
                text=readings.count_text(reading.n),
                value=reading.n,
                url=desk.facts_url(definition, reading.group),
            ),
            Cell(text=coverage.text if coverage else ""),
        )
    )


def _target_words(definition: Definition, target: Target | None) -> str:
    """The target without the word: a heading says it."""
    if target is None:
        return ""
    return readings.bounds_text(definition.metric, target.low, target.high)


def named(desk: Desk) -> Names:
    """Names of the dimensions, for conditions on them."""
    units = {pk: name for pk, (_public_id, name) in desk.names.units.items()}
    providers = {pk: name for pk, (_public_id, name) in desk.names.providers.items()}
    return {"unit": units, "team": units, "provider": providers}


def _bars(desk: Desk, own: Own, definition: Definition, dimension: str) -> Bars | None:
    """Sites, or providers, on one scale over the month."""
    series = own.series(any_of=(dimension,)).filter(indicator=definition.indicator)
    if dimension == "unit":
        series = series.filter(unit__kind="site")
    found = desk.board.readings(series, kind="month", starts=[desk.month.start])
    names = desk.names.units if dimension == "unit" else desk.names.providers
    if not found:
        return None
    found = sorted(found, key=lambda one: names[getattr(one.group, dimension)][1])
    aims = {readings.aim_of(definition.metric, one.target) for one in found}
    return Bars(
        subject=_("Par site") if dimension == "unit" else _("Par prestataire"),
        unit=figure_words.unit_of(definition.metric, found[0].group.currency),
        # One line across all bars only where all are judged on the same number.
        target=next(iter(aims)) if len(aims) == 1 else None,
        bars=tuple(
            Bar(
                label=names[getattr(one.group, dimension)][1],
                value=figure_words.scaled(definition.metric, one.value),
                state=readings.state_of(one),
                url=desk.facts_url(definition, one.group),
                target=readings.aim_of(definition.metric, one.target) if len(aims) > 1 else None,
            )
            for one in found
        ),
    )
