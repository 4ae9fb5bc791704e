"""Weak signals: read as far as each reader reaches, and sorted."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.signals import SignalOut, TriageIn
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.operations import triage
from timonerie.domains.signals.queries import signals, telling

router = Router(tags=["signals"])


@router.get("/signals", response={200: Page[SignalOut], **REFUSALS}, summary="List the signals")
@policy("signal.read")
def list_signals(
    request: CompanyRequest,
    paging: Paging,
    state: str | None = None,
    family: str | None = None,
    closed: bool = False,
) -> Page[SignalOut]:
    """The last told first: those that the figures still show, or those that are over."""
    rows = signals.visible_to(request.actor, on=timezone.localdate())
    wanted = {"state": state, "family": family}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    rows = rows.filter(closed_on__isnull=not closed).order_by("-opened_on", "-pk")
    rows = telling.with_members(rows.select_related(*signals.NAMED))
    return page_of(rows, paging, lambda one: _told(request, one))


@router.get("/signals/{signal_id}", response={200: SignalOut, **REFUSALS}, summary="Read a signal")
@policy("signal.read")
def read_signal(request: CompanyRequest, signal_id: UUID) -> SignalOut:
    return _told(request, _signal(request, signal_id))


@router.put(
    "/signals/{signal_id}/triage",
    response={200: SignalOut, **REFUSALS},
    summary="Say what a signal is worth",
)
@policy("signal.triage")
def sort_signal(request: CompanyRequest, signal_id: UUID, body: TriageIn) -> SignalOut:
    with refusing():
        triage.sort(
            by=request.actor,
            at=timezone.now(),
            signal=_signal(request, signal_id),
            version=body.version,
            state=body.state,
            reason=body.reason,
        )
    return _told(request, _signal(request, signal_id))


def _signal(request: CompanyRequest, signal_id: UUID) -> WeakSignal:
    rows = signals.visible_to(request.actor, on=timezone.localdate())
    rows = telling.with_members(rows.select_related(*signals.NAMED))
    found: WeakSignal = get_object_or_404(rows, public_id=signal_id)
    return found


def _told(request: CompanyRequest, one: WeakSignal) -> SignalOut:
    return SignalOut.of(telling.in_full([one])[0], request.actor)
