"""Stored results, and the closing of periods."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, Refusal
from timonerie.api.names import Names, provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.performance import PeriodOut, ResultOut
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.enums import PeriodKind
from timonerie.domains.performance.models import Period
from timonerie.domains.performance.operations import periods as operations
from timonerie.domains.performance.queries import board
from timonerie.domains.performance.queries.board import Board
from timonerie.engine import periods

router = Router(tags=["performance"])

LONGEST = 120
"""Periods in one answer: ten years of months."""

Shape = Literal["", "unit", "provider", "activity", "team", "unit,provider", "provider,activity"]


class ResultsAsked(Schema):
    """Which results. `by` is the shape of the groups, empty for all together: figures of another
    shape are not stored. A site or a provider given is part of the shape already."""

    indicator: str | None = None
    kind: PeriodKind = PeriodKind.MONTH
    first: date
    last: date
    by: Shape = ""
    site: UUID | None = None
    provider: UUID | None = None


class PeriodIn(Schema):
    """A period by its kind and its first day."""

    kind: PeriodKind
    start: date


class ReopenIn(PeriodIn):
    """Why goes to the audit trail."""

    reason: str = ""


@router.get("/results", response={200: Page[ResultOut], **REFUSALS}, summary="List stored figures")
@policy("indicator.read")
def list_results(
    request: CompanyRequest, paging: Paging, asked: Annotated[ResultsAsked, Query()]
) -> Page[ResultOut]:
    """Every period that holds a day from `first` to `last`, oldest first. Only measured figures
    are stored: one that is not listed is missing, or nothing happened."""
    desk = Board(reach(request.actor, on=timezone.localdate()))
    unit, provider = unit_of(request.actor, asked.site), provider_of(request.actor, asked.provider)
    series = board.shaped(
        units=None if unit is None else [unit.pk],
        providers=None if provider is None else [provider.pk],
        any_of=[name for name in asked.by.split(",") if name],
    )
    if asked.indicator is not None:
        definition = desk.definition(asked.indicator)
        if definition is None:
            raise Http404
        series = series.filter(indicator=definition.indicator)
    found = desk.readings(
        series, kind=asked.kind, starts=_starts(request, asked), with_revisions=True
    )
    names = Names()
    return page_of(found, paging, lambda reading: ResultOut.of(reading, names))


@router.get(
    "/periods",
    response={200: Page[PeriodOut], **REFUSALS},
    summary="List the periods closed, or opened again",
)
@policy("indicator.read")
def list_periods(request: CompanyRequest, paging: Paging) -> Page[PeriodOut]:
    """The latest first; a period that is not listed is open."""
    return page_of(Period.objects.order_by("-start", "kind"), paging, PeriodOut.of)


@router.post("/periods/close", response={200: PeriodOut, **REFUSALS}, summary="Close a period")
@policy("period.close")
def close_period(request: CompanyRequest, body: PeriodIn) -> PeriodOut:
    """Definitions, targets and calendars stay as known now; a later fact makes a revision."""
    return _decide(request, body, operations.close)


@router.post(
    "/periods/reopen", response={200: PeriodOut, **REFUSALS}, summary="Open a period again"
)
@policy("period.close")
def reopen_period(request: CompanyRequest, body: ReopenIn) -> PeriodOut:
    """Its figures follow the current definitions once they are computed, in the background."""
    return _decide(request, body, partial(operations.reopen, reason=body.reason))


def _decide(request: CompanyRequest, body: PeriodIn, act: Callable[..., Period]) -> PeriodOut:
    first = periods.start_of(body.kind, body.start, request.company.fiscal_month)
    if first != body.start:
        raise Refusal(
            422,
            "not-a-start",
            _("Aucune période de cette sorte ne commence le %(day)s.") % {"day": body.start},
            _("Donnez son premier jour : %(day)s.") % {"day": first},
        )
    try:
        period = act(by=request.actor, at=timezone.now(), kind=body.kind.value, start=body.start)
    except operations.NotOver as error:
        remedy = _("Attendez son dernier jour.")
        raise Refusal(409, "not-over", str(error), remedy) from error
    except operations.NotClosed as error:
        raise Refusal(409, "not-closed", str(error), _("Il n’y a rien à faire.")) from error
    return PeriodOut.of(period)


def _starts(request: CompanyRequest, asked: ResultsAsked) -> list[date]:
    if asked.first.year < 1900 or asked.last.year > 2200:
        raise _too_long()
    starts = periods.starts_between(
        asked.kind, asked.first, asked.last, request.company.fiscal_month
    )
    if len(starts) > LONGEST:
        raise _too_long()
    return starts


def _too_long() -> Refusal:
    return Refusal(
        422,
        "too-long",
        _("La demande couvre plus de %(count)s périodes.") % {"count": LONGEST},
        _("Demandez-la en plusieurs fois."),
    )
