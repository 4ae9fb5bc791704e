"""Which figure, level or claim an address speaks of, as far as the reader sees it."""

from collections.abc import Callable
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
from timonerie.domains.organisation.operations.errors import Refused
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


def figure(request: CompanyRequest, code: str) -> About:
    """`?prestataire=&site=&mois=2026-02`. Raises Http404 for what the reader does not see."""
    on, query = timezone.localdate(), request.GET
    seen = reach(request.actor, on=on)
    # Who is narrowed to functions reads figures of their own: nobody replies to those.
    if seen.function_ids is not None or Board(seen).definition(code) is None:
        raise Http404
    reached = units.visible_to(request.actor, on=on)
    return replies.figure_of(
        metric=code,
        provider=_row(providers.visible_to(request.actor, on=on), query.get("prestataire", "")),
        unit=_row(reached, query["site"]) if query.get("site") else None,
        period_kind="month",
        period_start=_start(f"{query.get('mois', '')[:7]}-01"),
    )


def level(request: CompanyRequest, owed_id: UUID) -> About:
    """`?debut=2026-02-01`, else the last period measured, else this month. Raises Http404."""
    on = timezone.localdate()
    reached = contracts.visible_to(request.actor, on=on)
    rows = ServiceLevel.objects.filter(contract__in=reached)
    found = get_object_or_404(rows.select_related("contract__provider", "site"), public_id=owed_id)
    measured = LevelResult.objects.current().filter(level=found)
    if "debut" in request.GET:
        measured = measured.filter(period_start=_start(request.GET["debut"]))
    last = measured.order_by("-period_start").first()
    kind = last.period_kind if last else "month"
    start = last.period_start if last else on.replace(day=1)
    return _signed(lambda: replies.level_of(found, period_kind=kind, period_start=start))


def claim(request: CompanyRequest, claim_id: UUID) -> About:
    """Raises Http404."""
    rows = claims.visible_to(request.actor, on=timezone.localdate())
    found = get_object_or_404(
        rows.select_related("level__site", "level__contract__provider"), public_id=claim_id
    )
    return _signed(lambda: replies.claim_of(found))


def _signed(make: Callable[[], About]) -> About:
    """Raises Http404 where no provider signed."""
    try:
        return make()
    except Refused:
        raise Http404 from None


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
    """Whose figure, where and when, as the address of a figure says it."""
    told = {"prestataire": about.provider.public_id, "mois": f"{about.period_start:%Y-%m}"}
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
