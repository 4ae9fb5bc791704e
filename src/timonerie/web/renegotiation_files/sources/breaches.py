"""What was missed: figures out of their target, penalties and credits, incidents, documents."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries.evidence import gathering
from timonerie.domains.challenge.queries.evidence.gathering import Proposed
from timonerie.domains.performance.enums import ClaimKind
from timonerie.domains.performance.queries import claims
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import incident_words
from timonerie.web.renegotiation_files.registry import register
from timonerie.web.renegotiation_files.shapes import Asked, Line, Part

SHOWN = (FactKind.FIGURE, FactKind.INCIDENT, FactKind.DUTY)
MOST = 6


@register(rank=20)
def breaches(asked: Asked) -> Part:
    proposed = gathering.found(asked.actor, asked.provider, on=asked.on)
    lines = [*_money(asked)]
    for one in proposed:
        if one.kind in SHOWN:
            lines += [*_lines(one)]
    unknown = () if lines else (_("Aucun manquement n’est connu sur treize mois."),)
    return Part(title=_("Manquements"), lines=tuple(lines), unknown=unknown)


def _lines(proposed: Proposed) -> Iterator[Line]:
    for line in proposed.lines[:MOST]:
        told = ", ".join(part for part in (line.period, line.target) if part)
        yield Line(
            text=line.label,
            figure=line.figure,
            terms=annexes.said(line.numerator, line.denominator) if line.is_measured else "",
            source=told or line.source,
            # A target or a term was missed; an incident has none.
            state=None if line.kind == FactKind.INCIDENT else State.MISSED,
        )
    more = len(proposed.lines) - MOST
    if more > 0:
        kind = {"kind": proposed.kind.label.capitalize(), "n": formats.number(more)}
        yield Line(text=_("%(kind)s : %(n)s de plus, en annexe") % kind)


def _money(asked: Asked) -> Iterator[Line]:
    """The two kinds apart: they are never added up."""
    if not asked.actor.may("contract.read"):
        return
    rows = list(
        claims.visible_to(asked.actor, on=asked.on).filter(level__contract__provider=asked.provider)
    )
    for title, totals in ((_("Demandé"), claims.asked(rows)), (_("Accordé"), claims.granted(rows))):
        for (kind, currency), cents in sorted(totals.items()):
            count = sum(one.kind == kind for one in rows)
            source = ngettext("%(n)s demande", "%(n)s demandes", count) % {"n": count}
            yield Line(
                text=_("%(title)s : %(kind)s")
                % {"title": title, "kind": str(ClaimKind(kind).label)},
                figure=incident_words.cost(cents, currency),
                source=source,
                url=asked.url("claims"),
            )
