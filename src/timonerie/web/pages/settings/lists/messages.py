"""The log of messages as a table: no text, no subject."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.foundations.notifications.enums import Fault, MessageState
from timonerie.foundations.notifications.models import Message
from timonerie.foundations.wording import formats
from timonerie.web import message_words
from timonerie.web.tables import Cell, Column, Row, Table


def table(rows: Sequence[Message], *, zone: str) -> Table:
    return Table(
        name="messages",
        caption=_("Messages écrits"),
        columns=(
            Column(label=_("Destinataire")),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Écrit le")),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Cause"), is_long=True),
        ),
        rows=tuple(_row(one, zone) for one in rows),
    )


def _row(one: Message, zone: str) -> Row:
    return Row(
        cells=(
            Cell(text=one.name, note=one.email),
            Cell(text=message_words.kind(one.kind)),
            Cell(text=formats.instant(one.at, zone, style="short"), value=one.at),
            Cell(text=MessageState(one.state).label),
            Cell(text=_cause(one)),
        )
    )


def _cause(one: Message) -> str:
    if one.state != MessageState.FAILED:
        return ""
    again = _("nouvel essai prévu") if one.next_at else _("plus d’essai")
    return f"{Fault(one.fault).label} {one.error} ({again})" if one.fault else again
