"""The numbered lines of the facts: figure, numerator, denominator, period, source, seal."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.challenge.models import ChallengeFact
from timonerie.foundations.printing.documents.shapes import Block, Grid, Paragraph
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.formats import NO_BREAK

NOTHING = "—"
SHORT = 12
"""Characters of a seal that are enough to find its line; the whole one stands on the screen."""


def blocks(facts: Sequence[ChallengeFact]) -> list[Block]:
    return [
        Paragraph(
            _(
                "Chaque fait est figé au jour où il a été noté : une correction ultérieure des"
                " données ne le change pas. L’empreinte (SHA-256) est celle de ce dont il est fait."
            ),
            is_soft=True,
        ),
        Grid(header(), tuple(row(one) for one in facts), "", (0.5, 2.4, 1.4, 1.1, 1.5, 2.1, 2.1)),
    ]


def header() -> tuple[str, ...]:
    return (
        _("N°"),
        _("Fait"),
        _("Chiffre"),
        _("Calcul"),
        _("Période ; connu le"),
        _("Source"),
        _("Empreinte"),
    )


def row(one: ChallengeFact) -> tuple[str, ...]:
    period = one.period or formats.day(one.day, style="short")
    known = formats.day(one.known_on, style="short")
    return (
        str(one.number),
        one.label,
        figure(one),
        terms(one),
        f"{period} ; {known}",
        one.source or NOTHING,
        one.sha256[:SHORT],
    )


def short(one: ChallengeFact) -> tuple[str, ...]:
    """As the body of a letter tells it."""
    told = figure(one)
    if one.is_measured:
        told = f"{told} ({terms(one)})"
    period = one.period or formats.day(one.day, style="short")
    return (str(one.number), one.label, told, one.target or NOTHING, period)


def figure(one: ChallengeFact) -> str:
    return one.figure or NOTHING


def terms(one: ChallengeFact) -> str:
    return said(one.numerator, one.denominator)


def said(over: float | None, under: float | None) -> str:
    """« 188 / 200 », held on one line; « sur 41 » for a measure of so many cases, as a median; a
    dash where nothing is counted."""
    if under is None:
        return NOTHING
    if over is None:
        return _("sur %(n)s") % {"n": formats.number(under)}
    return f"{formats.number(over)}{NO_BREAK}/{NO_BREAK}{formats.number(under)}"
