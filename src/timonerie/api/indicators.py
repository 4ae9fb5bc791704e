"""Definitions and targets: read by all, made, changed and aimed by those who steer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, Refusal
from timonerie.api.names import provider_of, unit_of
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.performance import DefinitionIn, IndicatorOut, TargetIn, TargetOut
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.organisation.sentences import said
from timonerie.domains.performance.models import Indicator, Target
from timonerie.domains.performance.operations import indicators as operations
from timonerie.domains.performance.operations import targets
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.engine.indicators.metric import Metric
from timonerie.engine.indicators.reading import MetricError

router = Router(tags=["indicators"])


@router.get(
    "/indicators",
    response={200: Page[IndicatorOut], **REFUSALS},
    summary="List the indicators, with their definitions and targets",
)
@policy("indicator.read")
def list_indicators(request: CompanyRequest, paging: Paging) -> Page[IndicatorOut]:
    """In the order of the catalogue; targets of other sites or providers are left out."""
    targets = _targets(request)
    return page_of(
        definitions.known(),
        paging,
        lambda one: IndicatorOut.of(one, targets.get(one.indicator.pk, [])),
    )


@router.post("/indicators", response={201: IndicatorOut, **REFUSALS}, summary="Make an indicator")
@policy("indicator.write")
def create_indicator(request: CompanyRequest, body: DefinitionIn) -> Status[IndicatorOut]:
    """Without a `code`, one is made from the label. Figures come in the background."""
    given = {"code": None, **body.definition}
    if given["code"] is None:
        given["code"] = operations.code_of(str(given.get("label", "")))
    metric = _metric(given)
    with _refusing():
        operations.create(by=request.actor, at=timezone.now(), metric=metric)
    return Status(201, _told(request, metric.code))


@router.post(
    "/indicators/{code}/versions",
    response={201: IndicatorOut, **REFUSALS},
    summary="Change a definition, from now on",
)
@policy("indicator.write")
def revise_indicator(
    request: CompanyRequest, code: str, body: DefinitionIn
) -> Status[IndicatorOut]:
    """A new version, which open periods use; closed ones keep theirs. A definition that says the
    same makes none."""
    known = _definition(code)
    metric = _metric({**body.definition, "code": code})
    if body.version not in (None, known.version.number):
        mine = {"document": metric.to_dict()}
        raise Conflict(current=known.version, version=known.version.number, mine=mine)
    if metric != known.stored:
        operations.revise(
            by=request.actor, at=timezone.now(), indicator=known.indicator, metric=metric
        )
    return Status(201, _told(request, code))


@router.post(
    "/indicators/{code}/targets",
    response={201: TargetOut, **REFUSALS},
    summary="Set a target from a day on",
)
@policy("indicator.write")
def aim_indicator(request: CompanyRequest, code: str, body: TargetIn) -> Status[TargetOut]:
    """For everybody, a site or a provider, in the unit of the indicator (a ratio from 0 to 1).
    Never edited: the last one set for a start takes its place."""
    indicator = _definition(code).indicator
    unit, provider = unit_of(request.actor, body.unit), provider_of(request.actor, body.provider)
    with _refusing():
        target = targets.aim(
            by=request.actor,
            at=timezone.now(),
            indicator=indicator,
            unit=unit,
            provider=provider,
            start_date=body.start_date,
            low=body.low,
            high=body.high,
            watch=body.watch,
            source=body.source,
            over=body.over,
        )
    return Status(201, TargetOut.of(target))


@router.post(
    "/indicators/{code}/archive",
    response={200: IndicatorOut, **REFUSALS},
    summary="Take an indicator off the pages",
)
@policy("indicator.write")
def archive_indicator(request: CompanyRequest, code: str) -> IndicatorOut:
    """Its figures stay, and no new one is computed."""
    told = _told(request, code)
    indicator = _definition(code).indicator
    operations.archive(by=request.actor, at=timezone.now(), indicator=indicator)
    return told


@router.post(
    "/indicators/{code}/restore",
    response={200: IndicatorOut, **REFUSALS},
    summary="Bring an archived indicator back",
)
@policy("indicator.write")
def restore_indicator(request: CompanyRequest, code: str) -> IndicatorOut:
    """Its figures are computed again in the background."""
    indicator = Indicator.objects.filter(code=code, archived_at__isnull=False).first()
    if indicator is None:
        raise Http404
    operations.restore(by=request.actor, at=timezone.now(), indicator=indicator)
    return _told(request, code)


def _definition(code: str) -> Definition:
    found = next((one for one in definitions.known() if one.indicator.code == code), None)
    if found is None:
        raise Http404
    return found


def _told(request: CompanyRequest, code: str) -> IndicatorOut:
    found = _definition(code)
    return IndicatorOut.of(found, _targets(request).get(found.indicator.pk, []))


def _metric(definition: dict[str, Any]) -> Metric:
    with _refusing():
        return Metric.from_dict(definition)


@contextmanager
def _refusing() -> Iterator[None]:
    """What a rule refuses, as an answer that names the field."""
    try:
        yield
    except Conflict:
        raise
    except (MetricError, Refused) as error:
        remedy = _("Corrigez le champ « %(field)s ».") % {"field": error.field}
        raise Refusal(422, "refused", said(str(error)), remedy) from error


def _targets(request: CompanyRequest) -> dict[int, list[Target]]:
    """The targets within reach, by indicator, in the order they were set."""
    seen = reach(request.actor, on=timezone.localdate())
    found: dict[int, list[Target]] = {}
    for target in Target.objects.select_related("unit", "provider").order_by("created_at"):
        if seen.holds(unit=target.unit_id, provider=target.provider_id):
            found.setdefault(target.indicator_id, []).append(target)
    return found
