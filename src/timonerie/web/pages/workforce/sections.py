"""The workforce of a site, for its page."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Board, Cell
from timonerie.domains.facts.rules.workforce import telling
from timonerie.domains.organisation.models import Unit
from timonerie.foundations.wording import formats
from timonerie.web import workforce_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url


def of_unit(request: CompanyRequest, unit: Unit) -> dict[str, Any] | None:
    """Where the page of a site finds its workforce, which it asks for once shown: one page asks so
    many questions. None for who reads nothing of it."""
    if not request.actor.may("workforce.read"):
        return None
    return {"url": url(request, "workforce-site", unit.public_id)}


def summary(request: CompanyRequest, board: Board) -> dict[str, Any] | None:
    """The last month of the board of one site; None where no declaration speaks of it."""
    if not board.places or board.last is None:
        return None
    cell = board.of(board.places[0], board.last)
    return {
        "month": workforce_words.month_end(board.last),
        "known": workforce_words.KNOWN[cell.known],
        "is_missing": cell.heads is None,
        "pairs": [] if cell.heads is None else list(_pairs(request, cell)),
    }


def _pairs(request: CompanyRequest, cell: Cell) -> Iterator[dict[str, str]]:
    figures, in_full = cell.figures, queries.reads_reasons(request.actor)
    yield _pair(_("Effectif"), formats.number(cell.heads or 0))
    if contracts := workforce_words.contracts(figures):
        yield _pair(_("Contrats"), contracts)
    yield _pair(_("Arrivées du mois"), formats.number(figures.get("arrivals", 0)))
    yield _pair(_("Départs du mois"), formats.number(telling.total(figures, "leaver")))
    rate = telling.absence_rate(figures)
    if rate is not None and telling.tells_absences(figures, in_full=in_full):
        yield _pair(_("Taux d’absence"), formats.percent(rate))


def _pair(term: str, detail: str) -> dict[str, str]:
    return {"term": term, "detail": detail}
