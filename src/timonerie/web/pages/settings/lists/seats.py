"""Seats as a table: where, for what, held by whom since when."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.organisation.queries.seats import Held
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def table(request: CompanyRequest, held: Sequence[Held]) -> Table:
    return Table(
        name="postes",
        caption=_("Postes"),
        columns=(
            Column(label=_("Poste")),
            Column(label=_("Unité"), is_filter=True),
            Column(label=_("Fonction"), is_filter=True),
            Column(label=_("Titulaire")),
            Column(label=_("Tenu par"), is_filter=True),
            Column(label=_("Depuis le")),
        ),
        rows=tuple(_row(request, one) for one in held),
    )


def _row(request: CompanyRequest, one: Held) -> Row:
    seat = one.seat
    return Row(
        cells=(
            Cell(text=seat.name, url=url(request, "settings-seat", seat.public_id)),
            Cell(text=str(seat.unit)),
            Cell(text=str(seat.function or "")),
            *_holder(one),
        )
    )


def _holder(one: Held) -> tuple[Cell, Cell, Cell]:
    if one.holding is None:
        return Cell(text=_("vacant"), state=State.WATCH), Cell(text=_("personne")), Cell(text="")
    since = one.holding.start_date
    return (
        Cell(text=str(one.holder)),
        Cell(text=one.holding.get_kind_display()),
        Cell(text=formats.day(since, style="short"), value=since),
    )
