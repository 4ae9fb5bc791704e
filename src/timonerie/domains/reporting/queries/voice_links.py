"""Reads of the links by which somebody says one thing without an account."""

from datetime import date

from django.db.models import Q, QuerySet

from timonerie.domains.contracts.queries import reaching
from timonerie.domains.reporting.models import VoiceLink
from timonerie.domains.reporting.queries import flash_places
from timonerie.domains.reporting.voice_enums import VoicePurpose
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.scope import secrets

BESIDE = ("unit", "provider", "about__provider", "about__unit", "about__level", "about__claim")


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


def holding(token: str, *, purposes: tuple[str, ...]) -> VoiceLink | None:
    """The link of whatever company that holds a secret and serves one of those purposes, open or
    not. It opens that company alone, to who has the secret."""
    found = secrets.holding(VoiceLink, token, *BESIDE)
    return found if found is not None and found.purpose in purposes else None


def visible_to(actor: Actor, *, on: date) -> "QuerySet[VoiceLink]":
    """Those of the sites and of the providers that a reader follows, the last made first."""
    rows: QuerySet[VoiceLink] = VoiceLink.objects.select_related(*BESIDE).order_by("-made_at", "pk")
    sites, firms = flash_places.site_ids(actor, on=on), reaching.provider_ids(actor, on=on)
    of_sites = Q(purpose=VoicePurpose.FLASH)
    if sites is not None:
        of_sites &= Q(unit__in=sites)
    of_firms = ~Q(purpose=VoicePurpose.FLASH)
    if firms is not None:
        of_firms &= Q(provider__in=firms)
    return rows.filter(of_sites | of_firms)
