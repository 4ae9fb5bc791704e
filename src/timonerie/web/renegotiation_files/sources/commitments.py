"""What the provider promised: kept on time out of what ended, what runs, what was put off."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.papers import annexes
from timonerie.domains.commitments.queries import commitments as queries
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.domains.commitments.rules import rates
from timonerie.domains.commitments.rules.rates import Rate
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import commitment_words
from timonerie.web.pages.challenges.tables import STANDINGS
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part

YEAR = timedelta(days=365)
MOST = 8


@register(rank=40)
def commitments(asked: Asked) -> Part | None:
    if not asked.actor.may("commitment.read"):
        return None
    rows = queries.visible_to(asked.actor, on=asked.on).filter(provider=asked.provider)
    stood = queries.stood(rows, reader=asked.actor, on=asked.on)
    if not stood:
        return Part(
            title=_("Engagements"), unknown=(_("Aucun engagement de ce prestataire n’est noté."),)
        )
    kept = rates.rate([one.facts for one in stood], start=asked.on - YEAR, end=asked.on)
    lines = [_rate(kept), *(_line(one) for one in stood[:MOST])]
    return Part(title=_("Engagements"), lines=tuple(lines))


def _rate(kept: Rate) -> Line:
    """« 4 sur 6 »; under three ended, no share is told."""
    running = ngettext("%(n)s en cours", "%(n)s en cours", kept.running)
    told = [running % {"n": formats.number(kept.running)}]
    if kept.overdue:
        told.append(_("dont %(n)s en retard") % {"n": formats.number(kept.overdue)})
    return Line(
        text=_("Tenus à temps, sur douze mois"),
        figure=commitment_words.share(kept),
        terms=annexes.said(kept.on_time, kept.ended),
        source=", ".join(told),
    )


def _line(one: Stood) -> Line:
    row = one.row
    told = [_("promis pour le %(day)s") % {"day": formats.day(row.promised_for, style="short")}]
    if row.repeats:
        again = ngettext("repoussé %(n)s fois", "repoussé %(n)s fois", row.repeats)
        told.append(again % {"n": formats.number(row.repeats)})
    return Line(
        text=row.what,
        figure=str(one.standing.label),
        source=", ".join(told),
        state=STANDINGS.get(one.standing, State.MEASURED),
    )
