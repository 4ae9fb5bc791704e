"""Seats, who holds them and who held them."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import Seat, SeatHolding
from timonerie.domains.organisation.operations import seats
from timonerie.domains.organisation.queries import seats as seat_queries
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.people import HoldingForm, LeavingForm, SeatChangeForm, SeatForm
from timonerie.web.pages.settings import history
from timonerie.web.pages.settings.frame import (
    Crumb,
    FormPage,
    act,
    answer,
    crumbs,
    url,
    version_asked,
)
from timonerie.web.pages.settings.lists import seats as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("organisation.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    held = seat_queries.held(request.actor, on=timezone.localdate())
    context = {
        "table": listed.table(request, held),
        "vacant": sum(one.holding is None for one in held),
        "breadcrumbs": crumbs(request, (_("Postes"), "")),
    }
    return show(request, "settings/seats.html", context)


@policy("organisation.read")
def export(request: CompanyRequest) -> HttpResponse:
    rows = [
        (
            one.seat.name,
            one.seat.unit.code,
            one.seat.function,
            HolderKind(one.holding.kind).label if one.holding else "",
            one.holder,
            one.holding and one.holding.start_date,
            one.holding and one.holding.end_date,
        )
        for one in seat_queries.held(request.actor, on=timezone.localdate())
    ]
    header = ("poste", "unité", "fonction", "tenu par", "titulaire", "depuis le", "jusqu’au")
    return csv_file("postes", header, rows)


@policy("organisation.write")
def new(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        SeatForm(request.POST or None),
        page=FormPage(
            heading=_("Ajouter un poste"),
            submit=_("Ajouter"),
            back=url(request, "settings-seats"),
            breadcrumbs=_crumbs(request, (_("Ajouter"), "")),
        ),
        save=lambda data: seats.create(by=request.actor, at=timezone.now(), **data),
        done=lambda seat: url(request, "settings-seat", seat.public_id),
        message=_("Le poste est ajouté. Dites maintenant qui le tient."),
    )


@policy("organisation.read")
def detail(request: CompanyRequest, seat_id: UUID) -> HttpResponse:
    seat = _seat(request, seat_id)
    today = timezone.localdate()
    holdings = seat_queries.history_of(seat)
    context = {
        "seat": seat,
        "today": today,
        "holdings": holdings,
        "current": next((one for one in holdings if one.is_in_force(on=today)), None),
        "history": history.of(request, kind="seat", public_id=seat.public_id),
        "breadcrumbs": _crumbs(request, (seat.name, "")),
    }
    return show(request, "settings/seat.html", context)


@policy("organisation.write")
def edit(request: CompanyRequest, seat_id: UUID) -> HttpResponse:
    seat = _seat(request, seat_id)
    form = SeatChangeForm(
        request.POST or None,
        initial={
            "version": seat.version,
            "name": seat.name,
            "unit": seat.unit.public_id,
            "function": seat.function and seat.function.public_id,
        },
    )
    return answer(
        request,
        form,
        page=_page(
            request,
            seat,
            heading=_("Modifier « %(seat)s »") % {"seat": seat.name},
            submit=_("Enregistrer"),
        ),
        save=lambda data: seats.update(by=request.actor, at=timezone.now(), seat=seat, **data),
        done=lambda _saved: url(request, "settings-seat", seat.public_id),
        message=_("Le poste est enregistré."),
    )


@policy("organisation.write")
def hold(request: CompanyRequest, seat_id: UUID) -> HttpResponse:
    seat = _seat(request, seat_id)
    return answer(
        request,
        HoldingForm(request.POST or None, initial={"start_date": timezone.localdate()}),
        page=_page(
            request,
            seat,
            heading=_("Qui tient « %(seat)s »") % {"seat": seat.name},
            submit=_("Enregistrer"),
        ),
        save=lambda data: seats.hold(by=request.actor, at=timezone.now(), seat=seat, **data),
        done=lambda _saved: url(request, "settings-seat", seat.public_id),
        message=_("La prise de poste est enregistrée."),
    )


@policy("organisation.write")
def leave(request: CompanyRequest, holding_id: UUID) -> HttpResponse:
    holding = _holding(request, holding_id)
    return answer(
        request,
        LeavingForm(
            request.POST or None,
            initial={"end_date": timezone.localdate(), "version": holding.version},
        ),
        page=_page(
            request,
            holding.seat,
            heading=_("Départ de %(holder)s") % {"holder": holding.person or holding.provider},
            submit=_("Noter le départ"),
        ),
        save=lambda data: seats.leave(by=request.actor, at=timezone.now(), holding=holding, **data),
        done=lambda _saved: url(request, "settings-seat", holding.seat.public_id),
        message=_("Le départ est noté. Le poste sera vacant le lendemain."),
    )


@require_POST
@policy("organisation.write")
def archive(request: CompanyRequest, seat_id: UUID) -> HttpResponse:
    seat = _seat(request, seat_id)
    return act(
        request,
        partial(
            seats.archive,
            by=request.actor,
            at=timezone.now(),
            seat=seat,
            version=version_asked(request, seat.version),
        ),
        to=url(request, "settings-seat", seat.public_id),
        message=_("Le poste est archivé. Son historique reste."),
    )


def _seat(request: CompanyRequest, seat_id: UUID) -> Seat:
    rows = seat_queries.visible_to(request.actor, on=timezone.localdate())
    return get_object_or_404(rows.select_related("unit", "function"), public_id=seat_id)


def _holding(request: CompanyRequest, holding_id: UUID) -> SeatHolding:
    seats_seen = seat_queries.visible_to(request.actor, on=timezone.localdate())
    rows = SeatHolding.objects.filter(seat__in=seats_seen)
    return get_object_or_404(
        rows.select_related("seat", "person", "provider"), public_id=holding_id
    )


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Postes"), url(request, "settings-seats")), *steps)


def _page(request: CompanyRequest, seat: Seat, *, heading: str, submit: str) -> FormPage:
    here = url(request, "settings-seat", seat.public_id)
    return FormPage(
        heading=heading,
        submit=submit,
        back=here,
        breadcrumbs=_crumbs(request, (seat.name, here), (submit, "")),
    )
