"""Sources, and the cases that the live files hold."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS
from timonerie.api.names import Names, row_of
from timonerie.api.paging import Page, Paging, page_of, whole
from timonerie.api.shapes.facts import (
    CaseDetail,
    CaseOut,
    CasesAsked,
    ExplanationOut,
    ReceivedOut,
    SourceOut,
)
from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.facts.operations.merging import RECEIVED
from timonerie.domains.facts.queries import batches, cases, explaining
from timonerie.domains.facts.queries.cases import Selection
from timonerie.domains.organisation.queries import units
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import definitions, drill
from timonerie.engine.indicators.metric import Metric

router = Router(tags=["facts"])

Order = Literal["received_at", "resolved_at", "due_at", "worked_to_resolve"]
_DIMENSIONS = ("unit", "provider", "team", "activity")


@router.get("/sources", response={200: Page[SourceOut], **REFUSALS}, summary="List the sources")
@policy("import.read")
def list_sources(request: CompanyRequest, paging: Paging) -> Page[SourceOut]:
    """Those that the reader may feed, by name."""
    rows = batches.sources(request.actor).select_related("provider")
    return page_of(rows, paging, SourceOut.of)


@router.get("/cases", response={200: Page[CaseOut], **REFUSALS}, summary="List the cases")
@policy("fact.read")
def list_cases(
    request: CompanyRequest,
    paging: Paging,
    asked: Annotated[CasesAsked, Query()],
    order: Order = "received_at",
    descending: bool = True,
) -> Page[CaseOut]:
    """Live cases within the reader's reach, a missing value of `order` last."""
    names = Names()
    selected = _selected(request, asked, names)
    rows = cases.page(
        selected,
        order=order,
        descending=descending,
        number=paging.page,
        size=paging.size,
    )
    return whole([CaseOut(**_values(row, names)) for row in rows], cases.count(selected), paging)


@router.get(
    "/cases/{source_id}/{path:case}",
    response={200: CaseDetail, **REFUSALS},
    summary="Read a case and how its working time was counted",
)
@policy("fact.read")
def read_case(request: CompanyRequest, source_id: UUID, case: str) -> CaseDetail:
    names = Names()
    source = row_of(names.sources, source_id)
    seen = reach(request.actor, on=timezone.localdate())
    fact = None if source is None else cases.one(source=source, case=case, reach=seen)
    if source is None or fact is None:
        raise Http404
    explained = explaining.of_case(fact)
    rows = cases.rows_of(source=source, case=case, schema=RECEIVED)
    files = ImportBatch.objects.in_bulk({row.batch for row in rows})
    return CaseDetail(
        **_values(fact, names),
        explanation=ExplanationOut.of(explained) if explained else None,
        rows=[ReceivedOut.of(row, files[row.batch]) for row in rows],
    )


def _selected(request: CompanyRequest, asked: CasesAsked, names: Names) -> ir.Table:
    metric = _metric(asked.indicator)
    is_stock = metric is not None and metric.is_stock
    end = asked.last + timedelta(days=1) if asked.last else None
    dated = asked.first is not None or end is not None
    selection = Selection(
        units=_units(row_of(names.units, asked.site)),
        provider=row_of(names.providers, asked.provider),
        team=row_of(names.units, asked.team),
        activity=row_of(names.activities, asked.activity),
        source=row_of(names.sources, asked.source),
        anchor=(metric.anchor if metric else "received") if dated and not is_stock else None,
        start=asked.first,
        end=end,
    )
    seen = reach(request.actor, on=timezone.localdate())
    if metric is None:
        return cases.within(selection.facts(), seen)
    at = timezone.now()
    if is_stock and end is not None:
        at = min(at, datetime.combine(end, time(), ZoneInfo(request.company.zone)))
    return drill.facts_of(metric, selection, seen, at=at)


def _metric(code: str | None) -> Metric | None:
    if code is None:
        return None
    for one in definitions.known():
        if one.metric.code == code:
            return one.metric
    raise Http404


def _units(unit: int | None) -> tuple[int, ...] | None:
    """The unit asked for and those under it: a region stands for its sites."""
    if unit is None:
        return None
    below = [one for one, above in units.ancestors_by_unit().items() if unit in above]
    return (unit, *below)


def _values(fact: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """A live fact with names in place of row ids."""
    known = {
        "unit": names.units,
        "provider": names.providers,
        "team": names.units,
        "activity": names.activities,
    }
    told = {name: fact.get(name) for name in CaseOut.model_fields}
    told |= {name: None if fact[name] is None else known[name][fact[name]] for name in _DIMENSIONS}
    return told | {"source": names.sources[fact["source"]]}
