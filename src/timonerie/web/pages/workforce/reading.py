"""The workforce at a glance, and month by month."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Board
from timonerie.domains.facts.rules.workforce import telling
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import units
from timonerie.foundations.wording import formats
from timonerie.web import workforce_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.workforce import charts, sections, tables
from timonerie.web.pages.workforce.frame import (
    board_of,
    crumbs,
    may_drop,
    reads_whole,
    today,
)
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("workforce.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    board = board_of(request)
    context: dict[str, Any] = {
        "breadcrumbs": [],
        "may_drop": may_drop(request),
        "reads_whole": reads_whole(request),
        "reads": queries.reads(request.actor, on=today()),
        "has_months": bool(board.places),
    }
    if board.places and board.last is not None:
        context |= {
            "month_end": workforce_words.month_end(board.last),
            "coverage": workforce_words.coverage(board, board.last),
            "figures": _figures(request, board, board.last),
            "table": tables.of_sites(request, board, board.last),
            "trends": charts.of(request, board),
            "whole": workforce_words.whole(board),
            "reasons": charts.reasons(request, board),
            "to_place": _to_place(request),
        }
    return show(request, "workforce/index.html", context)


def _to_place(request: CompanyRequest) -> int:
    """Places of work that are no site yet, for who may make them so."""
    if not request.actor.may("organisation.write"):
        return 0
    return len(queries.to_place(request.actor, on=today()))


def _figures(request: CompanyRequest, board: Board, month: date) -> list[dict[str, str]]:
    """What the last month amounts to, each figure with what it is counted on."""
    figures, covered = board.together(month), workforce_words.coverage(board, month)
    found = [
        _figure(_("Effectif"), formats.number(figures.get("heads", 0)), covered),
        _figure(
            _("Arrivées"),
            formats.number(figures.get("arrivals", 0)),
            _("contrats commencés dans le mois"),
        ),
        _figure(
            _("Départs"),
            formats.number(telling.total(figures, "leaver")),
            _("contrats finis dans le mois"),
        ),
    ]
    in_full = queries.reads_reasons(request.actor)
    rate = telling.absence_rate(figures)
    if rate is not None and telling.tells_absences(figures, in_full=in_full):
        note = _("jours d’arrêt sur jours de contrat")
        found.append(_figure(_("Taux d’absence"), formats.percent(rate), note))
    again = workforce_words.adjustments(figures)
    note = _(
        "périodes de paie redites et contrats corrigés après coup : un indice, pas un compte"
        " d’erreurs"
    )
    return [*found, _figure(_("Régularisations"), formats.number(again), note)]


def _figure(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


@policy("workforce.read")
def site(request: CompanyRequest, unit_id: UUID) -> HttpResponse:
    """The workforce of one site; its summary is also a part of the page of the site."""
    rows = units.visible_to(request.actor, on=today()).sites()
    unit: Unit = get_object_or_404(rows, public_id=unit_id)
    board = queries.of_site(request.actor, unit=unit.pk, on=today())
    context: dict[str, Any] = {
        "breadcrumbs": crumbs(request, (unit.name, "")),
        "site": unit,
        "summary": sections.summary(request, board),
        "reads": queries.reads(request.actor, on=today()),
    }
    if board.places:
        context |= {
            "trends": charts.of(request, board),
            "reasons": charts.reasons(request, board),
            "whole": workforce_words.whole(board),
            "table": tables.of_months(request, board),
        }
    return show(request, "workforce/site.html", context)


@policy("workforce.read")
@remembered
def months(request: CompanyRequest) -> HttpResponse:
    board = board_of(request)
    context = {
        "breadcrumbs": crumbs(request, (_("Mois par mois"), "")),
        "table": tables.of_months(request, board),
        "holes": sum(not board.is_whole(month) for month in board.months),
        "may_drop": may_drop(request),
    }
    return show(request, "workforce/months.html", context)
