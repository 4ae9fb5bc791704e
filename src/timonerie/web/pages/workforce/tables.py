"""The workforce as tables: by site, by month and site, and the declarations."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.facts.enums import DeclarationState
from timonerie.domains.facts.models import PayrollDeclaration
from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Board, Known
from timonerie.domains.facts.queries.workforce import Cell as Measured
from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.domains.facts.rules.workforce import telling
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web import workforce_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

STATES = {
    DeclarationState.LIVE: State.MET,
    DeclarationState.REPLACED: State.NO_ACTIVITY,
    DeclarationState.CANCELLED: State.NO_ACTIVITY,
    DeclarationState.APPLIED: State.MET,
    DeclarationState.NOTED: State.NO_OBJECT,
    DeclarationState.WITHDRAWN: State.NO_ACTIVITY,
}


def of_sites(request: CompanyRequest, board: Board, month: date) -> Table:
    """The last month, site by site, with the year's departures."""
    return Table(
        name="sites",
        caption=_("Par site, %(month)s") % {"month": months.month_label(month)},
        columns=(
            Column(label=_("Site")),
            Column(label=_("Effectif"), is_number=True),
            Column(label=_("Contrats"), is_long=True),
            Column(label=_("Temps partiel"), is_number=True),
            Column(label=_("Arrivées"), is_number=True),
            Column(label=_("Départs"), is_number=True),
            Column(label=_("Absence"), is_number=True),
            Column(label=_("Départs sur un an"), is_number=True),
            Column(label=_("Donnée"), is_filter=True),
        ),
        rows=tuple(_site_row(request, board, place, month) for place in board.places),
    )


def _site_row(request: CompanyRequest, board: Board, place: Place, month: date) -> Row:
    cell = board.of(place, month)
    figures = cell.figures
    return Row(
        cells=(
            named(request, place),
            _heads(cell),
            Cell(text=workforce_words.contracts(figures) or "—", is_soft=not figures),
            number(cell, figures.get("time.part", 0)),
            number(cell, figures.get("arrivals", 0)),
            number(cell, telling.total(figures, "leaver")),
            absence(request, cell),
            _turnover(board, place),
            known(cell),
        )
    )


def _turnover(board: Board, place: Place) -> Cell:
    """Over the months of the board, all of them known."""
    line = board.line(place)
    rate = queries.departure_rate(line)
    if rate is not None and len(line) == queries.MONTHS:
        return Cell(text=formats.percent(rate), value=rate, unit="percent")
    return Cell(text=_("moins d’un an connu"), is_soft=True)


def of_months(request: CompanyRequest, board: Board) -> Table:
    """Every month of every site, the last first; what is missing says so."""
    return Table(
        name="mois",
        caption=_("Par mois et par site"),
        hides_caption=True,
        columns=(
            Column(label=_("Mois"), is_filter=True),
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Effectif"), is_number=True),
            Column(label=_("Arrivées"), is_number=True),
            Column(label=_("Départs"), is_number=True),
            Column(label=_("Absence"), is_number=True),
            Column(label=_("Heures payées"), is_number=True),
            Column(label=_("Heures sup."), is_number=True),
            Column(label=_("Régularisations"), is_number=True),
            Column(label=_("Donnée"), is_filter=True),
        ),
        rows=tuple(
            _month_row(request, board, place, month)
            for month in reversed(board.months)
            for place in board.places
        ),
    )


def _month_row(request: CompanyRequest, board: Board, place: Place, month: date) -> Row:
    cell = board.of(place, month)
    figures = cell.figures
    overtime = workforce_words.hours(figures, "overtime")
    overtime += workforce_words.hours(figures, "structural")
    return Row(
        cells=(
            Cell(text=months.month_label(month), rank=month),
            named(request, place),
            _heads(cell),
            number(cell, figures.get("arrivals", 0)),
            number(cell, telling.total(figures, "leaver")),
            absence(request, cell),
            number(cell, workforce_words.hours(figures, "paid")),
            number(cell, overtime),
            number(cell, workforce_words.adjustments(figures)),
            known(cell),
        )
    )


def named(request: CompanyRequest, place: Place) -> Cell:
    if place.public_id is None:
        return Cell(text=place.label, note=place.spaced)
    return Cell(text=place.label, url=url(request, "site", place.public_id))


def _heads(cell: Measured) -> Cell:
    if cell.heads is None:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.number(cell.heads), value=cell.heads)


def number(cell: Measured, value: float) -> Cell:
    """A count of a place, nothing where nothing is known."""
    if cell.known == Known.MISSING:
        return Cell(text="—", is_soft=True)
    return Cell(text=formats.number(value), value=value)


def absence(request: CompanyRequest, cell: Measured) -> Cell:
    """The rate of absence; who works at a place of fewer than five people would be known by it."""
    in_full = queries.reads_reasons(request.actor)
    rate = telling.absence_rate(cell.figures)
    if rate is None:
        return Cell(text="—", is_soft=True)
    if not telling.tells_absences(cell.figures, in_full=in_full):
        return Cell(text=_("non détaillé"), is_soft=True, note=workforce_words.few())
    return Cell(text=formats.percent(rate), value=rate, unit="percent")


def known(cell: Measured) -> Cell:
    return Cell(text=workforce_words.KNOWN[cell.known], state=workforce_words.STATES[cell.known])


def of_declarations(request: CompanyRequest, found: Sequence[PayrollDeclaration]) -> Table:
    return Table(
        name="declarations",
        caption=_("Déclarations"),
        hides_caption=True,
        columns=(
            Column(label=_("Mois")),
            Column(label=_("Établissement"), is_filter=True),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Type"), is_filter=True),
            Column(label=_("Ordre"), is_number=True),
            Column(label=_("Individus"), is_number=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Remarques"), is_number=True),
            Column(label=_("Déposée le")),
        ),
        rows=tuple(_declaration_row(request, one) for one in found),
    )


def _declaration_row(request: CompanyRequest, one: PayrollDeclaration) -> Row:
    label = months.month_label(one.month) if one.month else _("évènement")
    nature = workforce_words.NATURES.get(one.nature, one.nature)
    return Row(
        cells=(
            Cell(
                text=label,
                url=url(request, "workforce-declaration", one.public_id),
                rank=one.month,
            ),
            Cell(text=f"{one.town.title()} {one.siret}".strip()),
            Cell(text=nature),
            Cell(text=one.get_kind_display()),
            Cell(text=str(one.order_number), value=one.order_number),
            Cell(text=formats.number(one.individuals), value=one.individuals),
            Cell(text=one.get_state_display(), state=STATES[DeclarationState(one.state)]),
            Cell(text=formats.number(len(one.findings)), value=len(one.findings)),
            Cell(text=formats.day(one.received_at, style="short"), value=one.received_at),
        )
    )
