"""The flashes of the sites and what they need: told, corrected, read week by week, answered."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Status

from timonerie.api.access import CompanyRequest, policy
from timonerie.api.errors import REFUSALS, refusing
from timonerie.api.paging import Page, Paging, page_of
from timonerie.api.shapes.flashes import (
    AnswerIn,
    CorrectionIn,
    FiledOut,
    FlashIn,
    FlashOut,
    NeedOut,
    OwnerIn,
    RuleIn,
    RuleOut,
    WeekOut,
    said,
)
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import seats
from timonerie.domains.reporting.models import Flash, FlashNeed
from timonerie.domains.reporting.operations import flash_needs, flash_rules, flashes
from timonerie.domains.reporting.queries import flash_places, needs
from timonerie.domains.reporting.queries import flashes as queries
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.engine.openings import FIRST_YEAR, LAST_YEAR

router = Router(tags=["flashes"])


@router.get("/flashes", response={200: Page[FlashOut], **REFUSALS}, summary="List the flashes")
@policy("flash.read")
def list_flashes(
    request: CompanyRequest, paging: Paging, site: UUID | None = None, week: date | None = None
) -> Page[FlashOut]:
    """Those that stand, the latest week first; corrected ones are read one by one."""
    rows = queries.visible_to(request.actor, on=timezone.localdate()).filter(
        pk__in=Flash.objects.standing().values("pk")
    )
    rows = rows if site is None else rows.filter(unit__public_id=site)
    rows = rows if week is None else rows.filter(week=week)
    return page_of(rows.order_by("-week", "unit__name", "pk"), paging, FlashOut.of)


@router.get(
    "/flash-weeks/{start}",
    response={200: WeekOut, **REFUSALS},
    summary="Read the week of every site, the silent ones named",
)
@policy("flash.read")
def read_week(request: CompanyRequest, start: date) -> WeekOut:
    """Any day of the week stands for it."""
    if not FIRST_YEAR < start.year < LAST_YEAR:
        raise Http404
    week = flash_weeks.week_of(start)
    return WeekOut.of(queries.of_week(request.actor, week=week, at=timezone.now()))


@router.post(
    "/flashes",
    response={201: FiledOut, **REFUSALS},
    summary="Tell the week of a site, once however often it is sent",
)
@policy("flash.write")
def tell_flash(request: CompanyRequest, body: FlashIn) -> Status[FiledOut]:
    rows = flash_places.visible_to(request.actor, on=timezone.localdate())
    unit = rows.filter(public_id=body.site).first()
    with refusing():
        if unit is None:
            raise Refused(_("Ce site n’est pas de ceux dont vous dites la semaine."), field="site")
        made = flashes.file(
            by=request.actor,
            at=timezone.now(),
            unit=unit,
            week=body.week,
            said=said(body),
            key=body.key,
        )
    return Status(201, FiledOut(came=made.came, flash=FlashOut.of(made.flash)))


@router.get("/flashes/{flash_id}", response={200: FlashOut, **REFUSALS}, summary="Read one flash")
@policy("flash.read")
def read_flash(request: CompanyRequest, flash_id: UUID) -> FlashOut:
    """A version that was corrected reads as it was."""
    return FlashOut.of(_flash(request, flash_id))


@router.post(
    "/flashes/{flash_id}/corrections",
    response={201: FiledOut, **REFUSALS},
    summary="Correct a flash within its week, with a reason",
)
@policy("flash.write")
def correct_flash(request: CompanyRequest, flash_id: UUID, body: CorrectionIn) -> Status[FiledOut]:
    flash = _flash(request, flash_id)
    with refusing():
        made = flashes.correct(
            by=request.actor,
            at=timezone.now(),
            flash=flash,
            said=said(body),
            reason=body.reason,
            key=body.key,
        )
    return Status(201, FiledOut(came=made.came, flash=FlashOut.of(made.flash)))


@router.get(
    "/flash-needs", response={200: Page[NeedOut], **REFUSALS}, summary="List what the sites need"
)
@policy("flash.read")
def list_needs(request: CompanyRequest, paging: Paging, waiting: bool = False) -> Page[NeedOut]:
    """The latest first; `waiting` keeps those without an answer, the oldest first."""
    on = timezone.localdate()
    kept = needs.waiting if waiting else needs.visible_to
    return page_of(kept(request.actor, on=on), paging, NeedOut.of)


@router.put(
    "/flash-needs/{need_id}/answer",
    response={200: NeedOut, **REFUSALS},
    summary="Answer a need",
)
@policy("flash.answer")
def answer_need(request: CompanyRequest, need_id: UUID, body: AnswerIn) -> NeedOut:
    need = _need(request, need_id)
    with refusing():
        flash_needs.answer(
            by=request.actor, at=timezone.now(), need=need, version=body.version, text=body.text
        )
    return NeedOut.of(_need(request, need_id))


@router.put(
    "/flash-needs/{need_id}/owner",
    response={200: NeedOut, **REFUSALS},
    summary="Give a need to a post, with a day",
)
@policy("flash.answer")
def own_need(request: CompanyRequest, need_id: UUID, body: OwnerIn) -> NeedOut:
    need = _need(request, need_id)
    owner = seats.visible_to(request.actor).active().filter(public_id=body.owner).first()
    with refusing():
        if owner is None:
            raise Refused(_("Choisissez un poste que vous voyez."), field="owner")
        flash_needs.own(
            by=request.actor,
            at=timezone.now(),
            need=need,
            version=body.version,
            owner=owner,
            due_date=body.due_date,
        )
    return NeedOut.of(_need(request, need_id))


@router.get(
    "/flash-rules", response={200: list[RuleOut], **REFUSALS}, summary="List when flashes are due"
)
@policy("flash.read")
def list_rules(request: CompanyRequest) -> list[RuleOut]:
    """In the order they were said; Friday, 15 h, before the first one."""
    return [RuleOut.of(one) for one in queries.rules()]


@router.post(
    "/flash-rules", response={201: RuleOut, **REFUSALS}, summary="Say when flashes are due"
)
@policy("flash.rule")
def say_rule(request: CompanyRequest, body: RuleIn) -> Status[RuleOut]:
    with refusing():
        made = flash_rules.say(
            by=request.actor,
            at=timezone.now(),
            weekday=body.weekday,
            hour=body.hour,
            start=body.start,
        )
    return Status(201, RuleOut.of(made))


def _flash(request: CompanyRequest, flash_id: UUID) -> Flash:
    rows: QuerySet[Flash] = queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=flash_id)


def _need(request: CompanyRequest, need_id: UUID) -> FlashNeed:
    rows = needs.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows, public_id=need_id)
