"""Voices beside the figures: replies, thumbs counted without a name, what providers think of us."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.voices import (
    QuarterOut,
    RatingOut,
    ReplyChange,
    ReplyIn,
    ReplyOut,
    ThingOut,
    ThumbIn,
    ThumbsOut,
    WithdrawIn,
)
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import providers, units
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries.board import Board
from timonerie.domains.reporting.models import Reply
from timonerie.domains.reporting.operations import replies, thumbs
from timonerie.domains.reporting.operations.replies import About
from timonerie.domains.reporting.queries import ratings, thumb_things
from timonerie.domains.reporting.queries import replies as queries
from timonerie.domains.reporting.queries import thumbs as thumb_queries

router = Router(tags=["voices"])


@router.get("/replies", response={200: Page[ReplyOut], **REFUSALS}, summary="List the replies")
@policy("provider.read")
def list_replies(
    request: CompanyRequest, paging: Paging, provider: UUID | None = None
) -> Page[ReplyOut]:
    """The latest first, withdrawn ones too."""
    rows = queries.visible_to(request.actor, on=timezone.localdate())
    rows = rows if provider is None else rows.filter(about__provider__public_id=provider)
    return page_of(rows, paging, ReplyOut.of)


@router.post(
    "/replies", response={201: ReplyOut, **REFUSALS}, summary="Reply to the figure of a month"
)
@policy("reply.write")
def say_reply(request: CompanyRequest, body: ReplyIn) -> Status[ReplyOut]:
    """A provider for itself, a site about what is done there; who follows the contracts of a
    provider reports what it answered."""
    at = timezone.now()
    with refusing():
        about = _about(request, body)
        made = replies.say(by=request.actor, at=at, about=about, text=body.text)
    return Status(201, ReplyOut.of(made))


@router.put(
    "/replies/{reply_id}", response={200: ReplyOut, **REFUSALS}, summary="Say a reply again"
)
@policy("reply.write")
def change_reply(request: CompanyRequest, reply_id: UUID, body: ReplyChange) -> ReplyOut:
    reply = _reply(request, reply_id)
    with refusing():
        replies.change(
            by=request.actor,
            at=timezone.now(),
            reply=reply,
            version=body.version,
            text=body.text,
        )
    return ReplyOut.of(_reply(request, reply_id))


@router.post(
    "/replies/{reply_id}/withdrawal",
    response={200: ReplyOut, **REFUSALS},
    summary="Withdraw a reply, which is never erased",
)
@policy("reply.write")
def withdraw_reply(request: CompanyRequest, reply_id: UUID, body: WithdrawIn) -> ReplyOut:
    reply = _reply(request, reply_id)
    with refusing():
        replies.withdraw(by=request.actor, at=timezone.now(), reply=reply, version=body.version)
    return ReplyOut.of(_reply(request, reply_id))


@router.get(
    "/providers/{provider_id}/thumbs",
    response={200: ThumbsOut, **REFUSALS},
    summary="Count the thumbs of a provider by quarter",
)
@policy("thumb.give")
def read_thumbs(request: CompanyRequest, provider_id: UUID) -> ThumbsOut:
    """With what may be judged now."""
    return _thumbs(request, _provider(request, provider_id))


@router.post(
    "/providers/{provider_id}/thumbs",
    response={200: ThumbsOut, **REFUSALS},
    summary="Give a thumb to something handed in",
)
@policy("thumb.give")
def give_thumb(request: CompanyRequest, provider_id: UUID, body: ThumbIn) -> ThumbsOut:
    """One an account: the last one stands."""
    provider, at = _provider(request, provider_id), timezone.now()
    thing = thumb_things.called(
        request.actor,
        provider,
        kind=body.kind,
        public_id=str(body.id),
        day=body.day.isoformat(),
        at=at,
    )
    with refusing():
        if thing is None:
            raise Refused(_("Choisissez un pouce parmi ce qui a été reçu."), field="id")
        thumbs.give(by=request.actor, at=at, thing=thing, is_up=body.is_up, line=body.line)
    return _thumbs(request, provider)


@router.get(
    "/ratings-of-us",
    response={200: Page[RatingOut], **REFUSALS},
    summary="List what providers think of us",
)
@policy("rating.read")
def list_ratings(request: CompanyRequest, paging: Paging) -> Page[RatingOut]:
    """The latest year first; of a year said twice, the last answers."""
    rows = ratings.visible_to(request.actor, on=timezone.localdate())
    return page_of(rows, paging, RatingOut.of)


def _about(request: CompanyRequest, body: ReplyIn) -> About:
    """Raises Refused where it names what the reader cannot see, or does not speak of."""
    on, at = timezone.localdate(), timezone.now()
    firms = providers.visible_to(request.actor, on=on).filter(public_id=body.provider)
    sites = units.visible_to(request.actor, on=on)
    provider = firms.first()
    unit = None if body.site is None else sites.filter(public_id=body.site).first()
    known = Board(reach(request.actor, on=on)).definition(body.metric)
    if provider is None or known is None or (body.site is not None and unit is None):
        raise Refused(_("Ce chiffre n’est pas de ceux que vous voyez."), field="metric")
    about = replies.figure_of(
        metric=body.metric,
        provider=provider,
        unit=unit,
        period_kind="month",
        period_start=body.month.replace(day=1),
    )
    try:
        replies.require_side(by=request.actor, at=at, about=about)
    except PermissionDenied:
        raise Refused(_("Ce chiffre n’est pas de ceux dont vous parlez."), field="metric") from None
    return about


def _thumbs(request: CompanyRequest, provider: Provider) -> ThumbsOut:
    fiscal_month = request.company.fiscal_month
    counted = thumb_queries.by_quarter([provider.pk], fiscal_month=fiscal_month)
    quarters = counted.get(provider.pk, {})
    things = thumb_things.recent(request.actor, provider, at=timezone.now())
    return ThumbsOut(
        quarters=[QuarterOut.of(start, one) for start, one in quarters.items()],
        things=[ThingOut.of(one) for one in things],
    )


def _provider(request: CompanyRequest, provider_id: UUID) -> Provider:
    return get_object_or_404(providers.visible_to(request.actor), public_id=provider_id)


def _reply(request: CompanyRequest, reply_id: UUID) -> Reply:
    """One that the reader may change. Raises Http404."""
    rows = queries.writable_by(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=reply_id)
