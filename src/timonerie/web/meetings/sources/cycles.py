"""What late steps of the shared cycles go with: told to both, and never as a cause."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.reporting.queries.cycle_explanations import Told
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web.meetings.registry import register
from timonerie.web.meetings.shapes import Asked, Line, Section

MOST = 4


@register(rank=25)
def theirs(asked: Asked) -> Section | None:
    """None for who reads no cycle, and where nothing of theirs was late or done again."""
    return _section(asked, Side.THEIRS, _("Ce que suivent leurs reprises et leurs retards"))


@register(rank=25)
def ours(asked: Asked) -> Section | None:
    """None for who reads no cycle, and where nothing of ours was late or done again."""
    return _section(asked, Side.OURS, _("Ce que suivent nos reprises et nos retards"))


def _section(asked: Asked, side: Side, title: str) -> Section | None:
    found = [one for one in asked.explanations if one.side == side]
    if not found:
        return None
    told = [one for one in found if one.is_enough]
    return Section(
        side=side,
        title=title,
        lines=tuple(_line(asked, one) for one in told[:MOST]),
        unknown=_unknown(found, told),
        more=max(0, len(told) - MOST),
        url=asked.url("cycles"),
    )


def _unknown(found: Sequence[Told], told: Sequence[Told]) -> str:
    """Neither side takes it for a cause; what is too little to say is told in its own words where
    nothing else is."""
    if told:
        return _("« Suivent » ne dit pas « à cause de » : à regarder ensemble.")
    return " · ".join(f"{one.cycle}, {one.title}" for one in found[:MOST])


def _line(asked: Asked, one: Told) -> Line:
    return Line(
        text=one.title,
        figure=_fraction(one.numerator, one.denominator),
        source=" · ".join(part for part in (one.cycle, _sites(one), one.usual) if part),
        url=asked.url("cycle", one.cycle_id) if one.cycle_id else "",
    )


def _sites(one: Told) -> str:
    """« Lyon 24 sur 24, Nantes 6 sur 18 »: one place alone needs no list."""
    if len(one.sites) < 2:
        return ""
    return ", ".join(
        f"{each.site or _('Société')} {_fraction(each.numerator, each.denominator)}"
        for each in one.sites[:MOST]
    )


def _fraction(numerator: int, denominator: int) -> str:
    told = {"part": formats.number(numerator), "all": formats.number(denominator)}
    return _("%(part)s sur %(all)s") % told
