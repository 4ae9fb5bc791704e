"""What each side promised the other and has not kept yet, and the share that was kept on time."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.domains.commitments.rules import rates
from timonerie.domains.sourcing.enums import Side
from timonerie.web import commitment_words as words
from timonerie.web.meetings.registry import register
from timonerie.web.meetings.shapes import Asked, Line, Section

YEAR = timedelta(days=364)
MOST = 8


@register(rank=10)
def theirs(asked: Asked) -> Section | None:
    """None for who reads no promise."""
    return _section(asked, Side.THEIRS, _("Ce qu’ils ont promis"))


@register(rank=10)
def ours(asked: Asked) -> Section | None:
    """None for who reads no promise."""
    return _section(asked, Side.OURS, _("Ce que nous leur avons promis"))


def _section(asked: Asked, side: Side, title: str) -> Section | None:
    if not asked.actor.may("commitment.read"):
        return None
    found = [one for one in asked.promises if _side(one) == side]
    running = sorted(
        (one for one in found if one.is_open), key=lambda one: (one.row.due_date, one.row.pk)
    )
    unknown = "" if running else _("Rien de promis n’est en cours.")
    return Section(
        side=side,
        title=title,
        finding=_kept(asked, found),
        lines=tuple(_line(asked, one) for one in running[:MOST]),
        unknown=unknown,
        more=max(0, len(running) - MOST),
        url=asked.url("provider-commitments", asked.provider.public_id),
    )


def _side(one: Stood) -> Side:
    return Side.THEIRS if one.row.provider_id is not None else Side.OURS


def _kept(asked: Asked, found: Sequence[Stood]) -> str:
    """« 3 sur 5 tenus à temps en douze mois (60 %) »; nothing while nothing ended."""
    rate = rates.rate((one.facts for one in found), start=asked.on - YEAR, end=asked.on)
    if not rate.ended:
        return ""
    told = {"fraction": words.fraction(rate), "share": words.share(rate)}
    text = ngettext(
        "%(fraction)s tenu à temps en douze mois (%(share)s)",
        "%(fraction)s tenus à temps en douze mois (%(share)s)",
        rate.on_time,
    )
    return text % told


def _line(asked: Asked, one: Stood) -> Line:
    told = (words.holder(one.row) if one.row.seat_id else "", words.put_off(one.row.repeats))
    return Line(
        text=one.row.what,
        figure=words.since(one, on=asked.on),
        source=" · ".join(part for part in told if part),
        url=asked.url("commitment", one.row.public_id),
        state=words.STATES[one.standing],
    )
