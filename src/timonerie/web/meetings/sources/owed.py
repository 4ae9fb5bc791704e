"""What the contracts say that each side hands to the other in the weeks to come."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.contracts.queries.due_dates import DueDate
from timonerie.domains.sourcing.enums import Side
from timonerie.foundations.wording import formats
from timonerie.web.meetings.registry import register
from timonerie.web.meetings.shapes import Asked, Line, Section

MOST = 6


@register(rank=40)
def owed(asked: Asked) -> Section | None:
    """None for who reads no contract."""
    return _section(asked, Side.THEIRS, _("Ce qu’ils doivent nous remettre, à soixante jours"))


@register(rank=20)
def owing(asked: Asked) -> Section | None:
    """None for who reads no contract."""
    return _section(asked, Side.OURS, _("Ce que nous devons leur remettre, à soixante jours"))


def _section(asked: Asked, side: Side, title: str) -> Section | None:
    if not asked.actor.may("contract.read"):
        return None
    found = [one for one in asked.due_dates if one.row.side == side]
    firsts = _next_of_each(found)
    return Section(
        side=side,
        title=title,
        lines=tuple(_line(asked, one) for one in firsts[:MOST]),
        unknown="" if found else _("Aucun contrat ne le dit."),
        more=max(0, len(firsts) - MOST),
        url=asked.url("contracts"),
    )


def _next_of_each(found: Sequence[DueDate]) -> list[DueDate]:
    """What comes back every week is told once, for its next day."""
    firsts: dict[tuple[str, int], DueDate] = {}
    for one in found:
        firsts.setdefault((one.kind, one.row.pk), one)
    return list(firsts.values())


def _line(asked: Asked, one: DueDate) -> Line:
    contract = one.row.contract
    return Line(
        text=one.row.title,
        figure=formats.day(one.day),
        source=contract.name,
        url=asked.url("contract-obligations", contract.public_id),
    )
