"""The rituals of a company, what its calendars propose, and the page of one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.rituals import sentences
from timonerie.domains.rituals.enums import ANSWERS, RitualLevel, RitualState
from timonerie.domains.rituals.models import Ritual, RitualGesture
from timonerie.domains.rituals.queries import rituals
from timonerie.domains.rituals.queries.rituals import Told
from timonerie.foundations.wording import formats
from timonerie.web import ritual_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.rituals import SortForm
from timonerie.web.pages.rituals import tables
from timonerie.web.pages.rituals.frame import NAMED, crumbs, ritual_of
from timonerie.web.pages.settings import history
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

UNDONE_WITHIN = timedelta(hours=1)
_LEVELS = {level.value: rank for rank, level in enumerate(RitualLevel)}


@policy("ritual.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = _told(request, RitualState.KEPT)
    found.sort(key=lambda one: (_LEVELS.get(one.ritual.level, 99), one.ritual.name.casefold()))
    may_write = request.actor.may("ritual.write")
    context = {
        "table": tables.of_rituals(request, found),
        "questions": [_question(one) for one in found if one.asked],
        "answers": ANSWERS if may_write else (),
        "proposed": _count(request, RitualState.PROPOSED),
        "exports": rituals.exports_visible_to(request.actor, at=timezone.now())[:5],
        "gesture": _undoable(request),
        "breadcrumbs": [],
    }
    return show(request, "rituals/index.html", context)


@policy("ritual.read")
def proposals(request: CompanyRequest) -> HttpResponse:
    return _proposals(request, RitualState.PROPOSED, _("Propositions"))


@policy("ritual.read")
def set_aside(request: CompanyRequest) -> HttpResponse:
    """What somebody set aside: it may be kept after all."""
    return _proposals(request, RitualState.SET_ASIDE, _("Mis de côté"))


def _proposals(request: CompanyRequest, state: RitualState, label: str) -> HttpResponse:
    found = _told(request, state)
    form = SortForm(reader=request.actor) if request.actor.may("ritual.write") else None
    context = {
        "table": tables.of_proposals(request, found),
        "is_aside": state == RitualState.SET_ASIDE,
        "heading": label,
        "sort_form": form,
        "gesture": _undoable(request),
        "breadcrumbs": crumbs(request, (label, "")),
    }
    return show(request, "rituals/proposals.html", context)


@policy("ritual.read")
def detail(request: CompanyRequest, ritual_id: UUID) -> HttpResponse:
    ritual, at = ritual_of(request, ritual_id), timezone.now()
    (told,) = rituals.told([ritual], at=at)
    rows = list(ritual.occurrences.order_by("start", "pk"))
    past, coming = [one for one in rows if one.start <= at], [one for one in rows if one.start > at]
    context = {
        "told": told,
        "ritual": ritual,
        "cadence": sentences.cadence(told.cadence),
        "lead": ritual_words.lead(told),
        "dots": ritual_words.dots(told, ritual.zone),
        "dots_width": max(1, len(told.past)) * ritual_words.STEP,
        "question": _question(told) if told.asked else None,
        "answers": ANSWERS if request.actor.may("ritual.write") else (),
        "pairs": list(_pairs(told)),
        "past": tables.of_meetings(past[:-21:-1], zone=ritual.zone, is_past=True),
        "coming": tables.of_meetings(coming[:10], zone=ritual.zone, is_past=False),
        "history": history.of(request, kind="ritual", public_id=ritual.public_id),
        "breadcrumbs": crumbs(request, (ritual.name, "")),
    }
    return show(request, "rituals/detail.html", context)


def _told(request: CompanyRequest, state: RitualState) -> list[Told]:
    at = timezone.now()
    rows = rituals.visible_to(request.actor, at=at).filter(state=state)
    return rituals.told(rows.select_related(*NAMED).order_by("name", "pk"), at=at)


def _count(request: CompanyRequest, state: RitualState) -> int:
    return int(rituals.visible_to(request.actor, at=timezone.now()).filter(state=state).count())


def _question(told: Told) -> dict[str, Any]:
    """What is asked of a ritual: which meetings are gone."""
    zone = told.ritual.zone
    days = [one.start.astimezone(ZoneInfo(zone)).date() for one in told.asked]
    return {
        "ritual": told.ritual,
        "days": sentences.days(days),
        "count": len(days),
        "meetings": [
            {"id": one.public_id, "when": formats.instant(one.start, zone)} for one in told.asked
        ],
    }


def _undoable(request: CompanyRequest) -> RitualGesture | None:
    """The last sort of this reader, while it is fresh."""
    rows = RitualGesture.objects.filter(
        user_id=request.actor.user_id,
        undone_at__isnull=True,
        at__gte=timezone.now() - UNDONE_WITHIN,
    )
    found: RitualGesture | None = rows.order_by("-at").first()
    return found


def _pairs(told: Told) -> Iterator[dict[str, Any]]:
    one: Ritual = told.ritual
    yield {"term": _("Suite"), "detail": one.get_state_display()}
    yield {"term": _("Niveau"), "detail": one.get_level_display() if one.level else _("à dire")}
    yield {"term": _("Unité"), "detail": str(one.unit or "—")}
    yield {"term": _("Animé par"), "detail": str(one.owner or _("personne encore"))}
    yield {"term": _("Durée habituelle"), "detail": sentences.duration(one.minutes)}
    yield {"term": _("Invités, d’habitude"), "detail": formats.number(one.guests)}
    if told.next is not None:
        yield {"term": _("Prochaine"), "detail": formats.instant(told.next.start, one.zone)}
    yield {"term": _("Vu dans l’agenda de"), "detail": one.export.agenda}
    if one.rule:
        yield {"term": _("Règle de l’agenda"), "detail": one.rule}
    else:
        yield {"term": _("Règle de l’agenda"), "detail": _("aucune : le rythme se lit aux dates")}
