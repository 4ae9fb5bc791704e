"""What is owed, what came and the links, as tables."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.duty_enums import PieceState, Way
from timonerie.domains.contracts.models import DutyDocument, DutyLink, DutyReminder
from timonerie.domains.contracts.queries.duties import Duty, Held
from timonerie.foundations.wording import formats
from timonerie.web import duty_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.duties.frame import address
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table


def of_board(request: CompanyRequest, found: Sequence[Held], *, on: date) -> Table:
    """Providers and our entities in rows, kinds of documents in columns."""
    return Table(
        name="obligations",
        caption=_("Pièces légales par prestataire"),
        columns=(
            Column(label=_("Prestataire"), is_filter=True, is_long=True),
            Column(label=_("Notre entité"), is_filter=True),
            Column(label=_("Situation"), is_filter=True),
            *(
                Column(label=duty_words.title(one.code), name=one.code.lower(), is_filter=True)
                for one in catalogue.kinds()
            ),
            Column(label=_("Relances"), is_number=True),
        ),
        rows=tuple(_held(request, one, on) for one in found),
    )


def _held(request: CompanyRequest, one: Held, on: date) -> Row:
    worst = one.worst
    return Row(
        cells=(
            Cell(text=one.provider.name, url=address(request, one.provider)),
            Cell(text=duty_words.entity(one.entity), is_soft=one.entity is None),
            Cell(text=worst.label, state=duty_words.STATES[worst]),
            *(_duty(each, on) for each in one.duties),
            Cell(text=formats.number(one.reminders), value=one.reminders),
        )
    )


def _duty(one: Duty, on: date) -> Cell:
    return Cell(
        text=one.state.label,
        state=duty_words.STATES[one.state],
        note=duty_words.until(one, on=on),
    )


def of_pieces(request: CompanyRequest, found: Sequence[DutyDocument]) -> Table:
    return Table(
        name="pieces",
        caption=_("Pièces reçues"),
        hides_caption=True,
        columns=(
            Column(label=_("Pièce"), is_filter=True, is_long=True),
            Column(label=_("Notre entité"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Établie le")),
            Column(label=_("Échéance")),
            Column(label=_("Reçue le")),
            Column(label=_("Par"), is_filter=True),
            Column(label=_("Vérifiée par")),
        ),
        rows=tuple(_piece(request, one) for one in found),
    )


def _piece(request: CompanyRequest, one: DutyDocument) -> Row:
    state = PieceState(one.state)
    whose = one.legal_entity.name if one.legal_entity else _("toutes")
    return Row(
        cells=(
            Cell(
                text=duty_words.title(one.kind),
                url=url(request, "duty-document", one.public_id),
                note=one.file_name or _("sans fichier"),
            ),
            Cell(text=whose),
            Cell(text=state.label, state=duty_words.PIECES[state], note=one.reason),
            day(one.issued_on),
            day(one.ends_on),
            _instant(one.received_at),
            Cell(text=Way(one.way).label),
            Cell(text=one.judged_by or "—", is_soft=not one.judged_by),
        )
    )


def of_links(found: Sequence[DutyLink], *, at: datetime) -> Table:
    return Table(
        caption=_("Liens de dépôt"),
        hides_caption=True,
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Pièces demandées"), is_long=True),
            Column(label=_("État")),
            Column(label=_("Valable jusqu’au")),
            Column(label=_("Dernier dépôt")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.recipient),
                    Cell(text=duty_words.titles(one.asked)),
                    Cell(text=_state(one, at)),
                    _instant(one.expires_at),
                    _instant(one.used_at),
                )
            )
            for one in found
        ),
    )


def _state(one: DutyLink, at: datetime) -> str:
    if one.revoked_at is not None:
        return _("révoqué")
    return _("ouvert") if one.is_open(at=at) else _("expiré")


def of_reminders(found: Sequence[DutyReminder]) -> Table:
    return Table(
        caption=_("Relances faites"),
        hides_caption=True,
        columns=(
            Column(label=_("Le")),
            Column(label=_("Nature")),
            Column(label=_("Pièces demandées"), is_long=True),
            Column(label=_("Par")),
        ),
        rows=tuple(
            Row(
                cells=(
                    day(one.made_on),
                    Cell(text=one.get_kind_display()),
                    Cell(text=duty_words.titles(one.pieces)),
                    Cell(text=one.made_by),
                )
            )
            for one in found
        ),
    )


def day(value: date | None) -> Cell:
    if value is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.day(value, style="short"), value=value)


def _instant(value: datetime | None) -> Cell:
    return day(timezone.localdate(value) if value else None)
