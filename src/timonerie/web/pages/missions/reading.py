"""The missions of direction, the page of one, and its hand-over pack."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Mission
from timonerie.domains.contracts.papers import hand_over
from timonerie.domains.contracts.queries import missions as queries
from timonerie.foundations.accounts import limits
from timonerie.foundations.wording import formats
from timonerie.web import downloads
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.missions import frame, tables
from timonerie.web.pages.provider_files import frame as provider_frame
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("contract.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    on = timezone.localdate()
    found = queries.listed(request.actor, on=on)
    table = tables.of_missions(request, found, on=on)
    return show(request, "missions/index.html", {"table": table, "breadcrumbs": []})


@policy("contract.read")
def of_provider(request: CompanyRequest, provider_id: UUID) -> HttpResponse:
    provider, on = provider_frame.signed_of(request, provider_id), timezone.localdate()
    found = [one for one in queries.listed(request.actor, on=on) if one.provider_id == provider.pk]
    context = {
        **provider_frame.context(request, provider, "provider-missions", _("Missions")),
        "table": tables.of_missions(request, found, on=on),
    }
    return show(request, "providers/missions.html", context)


@policy("contract.read")
def detail(request: CompanyRequest, mission_id: UUID) -> HttpResponse:
    mission, on = frame.mission_of(request, mission_id), timezone.localdate()
    deliverables = list(mission.deliverables.order_by("due_date", "pk"))
    presences = list(mission.presences.select_related("site").order_by("-month", "site__name"))
    context: dict[str, Any] = {
        "mission": mission,
        "pairs": _pairs(request, mission),
        "deliverables": tables.of_deliverables(request, deliverables, on=on),
        "presences": tables.of_presences(request, presences),
        "pack": queries.hand_over(mission, reader=request.actor, on=on),
        "history": history.of(request, kind="mission", public_id=mission.public_id),
        "breadcrumbs": frame.crumbs(request, (mission.title, "")),
    }
    return show(request, "missions/detail.html", context)


def _pairs(request: CompanyRequest, mission: Mission) -> list[dict[str, str]]:
    cents, holder = mission.delegation_cents, mission.provider
    letter, contract = mission.letter, mission.contract
    reads = request.actor.may("statement.read")
    told = (
        (
            _("Tenue par"),
            str(holder or mission.person),
            url(request, "provider", holder.public_id) if holder else "",
        ),
        (_("Poste tenu"), f"{mission.seat}, {mission.seat.unit}" if mission.seat else "", ""),
        (_("Poste suppléant"), str(mission.deputy or ""), ""),
        (
            _("Lettre de mission"),
            str(letter) if letter and reads else "",
            url(request, "statement", letter.public_id) if letter and reads else "",
        ),
        (
            _("Contrat"),
            str(contract or ""),
            url(request, "contract", contract.public_id) if contract else "",
        ),
        (_("Depuis le"), formats.day(mission.start_date), ""),
        (_("Jusqu’au"), formats.day(mission.end_date) if mission.end_date else "", ""),
        (_("Limites de la délégation"), mission.delegation, ""),
        (
            _("Engage seule jusqu’à"),
            "" if cents is None else formats.figure(cents / 100, "€"),
            "",
        ),
        (
            _("Fin de la délégation"),
            formats.day(mission.delegation_end_date) if mission.delegation_end_date else "",
            "",
        ),
    )
    return [{"term": term, "detail": text, "url": link} for term, text, link in told]


@policy("contract.read")
def docx(request: CompanyRequest, mission_id: UUID) -> HttpResponseBase:
    return _file(request, mission_id, "docx")


@policy("contract.read")
def pdf(request: CompanyRequest, mission_id: UUID) -> HttpResponseBase:
    return _file(request, mission_id, "pdf")


def _file(request: CompanyRequest, mission_id: UUID, kind: str) -> HttpResponseBase:
    mission, at = frame.mission_of(request, mission_id), timezone.now()
    limits.take(limits.Gesture.EXPORT, of=str(request.user.pk), at=at)
    on = timezone.localdate(at)
    found = queries.hand_over(mission, reader=request.actor, on=on)
    name, content = hand_over.made(mission, found, kind=kind, on=on)
    answer = HttpResponse(content, content_type=hand_over.KINDS[kind])
    return downloads.attached(answer, name)
