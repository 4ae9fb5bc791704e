"""Which activities are served at a site, or by a provider, as links both ways."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.sourcing import dependence_sentences
from timonerie.domains.sourcing.models import Assignment
from timonerie.domains.sourcing.queries import activities as queries
from timonerie.domains.sourcing.rules import dependence
from timonerie.web.access import CompanyRequest


def at_site(request: CompanyRequest, site: Unit) -> list[Mapping[str, Any]]:
    """Each activity served at a site, with who serves it."""
    found = queries.served_at(request.actor, unit=site, on=timezone.localdate())
    return _by_activity(found, lambda one: _provider(request, one))


def by_provider(request: CompanyRequest, provider: Provider) -> list[Mapping[str, Any]]:
    """Each activity that a provider serves, with the sites where it does."""
    found = queries.served_by(request.actor, provider=provider, on=timezone.localdate())
    return _by_activity(found, lambda one: _site(request, one))


def hanging(provider: Provider, served: Sequence[Mapping[str, Any]]) -> str:
    """A sentence where several vital activities hang on a provider; empty otherwise."""
    vital = [
        one["activity"].name for one in served if one["activity"].criticality >= dependence.VITAL
    ]
    if len(vital) < dependence.CONCENTRATED:
        return ""
    return dependence_sentences.hangs(provider.name, vital)


def _by_activity(found: Iterable[Assignment], place: Any) -> list[Mapping[str, Any]]:
    groups = groupby(found, key=lambda one: one.activity)
    return [
        {"activity": activity, "places": [place(one) for one in rows]} for activity, rows in groups
    ]


def _provider(request: CompanyRequest, one: Assignment) -> dict[str, str]:
    if one.provider is None:
        here = reverse("activity", args=[request.company.slug, one.activity.public_id])
        return {"name": _("l’entreprise elle-même"), "url": here}
    address = reverse("provider", args=[request.company.slug, one.provider.public_id])
    return {"name": one.provider.name, "url": address}


def _site(request: CompanyRequest, one: Assignment) -> dict[str, str]:
    address = reverse("site", args=[request.company.slug, one.unit.public_id])
    return {"name": one.unit.name, "url": address}
