"""Incidents known in a month: each takes points away, a major one more.

A month without an incident is 100 only where somebody declares them: one at least was ever known of
the provider. Otherwise nobody knows, and the note is missing."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from timonerie.domains.contracts.rules.scores import Note
from timonerie.domains.facts.models import IncidentSeverity
from timonerie.domains.facts.queries import incidents as queries
from timonerie.web.provider_scores.registry import Given, Read, register

MAJOR, MINOR = 40, 10
"""Points that an incident takes away."""


@register(criterion="incidents", permission="incident.read")
def incidents(given: Given) -> Read:
    rows = (
        queries.visible_to(given.actor).active().values_list("provider_id", "known_at", "severity")
    )
    lost: dict[tuple[int, date], int] = defaultdict(int)
    watched: set[int] = set()
    for provider, known_at, severity in rows:
        watched.add(provider or 0)
        month = timezone.localdate(known_at).replace(day=1)
        lost[provider or 0, month] += MAJOR if severity == IncidentSeverity.MAJOR else MINOR
    return {
        (provider, month): Note("measured", max(0.0, 100.0 - lost[provider, month]))
        for provider in given.providers
        if provider in watched
        for month in given.months
    }
