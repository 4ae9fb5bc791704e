"""Promises, and the share that each holder kept on time, as tables."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries.commitments import Kept, Stood
from timonerie.domains.organisation.models import Seat
from timonerie.foundations.wording import formats
from timonerie.web import commitment_words as words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.commitments.frame import address
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)


def of_commitments(
    request: CompanyRequest,
    found: Sequence[Stood],
    *,
    named: Mapping[int, str],
    picks: bool = False,
) -> Table:
    """`named` gives the names that the reader may be told, by post; `picks` offers a box beside
    what still runs."""
    return Table(
        name="engagements",
        caption=_("Engagements"),
        columns=(
            Column(label=_("Engagement"), is_long=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Promis par"), is_filter=True),
            Column(label=_("Vous"), is_filter=True),
            Column(label=_("Promis pour")),
            Column(label=_("Dernière date")),
            Column(label=_("Repoussé"), is_number=True, note=_("fois")),
            Column(label=_("Écart"), is_number=True, note=_("jours")),
            Column(label=_("Site"), is_filter=True),
        ),
        rows=tuple(_commitment(request, one, named, picks) for one in found),
    )


def _commitment(request: CompanyRequest, one: Stood, named: Mapping[int, str], picks: bool) -> Row:
    row = one.row
    pick = str(row.public_id) if picks and one.is_open else ""
    return Row(
        cells=(
            Cell(
                text=row.what,
                url=address(request, row),
                note=words.origin(row, request.actor),
                pick=pick,
            ),
            Cell(text=str(one.standing.label), state=words.STATES[one.standing]),
            _promised_by(row, named),
            _mine(one),
            day(row.promised_for),
            day(row.due_date),
            Cell(text=formats.number(row.repeats), value=row.repeats),
            _gap(one.slippage),
            Cell(text=row.unit.name) if row.unit else NOTHING,
        )
    )


def _promised_by(row: Commitment, named: Mapping[int, str]) -> Cell:
    """A post with its unit below it, and the name of who holds it for who may be told."""
    if row.seat is None:
        return Cell(text=words.holder(row))
    told = (row.seat.unit.name, named.get(row.seat.pk, ""))
    return Cell(text=row.seat.name, note=" · ".join(part for part in told if part))


def _mine(one: Stood) -> Cell:
    if one.is_mine:
        return Cell(text=_("par vous"))
    return Cell(text=_("à vous")) if one.is_awaited else NOTHING


def _gap(days: int | None) -> Cell:
    if days is None:
        return NOTHING
    return Cell(text=formats.number(days, signed=bool(days)), value=days)


def day(told: date) -> Cell:
    return Cell(text=formats.day(told, style="short"), value=told)


def of_rates(request: CompanyRequest, found: Sequence[Kept]) -> Table:
    """Of providers and of posts; never of a person."""
    return Table(
        name="parole-tenue",
        caption=_("Tenus à temps, par prestataire et par poste"),
        columns=(
            Column(label=_("Promis par"), is_long=True),
            Column(label=_("Tenus à temps"), is_number=True, note=_("sur ceux qui sont terminés")),
            Column(label=_("Part"), is_number=True),
            Column(label=_("Tenus en retard"), is_number=True),
            Column(label=_("Non tenus"), is_number=True),
            Column(label=_("En cours"), is_number=True, note=_("hors du taux")),
            Column(label=_("Dont en retard"), is_number=True),
            Column(label=_("Abandonnés"), is_number=True, note=_("hors du taux")),
        ),
        rows=tuple(_rate(request, one) for one in found),
    )


def _rate(request: CompanyRequest, one: Kept) -> Row:
    rate = one.rate
    return Row(
        cells=(
            _holder(request, one),
            Cell(text=words.fraction(rate), rank=rate.on_time, is_soft=not rate.ended),
            Cell(text=words.share(rate), value=rate.share, unit="percent")
            if rate.share is not None
            else Cell(text=words.share(rate), is_soft=True),
            *(_count(n) for n in (rate.late, rate.missed, rate.running)),
            *(_count(n) for n in (rate.overdue, rate.dropped)),
        )
    )


def _holder(request: CompanyRequest, one: Kept) -> Cell:
    if isinstance(one.holder, Seat):
        return Cell(text=one.holder.name, note=one.holder.unit.name)
    here = url(request, "provider-commitments", one.holder.public_id)
    return Cell(text=one.holder.name, url=here)


def _count(n: int) -> Cell:
    return Cell(text=formats.number(n), value=n)
