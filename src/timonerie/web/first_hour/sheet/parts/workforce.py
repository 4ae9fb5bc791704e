"""Who works where, from the payroll declarations."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.queries import workforce
from timonerie.domains.facts.queries.workforce import Board, Known
from timonerie.domains.facts.queries.workforce_places import Place
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.months import month_label
from timonerie.web.first_hour.sheet.parts import frame
from timonerie.web.first_hour.sheet.shapes import Asked, Part, Question, Row, Told, Unknown

KEY = "effectifs"
LEFT, SHARE = 3, 0.08
"""Departures over the months shown, and their share of the heads, from which one asks why."""


def told(asked: Asked) -> Told:
    if not asked.actor.may("workforce.read") or not workforce.reads(asked.actor, on=asked.on):
        return Told()
    title, url = _("Qui travaille où"), reverse("workforce", args=[asked.slug])
    board = workforce.months(asked.actor, on=asked.on)
    if board.last is None:
        missing = _("Aucune DSN lue. Demandez les douze dernières à votre cabinet de paie.")
        unknown = Unknown(
            text=_("Les effectifs, les départs, les absences : aucune DSN n’est lue."),
            url=reverse("first-hour", args=[asked.slug]),
        )
        return Told(part=Part(key=KEY, title=title, missing=missing), unknown=(unknown,))
    rows, more = frame.cut(list(_rows(asked, board, board.last)))
    part = Part(
        key=KEY,
        title=title,
        finding=_finding(board, board.last),
        rows=rows,
        more=more,
        url=url,
    )
    return Told(
        part=part,
        questions=tuple(_questions(board, board.last, url)),
        unknown=tuple(_unknown(asked, board, board.last)),
    )


def _rows(asked: Asked, board: Board, last: date) -> Iterator[Row]:
    known = [(place, board.of(place, last).heads) for place in board.places]
    for place, heads in sorted(known, key=lambda pair: -(pair[1] or 0)):
        yield Row(
            text=place.label,
            note=_left_text(board, place),
            figure=formats.figure(heads),
            url=_address(asked, place),
        )


def _address(asked: Asked, place: Place) -> str:
    if place.public_id is None:
        return reverse("workforce-sites", args=[asked.slug])
    return reverse("site", args=[asked.slug, place.public_id])


def _left(board: Board, place: Place) -> int:
    """Departures over the months that are known."""
    return sum(
        n
        for cell in board.line(place)
        for name, n in cell.figures.items()
        if name.startswith("leaver.")
    )


def _is_whole(board: Board, place: Place) -> bool:
    """Whether a whole year of a place is known."""
    line = board.line(place)
    known = (Known.MEASURED, Known.NOBODY)
    return len(line) == workforce.MONTHS and all(cell.known in known for cell in line)


def _left_text(board: Board, place: Place) -> str:
    n = _left(board, place)
    if not n:
        return ""
    text = (
        ngettext("%(n)s départ en un an", "%(n)s départs en un an", n)
        if _is_whole(board, place)
        else ngettext("%(n)s départ connu", "%(n)s départs connus", n)
    )
    return text % {"n": formats.number(n)}


def _finding(board: Board, last: date) -> str:
    text = _("%(n)s personnes en %(month)s ; %(known)s lieux de travail connus sur %(all)s.")
    return text % {
        "n": formats.number(board.together(last).get("heads", 0)),
        "month": month_label(last),
        "known": formats.number(board.covered(last)),
        "all": formats.number(len(board.places)),
    }


def _questions(board: Board, last: date, url: str) -> Iterator[Question]:
    for place in board.places:
        left, heads = _left(board, place), board.of(place, last).heads or 0
        if not _is_whole(board, place):
            continue
        if left >= LEFT and heads and left >= SHARE * heads:
            text = _("Pourquoi %(left)s départs en un an à %(place)s, pour %(heads)s personnes ?")
            named = {"left": formats.number(left), "heads": formats.number(heads)}
            yield Question(
                text=text % {**named, "place": place.label},
                part=KEY,
                weight=min(30 + 100 * left / heads, 80.0),
                url=url,
            )


def _unknown(asked: Asked, board: Board, last: date) -> Iterator[Unknown]:
    missing = [month for month in board.months if not board.is_whole(month)]
    if missing:
        text = ngettext(
            "Les effectifs d’un mois : %(months)s.",
            "Les effectifs de %(n)s mois, dont %(months)s.",
            len(missing),
        )
        months = ", ".join(month_label(month) for month in missing[-3:])
        yield Unknown(
            text=text % {"n": len(missing), "months": months},
            url=reverse("workforce-declarations", args=[asked.slug]),
        )
