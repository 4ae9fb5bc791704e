"""Which figure, level or claim an address speaks of, as far as the reader sees it.

`?indicateur=&prestataire=&site=&mois=2026-02` is a figure, `?niveau=<id>&mois=2026-02` what was
measured of a level, `?avoir=<id>` a claim."""

from datetime import date
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.organisation.queries import providers, units
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries import claims
from timonerie.domains.performance.queries.board import Board
from timonerie.domains.reporting.operations import replies
from timonerie.domains.reporting.operations.replies import About
from timonerie.domains.reporting.voice_enums import AboutKind
from timonerie.web import period_names, voices
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

M = TypeVar("M", bound=Model)


def of(request: CompanyRequest) -> About:
    """Raises Http404 for what the reader does not see, or where nothing was measured."""
    query = request.GET
    if "avoir" in query:
        return _claim(request, query["avoir"])
    if "niveau" in query:
        return _level(request, query["niveau"], _start(query.get("debut", "")))
    return _figure(request)


def _figure(request: CompanyRequest) -> About:
    on, query = timezone.localdate(), request.GET
    code = query.get("indicateur", "")
    if Board(reach(request.actor, on=on)).definition(code) is None:
        raise Http404
    provider = _row(providers.visible_to(request.actor, on=on), query.get("prestataire", ""))
    reached = units.visible_to(request.actor, on=on)
    unit = _row(reached, query["site"]) if query.get("site") else None
    return replies.figure_of(
        metric=code,
        provider=provider,
        unit=unit,
        period_kind="month",
        period_start=_start(f"{query.get('mois', '')[:7]}-01"),
    )


def _level(request: CompanyRequest, level_id: str, start: date) -> About:
    reached = contracts.visible_to(request.actor, on=timezone.localdate())
    rows = ServiceLevel.objects.filter(contract__in=reached, contract__provider__isnull=False)
    level = _row(rows.select_related("contract__provider", "site"), level_id)
    measured = LevelResult.objects.current().filter(level=level, period_start=start).first()
    if measured is None:
        raise Http404
    return replies.level_of(level, period_kind=measured.period_kind, period_start=start)


def _claim(request: CompanyRequest, claim_id: str) -> About:
    rows = claims.visible_to(request.actor, on=timezone.localdate())
    rows = rows.filter(level__contract__provider__isnull=False)
    found = _row(rows.select_related("level__site", "level__contract__provider"), claim_id)
    return replies.claim_of(found)


def _row(rows: "QuerySet[M]", text: str) -> M:
    try:
        public_id = UUID(text)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(rows, public_id=public_id)


def _start(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def words(about: About) -> str:
    """ "Délai tenu, Nova, Lyon, février 2026"."""
    if about.level is not None:
        what = about.level.title
    elif about.claim is not None:
        what = about.claim.level.title
    else:
        what = voices.metric_label(about.metric)
    place = about.unit.name if about.unit else ""
    period = period_names.label(about.period_kind, about.period_start)
    return ", ".join(part for part in (what, about.provider.name, place, period) if part)


def query_of(about: About) -> str:
    """The same as an address says it."""
    if about.kind == AboutKind.CLAIM and about.claim is not None:
        return urlencode({"avoir": about.claim.public_id})
    if about.kind == AboutKind.LEVEL and about.level is not None:
        return urlencode({"niveau": about.level.public_id, "debut": about.period_start})
    told = {
        "indicateur": about.metric,
        "prestataire": about.provider.public_id,
        "mois": f"{about.period_start:%Y-%m}",
    }
    if about.unit is not None:
        told["site"] = about.unit.public_id
    return urlencode(told)


def back(request: CompanyRequest, about: About) -> str:
    """The page of the figure, of the level or of the claim."""
    if about.kind == AboutKind.CLAIM and about.claim is not None:
        return url(request, "claim", about.claim.public_id)
    if about.kind == AboutKind.LEVEL and about.level is not None:
        return url(request, "contract-measured", about.level.contract.public_id)
    return f"{url(request, 'figure', about.metric)}?{query_of(about)}"
