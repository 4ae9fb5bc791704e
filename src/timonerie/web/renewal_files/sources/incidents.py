"""What went wrong with the provider over twelve months."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.facts.models import Incident, IncidentSeverity, IncidentState
from timonerie.domains.facts.queries import incidents as queries
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.renewal_files.registry import register
from timonerie.web.renewal_files.shapes import Asked, Line, Part

YEAR = timedelta(days=365)
MOST = 500


@register(rank=50)
def incidents(asked: Asked) -> Part | None:
    """None for who reads no incident."""
    if not asked.actor.may("incident.read") or asked.contract.provider_id is None:
        return None
    provider = asked.contract.provider_id
    known = queries.of_provider(asked.actor, provider=provider, on=asked.on, most=MOST)
    found = [one for one in known if one.known_at.date() >= asked.on - YEAR]
    title = _("Incidents de douze mois")
    if not found:
        text = _("Aucun incident n’a été déclaré : cela ne prouve pas qu’il n’y en eut aucun.")
        return Part(title=title, unknown=(text,))
    return Part(title=title, lines=(_counted(asked, found), *_costs(asked, found)))


def _counted(asked: Asked, found: Sequence[Incident]) -> Line:
    major = sum(one.severity == IncidentSeverity.MAJOR for one in found)
    left = sum(one.state != IncidentState.CLOSED for one in found)
    told = [
        ngettext("%(n)s majeur", "%(n)s majeurs", major) % {"n": formats.number(major)},
        ngettext("%(n)s encore ouvert", "%(n)s encore ouverts", left) % {"n": formats.number(left)},
    ]
    count = ngettext("%(n)s incident", "%(n)s incidents", len(found))
    return Line(
        text=count % {"n": formats.number(len(found))},
        figure=", ".join(told),
        source=_("registre des incidents"),
        url=asked.url("incidents"),
    )


def _costs(asked: Asked, found: Sequence[Incident]) -> list[Line]:
    """By currency, what they are known to have cost; not told to who may not read it."""
    if not asked.actor.reads("incident.cost"):
        return []
    totals: dict[str, int] = {}
    for one in found:
        if one.cost is not None:
            totals[one.currency] = totals.get(one.currency, 0) + one.cost
    known = sum(one.cost is not None for one in found)
    words = {"n": formats.number(known), "of": formats.number(len(found))}
    return [
        Line(
            text=_("Coût connu"),
            figure=incident_words.cost(cents, currency),
            source=_("dit pour %(n)s sur %(of)s") % words,
        )
        for currency, cents in totals.items()
    ]
