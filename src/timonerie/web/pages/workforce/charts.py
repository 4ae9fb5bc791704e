"""The workforce over a year: heads, comings and goings, absence. A month that is not whole is a
hole, never a lower figure."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.facts.queries import workforce as queries
from timonerie.domains.facts.queries.workforce import Board
from timonerie.domains.facts.rules.workforce import telling
from timonerie.domains.facts.rules.workforce.routing import added
from timonerie.domains.facts.rules.workforce.telling import Part
from timonerie.foundations.wording import formats, months
from timonerie.foundations.wording.states import State
from timonerie.web import workforce_words
from timonerie.web.access import CompanyRequest
from timonerie.web.charts import Bar, Bars, Point, Series, Trend
from timonerie.web.tables import Text

Figures = Mapping[str, int]


def of(request: CompanyRequest, board: Board) -> list[Trend]:
    """Nothing before two months."""
    if len(board.months) < 2 or not board.places:
        return []
    found = [_heads(board), _moves(board)]
    last = board.together(board.months[-1])
    if telling.tells_absences(last, in_full=queries.reads_reasons(request.actor)):
        found.append(_absence(request, board))
    return found


def _heads(board: Board) -> Trend:
    heads = [
        float(board.together(month).get("heads", 0)) if board.is_whole(month) else None
        for month in board.months
    ]
    return Trend(
        subject=_("Effectif en fin de mois"),
        finding=_finding(board, heads),
        unit=_("personnes"),
        series=(_line(board, _("Effectif"), heads),),
        source=_source(board),
    )


def _finding(board: Board, heads: Sequence[float | None]) -> str:
    """The change between the first and the last month known; nothing where one is all there is."""
    known = [at for at, value in enumerate(heads) if value is not None]
    if len(known) < 2:
        return ""
    first, last = heads[known[0]], heads[known[-1]]
    assert first is not None
    assert last is not None
    words = {
        "before": formats.number(first),
        "after": formats.number(last),
        "since": months.month_label(board.months[known[0]]),
    }
    if first == last:
        return _("L’effectif est le même qu’en %(since)s : %(after)s personnes") % words
    return _("L’effectif est passé de %(before)s à %(after)s depuis %(since)s") % words


def _moves(board: Board) -> Trend:
    def counted(name: str) -> list[float | None]:
        return [
            float(_count(board.together(month), name)) if board.is_whole(month) else None
            for month in board.months
        ]

    return Trend(
        subject=_("Arrivées et départs"),
        unit=_("personnes"),
        series=(
            _line(board, _("Arrivées"), counted("arrivals")),
            _line(board, _("Départs"), counted("leaver")),
        ),
        source=_source(board),
    )


def _count(figures: Figures, name: str) -> int:
    return figures.get(name, 0) if name == "arrivals" else telling.total(figures, name)


def _absence(request: CompanyRequest, board: Board) -> Trend:
    in_full = queries.reads_reasons(request.actor)
    rates = []
    for month in board.months:
        figures = board.together(month)
        shown = board.is_whole(month) and telling.tells_absences(figures, in_full=in_full)
        rates.append(telling.absence_rate(figures) if shown else None)
    return Trend(
        subject=_("Taux d’absence"),
        unit="percent",
        series=(_line(board, _("Taux d’absence"), rates),),
        source=_(
            "Jours calendaires d’arrêt (maladie, accident, maternité…) sur jours calendaires de"
            " contrat, du même mois. Ni les congés ni les autres suspensions n’y sont."
        ),
    )


def _line(board: Board, name: str, values: Sequence[float | None]) -> Series:
    points = [
        Point(
            label=months.short_label(month),
            value=value,
            state=State.MISSING if value is None else None,
        )
        for month, value in zip(board.months, values, strict=True)
    ]
    return Series(name=name, points=tuple(points))


def _source(board: Board) -> str:
    holes = sum(not board.is_whole(month) for month in board.months)
    if not holes:
        return ""
    return _("Les mois où un site manque ne sont pas tracés : une donnée manquante n’est pas zéro.")


def reasons(request: CompanyRequest, board: Board) -> dict[str, Any]:
    """Why people left and were away over the months of the board: the bars, and whether some
    reasons are too few to be told."""
    total = added(dict(board.together(month)) for month in board.months)
    in_full = queries.reads_reasons(request.actor)
    parts = telling.parts(total, "leaver", in_full=in_full)
    found = [_bars(_("Motifs de départ"), _("départs"), parts, workforce_words.REASONS)]
    if telling.tells_absences(board.together(board.months[-1]), in_full=in_full):
        away = telling.parts(total, "absent", in_full=in_full, by="people")
        found.append(
            _bars(_("Jours d’arrêt par motif"), _("jours"), away, workforce_words.ABSENCES)
        )
        parts = (*parts, *away)
    return {
        "bars": [one for one in found if one.bars],
        "is_grouped": any(one.count is None for one in parts),
    }


def _bars(subject: str, unit: str, parts: Sequence[Part], words: Mapping[str, Text]) -> Bars:
    bars = [Bar(label=words[one.family], value=one.count) for one in parts if one.count is not None]
    return Bars(subject=subject, unit=unit, bars=tuple(bars))
