"""The portfolio as a table, for a spreadsheet: the reader's own companies and what they follow."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from timonerie.foundations.wording import formats
from timonerie.web.portfolio.entries import Entry
from timonerie.web.portfolio.remote import Remote
from timonerie.web.tables import Cell, Column, Row, Table


def table_of(entries: Iterable[Entry]) -> Table:
    return Table(
        name="portefeuille",
        is_paged=True,
        caption=_("Portefeuille"),
        columns=(
            Column(label=_("Société")),
            Column(label=_("Instance")),
            Column(label=_("Rôle")),
            Column(label=_("Mandat jusqu’au")),
            Column(label=_("Mois")),
            Column(label=_("État")),
            Column(label=_("Ce qui dérive"), is_long=True),
            Column(label=_("Décisions en attente"), is_number=True),
            Column(label=_("Couverture")),
            Column(label=_("Dernier fichier accepté")),
        ),
        rows=tuple(_row(entry) for entry in entries),
    )


def _row(entry: Entry) -> Row:
    if entry.remote is not None:
        return _remote(entry.name, entry.remote)
    glance = entry.glance
    if glance is None:
        lost = _("indisponible")
        return Row(cells=(_cell(entry.name), _cell(_("cette instance")), *[_cell(lost)] * 8))
    state = glance.state
    ends_on, last = glance.who.ends_on, glance.last_file
    return Row(
        cells=(
            _cell(entry.name),
            _cell(_("cette instance")),
            _cell(str(glance.who.role)),
            Cell(text=formats.day(ends_on, style="short") if ends_on else "", value=ends_on),
            _cell(glance.month),
            Cell(text=str(state.word) if state else glance.note),
            _cell(" · ".join(line.title for line in glance.drifts)),
            Cell(text=formats.number(glance.decisions), value=glance.decisions),
            _cell(glance.coverage.text if glance.coverage else ""),
            Cell(text=formats.day(last, style="short") if last else "", value=last),
        )
    )


def _remote(name: str, remote: Remote) -> Row:
    said = remote.said
    drifts = " · ".join(one.sentence for one in said.drifts) if said else ""
    state = str(said.state.word) if said and said.state else ""
    last = said.last_file if said else None
    return Row(
        cells=(
            _cell(name),
            _cell(remote.host),
            _cell(_("résumé signé")),
            _cell(""),
            _cell(said.month if said else ""),
            _cell(" · ".join(one for one in (state, remote.fault) if one)),
            _cell(drifts),
            _cell(""),
            _cell(said.coverage.text if said and said.coverage else ""),
            _cell(formats.day(last, style="short") if last else ""),
        )
    )


def _cell(text: str) -> Cell:
    return Cell(text=text)
