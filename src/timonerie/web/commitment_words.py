"""Promises in the words of a screen: who holds one, where it stands, by how much it slips."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.models import Commitment
from timonerie.domains.commitments.queries import telling
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.domains.commitments.rules import rates
from timonerie.domains.commitments.rules.rates import Rate
from timonerie.domains.organisation.models import Seat
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

STATES: Final[Mapping[Standing, State]] = {
    Standing.OVERDUE: State.MISSED,
    Standing.DUE: State.WATCH,
    Standing.RUNNING: State.MEASURED,
    Standing.KEPT_ON_TIME: State.MET,
    Standing.KEPT_LATE: State.WATCH,
    Standing.MISSED: State.MISSED,
    Standing.DROPPED: State.NO_OBJECT,
}


def post(seat: Seat) -> str:
    """« DAF, Siège »: the post, never who holds it."""
    return f"{seat.name}, {seat.unit.name}"


def holder(row: Commitment) -> str:
    """Who promised."""
    if row.provider is not None:
        return row.provider.name
    assert row.seat is not None
    return post(row.seat)


def awaiting(row: Commitment) -> str:
    """Who awaits it; nothing where nobody said."""
    if row.to_provider is not None:
        return row.to_provider.name
    return post(row.to_seat) if row.to_seat is not None else ""


def origin(row: Commitment, reader: Actor) -> str:
    """What it was born of; nothing for who may not be told."""
    return row.origin_label if telling.tells_origin(reader, row) else ""


def gap(days: int | None) -> str:
    """« 12 jours après », « 3 jours avant », « le jour promis »; a dash for what was dropped."""
    if days is None:
        return "—"
    if days == 0:
        return _("le jour promis")
    words = {"n": formats.number(abs(days))}
    if days > 0:
        return ngettext("%(n)s jour après", "%(n)s jours après", days) % words
    return ngettext("%(n)s jour avant", "%(n)s jours avant", -days) % words


def since(one: Stood, *, on: date) -> str:
    """« en retard de 3 jours », « dans 5 jours »; of what ended, its day."""
    if one.row.ended_on is not None:
        return formats.day(one.row.ended_on)
    days = (one.row.due_date - on).days
    words = {"n": formats.number(abs(days))}
    if days < 0:
        return ngettext("en retard de %(n)s jour", "en retard de %(n)s jours", -days) % words
    if days == 0:
        return _("aujourd’hui")
    return ngettext("dans %(n)s jour", "dans %(n)s jours", days) % words


def put_off(count: int) -> str:
    """« repoussé 2 fois »; nothing for what was promised once."""
    if not count:
        return ""
    return ngettext("repoussé %(n)s fois", "repoussé %(n)s fois", count) % {
        "n": formats.number(count)
    }


def fraction(rate: Rate) -> str:
    """« 3 sur 5 »: kept on time among those that ended; « aucun terminé » without any."""
    if not rate.ended:
        return _("aucun terminé")
    words = {"n": formats.number(rate.on_time), "of": formats.number(rate.ended)}
    return _("%(n)s sur %(of)s") % words


def share(rate: Rate) -> str:
    """The share as a whole per cent; « trop peu pour un taux » below three that ended."""
    return (
        _("trop peu pour un taux")
        if rate.share is None
        else formats.percent(rate.share, decimals=0)
    )


def told_rate(found: Sequence[Stood], *, provider: int, start: date, end: date) -> str:
    """What a provider kept over a period, in one line: « 3 sur 5 tenus à temps (60 %) · 2 en
    cours »."""
    known = [one.facts for one in found if one.row.provider_id == provider]
    kept = rates.rate(known, start=start, end=end)
    if kept.is_empty:
        return ""
    told = fraction(kept)
    if kept.ended:
        words = {"fraction": fraction(kept), "share": share(kept)}
        told = (
            ngettext(
                "%(fraction)s tenu à temps (%(share)s)",
                "%(fraction)s tenus à temps (%(share)s)",
                kept.on_time,
            )
            % words
        )
    return " · ".join(part for part in (told, beside(kept)) if part)


def beside(rate: Rate) -> str:
    """What the share leaves out: what runs, what is overdue, what was dropped."""
    told = [
        (rate.running, ngettext("%(n)s en cours", "%(n)s en cours", rate.running)),
        (rate.overdue, ngettext("dont %(n)s en retard", "dont %(n)s en retard", rate.overdue)),
        (rate.dropped, ngettext("%(n)s abandonné", "%(n)s abandonnés", rate.dropped)),
    ]
    return ", ".join(text % {"n": formats.number(count)} for count, text in told if count)


def counted(found: Sequence[Stood]) -> str:
    """« 2 en retard, 1 dû cette semaine », of those that run."""
    late = sum(one.standing == Standing.OVERDUE for one in found)
    due = sum(one.standing == Standing.DUE for one in found)
    told = [
        (late, ngettext("%(n)s en retard", "%(n)s en retard", late)),
        (due, ngettext("%(n)s dû cette semaine", "%(n)s dus cette semaine", due)),
    ]
    return ", ".join(text % {"n": formats.number(count)} for count, text in told if count)
