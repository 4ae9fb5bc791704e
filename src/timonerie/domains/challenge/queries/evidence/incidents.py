"""What went wrong, as it was declared; what it cost us is not told to who may have caused it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.queries import incidents
from timonerie.domains.facts.rules.incidents import totals
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats


def key(row: Incident) -> str:
    return keys.joined(FactKind.INCIDENT, row.public_id)


def found(asked: Asked) -> list[Line]:
    """The last known first."""
    if not asked.actor.may("incident.read"):
        return []
    rows = incidents.of_provider(
        asked.actor, provider=asked.provider.pk, on=asked.on, most=asked.most
    )
    return [_line(one) for one in rows if timezone.localdate(one.known_at) >= asked.first]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    if not actor.may("incident.read"):
        return None
    rows = incidents.visible_to(actor, on=on).active().filter(public_id=keys.uuid(parts, 0))
    row = rows.select_related("provider").first()
    return None if row is None or row.provider is None else Named(_line(row), row.provider)


def _line(row: Incident) -> Line:
    known = timezone.localdate(row.known_at)
    seconds = totals.alert(row.known_at, row.told_at)
    told = _("signalé après %(delay)s") % {"delay": formats.duration(seconds)} if seconds else ""
    return Line(
        kind=FactKind.INCIDENT,
        key=key(row),
        label=row.what,
        figure=told,
        day=known,
        period=_("connu le %(day)s") % {"day": formats.day(known, style="short")},
        source=_("Incident déclaré%(reference)s, gravité : %(severity)s")
        % {
            "reference": f" ({row.reference})" if row.reference else "",
            "severity": row.get_severity_display(),
        },
        made_from={
            "incident": str(row.public_id),
            "what": row.what,
            "known_at": row.known_at.isoformat(),
            "told_at": row.told_at.isoformat() if row.told_at else None,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            "cause": row.cause,
            "severity": row.severity,
            "version": row.version,
        },
    )
