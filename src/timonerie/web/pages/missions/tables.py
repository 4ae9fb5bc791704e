"""Missions of direction and their parts, as tables."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Mission, MissionDeliverable, MissionPresence
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import missions as queries
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.missions.frame import address
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)


def of_missions(request: CompanyRequest, found: Sequence[Mission], *, on: date) -> Table:
    return Table(
        name="missions",
        caption=_("Missions de direction"),
        columns=(
            Column(label=_("Mission"), is_long=True),
            Column(label=_("Tenue par"), is_filter=True),
            Column(label=_("Poste")),
            Column(label=_("Depuis le")),
            Column(label=_("Jusqu’au")),
            Column(label=_("Livrables en retard"), is_number=True),
            Column(label=_("Suppléant")),
        ),
        rows=tuple(_mission(request, one, on) for one in found),
    )


def _mission(request: CompanyRequest, one: Mission, on: date) -> Row:
    late = queries.late(one, on=on)
    return Row(
        cells=(
            Cell(text=one.title, url=address(request, one)),
            Cell(text=str(one.provider or one.person)),
            Cell(text=one.seat.name) if one.seat else NOTHING,
            _day(one.start_date),
            _day(one.end_date),
            Cell(text=formats.number(late), value=late, state=State.MISSED if late else None),
            Cell(text=one.deputy.name) if one.deputy else Cell(text=_("à nommer"), is_soft=True),
        )
    )


def _day(day: date | None) -> Cell:
    return Cell(text=formats.day(day, style="short"), value=day) if day else NOTHING


def of_deliverables(
    request: CompanyRequest, found: Sequence[MissionDeliverable], *, on: date
) -> Table:
    return Table(
        name="livrables",
        caption=_("Livrables"),
        columns=(
            Column(label=_("Livrable"), is_long=True),
            Column(label=_("Attendu le")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Rendu le")),
        ),
        rows=tuple(_deliverable(request, one, on) for one in found),
    )


def _deliverable(request: CompanyRequest, one: MissionDeliverable, on: date) -> Row:
    writes = request.actor.may("contract.write")
    here = url(request, "mission-deliverable", one.public_id) if writes else ""
    is_late = one.state == DeliverableState.DUE and one.due_date < on
    return Row(
        cells=(
            Cell(text=one.title, url=here),
            _day(one.due_date),
            Cell(
                text=_("en retard") if is_late else str(one.get_state_display()),
                state=State.MISSED if is_late else None,
            ),
            _day(one.delivered_date),
        )
    )


def of_presences(request: CompanyRequest, found: Sequence[MissionPresence]) -> Table:
    return Table(
        name="presences",
        caption=_("Jours de présence, par site et par mois"),
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Jours prévus"), is_number=True),
            Column(label=_("Jours confirmés"), is_number=True),
            Column(label=_("Confirmés par")),
        ),
        rows=tuple(_presence(request, one) for one in found),
    )


def _presence(request: CompanyRequest, one: MissionPresence) -> Row:
    writes = request.actor.may("contract.write")
    here = url(request, "mission-presence", one.public_id) if writes else ""
    return Row(
        cells=(
            Cell(text=month_label(one.month), url=here, rank=one.month),
            Cell(text=one.site.name),
            days(one.planned_halves),
            days(one.confirmed_halves),
            Cell(text=one.confirmed_by) if one.confirmed_by else NOTHING,
        )
    )


def days(halves: int | None) -> Cell:
    """« 3,5 »; what nobody confirmed is no nought."""
    if halves is None:
        return Cell(text=_("à confirmer"), is_soft=True)
    return Cell(text=formats.number(halves / 2), value=halves / 2)
