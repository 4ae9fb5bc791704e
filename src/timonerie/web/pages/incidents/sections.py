"""The last incidents of a provider or of a site, for their pages."""

from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from timonerie.domains.facts.models import Incident
from timonerie.domains.facts.queries import incidents as queries
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.foundations.wording import formats
from timonerie.web import incident_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url

SHOWN = 4


def of_provider(request: CompanyRequest, provider: Provider) -> dict[str, Any] | None:
    """None for who reads no incident."""
    if not request.actor.may("incident.read"):
        return None
    found = queries.of_provider(
        request.actor, provider=provider.pk, on=timezone.localdate(), most=SHOWN + 1
    )
    return _section(
        request, found, {"filtre.prestataire": provider.name}, {"prestataire": provider.public_id}
    )


def of_unit(request: CompanyRequest, unit: Unit) -> dict[str, Any] | None:
    """None for who reads no incident."""
    if not request.actor.may("incident.read"):
        return None
    found = queries.of_unit(request.actor, unit=unit.pk, on=timezone.localdate(), most=SHOWN + 1)
    return _section(request, found, {}, {"site": unit.public_id})


def _section(
    request: CompanyRequest,
    found: list[Incident],
    listed: dict[str, str],
    declared: dict[str, Any],
) -> dict[str, Any]:
    return {
        "lines": [_line(request, one) for one in found[:SHOWN]],
        "more_url": _address(request, "incidents", listed) if len(found) > SHOWN else "",
        "declare_url": _address(request, "incident-new", declared)
        if request.actor.may("incident.declare")
        else "",
    }


def _line(request: CompanyRequest, one: Incident) -> dict[str, Any]:
    return {
        "title": one.what,
        "url": url(request, "incident", one.public_id),
        "day": formats.day(one.known_at, style="short"),
        "cause": incident_words.cause(one),
        "state": one.get_state_display(),
        "is_major": one.severity == "major",
        "severity": one.get_severity_display(),
    }


def _address(request: CompanyRequest, route: str, query: dict[str, Any]) -> str:
    return f"{url(request, route)}?{urlencode(query)}" if query else url(request, route)
