"""The facts behind a figure, and one case explained."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.facts.models import ImportBatch, Source
from timonerie.domains.facts.operations.merging import RECEIVED
from timonerie.domains.facts.queries import cases, explaining, live
from timonerie.domains.facts.queries.cases import PAGE, Selection
from timonerie.domains.organisation.queries import units
from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.performance.queries import definitions, drill
from timonerie.engine.indicators.metric import Metric
from timonerie.web import readings, timelines
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.boards import read_names
from timonerie.web.exports import long_csv_file
from timonerie.web.forms.facts import FilterForm
from timonerie.web.pages import absences, fact_rows
from timonerie.web.pages.fact_details import details
from timonerie.web.pages.fact_filters import Filters
from timonerie.web.remembering import remembered
from timonerie.web.responses import show
from timonerie.web.tables import Column, Table
from timonerie.web.workbooks import xlsx_file

LISTED = 10_000
"""Rows that pages go through: nobody turns more of them, and the database would read all those
before. A file has every row."""

LONGEST_BOOK = 200_000
"""Rows of a workbook; a longer list is a CSV file."""


@policy("fact.read")
@remembered
def index(request: CompanyRequest) -> HttpResponseBase:
    """Filters, order and page stand in the address; `format=` exports all that is filtered."""
    now = timezone.now()
    names = read_names()
    seen = reach(request.actor, on=timezone.localdate())
    filters = Filters.of(request.GET, names).within(seen)
    metric = _metric(filters)
    filters = filters.fitting(metric)
    selected = _selected(request, filters, metric, now)
    if "format" in request.GET:
        return _export(request, filters, metric, selected, names)
    count = live.count() if _is_whole(request, filters, metric) else cases.count(selected)
    page = Paginator(range(min(count, LISTED)), PAGE).get_page(filters.page)
    rows = cases.page(
        selected, order=filters.order, descending=filters.is_descending, number=page.number
    )
    context = {
        "breadcrumbs": _breadcrumbs(request, metric),
        "metric": metric,
        "summary": filters.summary(names),
        "filters": list(FilterForm.of(request, filters, names)),
        "chips": filters.chips(names, metric),
        "clear_url": reverse("facts", args=[request.company.slug]),
        "count": count,
        "table": _table(request, filters, metric, rows, names),
        "absence": absences.of_facts(request, is_filtered=_is_filtered(filters, metric)),
        "page": page,
        "is_cut": count > LISTED,
        "indicator_url": metric and reverse("indicator", args=[request.company.slug, metric.code]),
    }
    return show(request, "facts.html", context)


@policy("fact.read")
def detail(request: CompanyRequest, source_id: UUID, case: str) -> HttpResponse:
    source = Source.objects.filter(public_id=source_id).first()
    seen = reach(request.actor, on=timezone.localdate())
    if source is None:
        raise Http404
    fact = cases.one(source=source.pk, case=case, reach=seen)
    if fact is None:
        raise Http404
    explained = explaining.of_case(fact)
    received = cases.rows_of(source=source.pk, case=case, schema=RECEIVED)
    batches = ImportBatch.objects.in_bulk({row.batch for row in received})
    names, now = read_names(), timezone.now()
    zone = explaining.zones([fact]).get(fact["calendar"], request.company.zone)
    context = {
        "breadcrumbs": [
            {"label": _("Faits"), "url": reverse("facts", args=[request.company.slug])},
            {"label": case, "url": ""},
        ],
        "source": source,
        "case": case,
        "waiting": None if explained else fact_rows.waiting(fact, now=now),
        "details": details(request, fact, names, source, zone=zone, now=now),
        "sentence": explained
        and fact_rows.sentence(explained, request.company, is_resolved=bool(fact["resolved_at"])),
        "timeline": explained and _timeline(explained, fact),
        "calendar": explained and explained.version.calendar,
        "rows": fact_rows.received_table(received, batches, request.company, zone=zone),
    }
    return show(request, "fact.html", context)


def _metric(filters: Filters) -> Metric | None:
    if not filters.indicator:
        return None
    for one in definitions.known():
        if one.metric.code == filters.indicator:
            return one.metric
    raise Http404(_("indicateur inconnu"))


def _selected(
    request: CompanyRequest, filters: Filters, metric: Metric | None, now: datetime
) -> Any:
    seen = reach(request.actor, on=timezone.localdate())
    end = filters.end
    at = now
    if metric is not None and metric.is_stock and end is not None:
        at = min(now, datetime.combine(end, datetime.min.time(), timezone.get_current_timezone()))
    anchored = metric is None or not metric.is_stock
    selection = Selection(
        units=_units(filters),
        provider=filters.provider,
        team=filters.team,
        activity=filters.activity,
        anchor=(metric.anchor if metric else "received") if anchored and filters.start else None,
        start=filters.start,
        end=end,
    )
    if metric is None:
        return cases.within(selection.facts(), seen)
    return drill.facts_of(metric, selection, seen, at=at)


def _is_whole(request: CompanyRequest, filters: Filters, metric: Metric | None) -> bool:
    """Whether nothing narrows the list."""
    seen = reach(request.actor, on=timezone.localdate())
    return not _is_filtered(filters, metric) and seen == Reach()


def _is_filtered(filters: Filters, metric: Metric | None) -> bool:
    return metric is not None or filters.is_narrowed


def _units(filters: Filters) -> tuple[int, ...] | None:
    """The site asked for, or every site of the region asked for."""
    if filters.unit is None:
        return None
    below = [unit for unit, above in units.ancestors_by_unit().items() if filters.unit in above]
    return (filters.unit, *below)


def _table(
    request: CompanyRequest,
    filters: Filters,
    metric: Metric | None,
    rows: Sequence[Mapping[str, Any]],
    names: readings.Names,
) -> Table:
    sources = dict(Source.objects.values_list("pk", "public_id"))
    zones = explaining.zones(rows)
    return Table(
        name="dossiers",
        is_paged=True,
        caption=_("Dossiers"),
        hides_caption=True,
        columns=tuple(
            Column(
                label=one.label,
                is_number=one.is_number,
                sort_url=filters.sort_url(one.order) if one.order else "",
                sorted=filters.sorted_by(one.order),
            )
            for one in fact_rows.columns(metric)
        ),
        rows=tuple(
            fact_rows.row(
                fact,
                metric,
                names,
                sources,
                request.company,
                zone=zones.get(fact["calendar"], request.company.zone),
            )
            for fact in rows
        ),
    )


def _export(
    request: CompanyRequest,
    filters: Filters,
    metric: Metric | None,
    selected: Any,
    names: readings.Names,
) -> HttpResponseBase:
    kind = request.GET["format"]
    if kind == "xlsx" and cases.count(selected) > LONGEST_BOOK:
        messages.error(
            request,
            _("Cette liste est trop longue pour un classeur : exportez-la en CSV, ou filtrez-la."),
        )
        return redirect(f"{request.path}{filters.url(format=None, table=None)}")
    rows = cases.every(selected, order=filters.order, descending=filters.is_descending)
    zone = ZoneInfo(request.company.zone)
    header, lines = fact_rows.exported(rows, metric, names, zone=zone)
    if kind == "xlsx":
        return xlsx_file("faits", header, lines)
    return long_csv_file("faits", header, lines)


def _breadcrumbs(request: CompanyRequest, metric: Metric | None) -> list[dict[str, str]]:
    slug = request.company.slug
    trail = [{"label": _("Aujourd’hui"), "url": reverse("today", args=[slug])}]
    if metric is not None:
        trail.append({"label": metric.label, "url": reverse("indicator", args=[slug, metric.code])})
    return [*trail, {"label": _("Faits"), "url": ""}]


def _timeline(explained: explaining.Explained, fact: Mapping[str, Any]) -> timelines.Timeline:
    zone = explained.zone
    lines = explained.explanation.lines
    suspended = [(one.start, one.end) for line in lines for one in line.suspended]
    worked = [(one.start, one.end) for line in lines for one in line.worked]
    return timelines.draw(
        received=fact["received_at"].astimezone(zone),
        resolved=explained.ended_at.astimezone(zone),
        worked=fact_rows.without(worked, suspended),
        worked_seconds=explained.explanation.seconds - explained.explanation.suspended_seconds,
        suspended=suspended,
        suspended_seconds=explained.explanation.suspended_seconds,
    )
