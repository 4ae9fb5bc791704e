"""Reads of the links by which incidents are declared without an account."""

from django.db.models import Count

from timonerie.domains.facts.models import DeclarationLink, Incident
from timonerie.foundations.scope import secrets


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


def listed() -> list[DeclarationLink]:
    """Every link of the company, the last made first, each with `declared`, its incidents."""
    rows = DeclarationLink.objects.select_related("provider", "unit")
    return list(rows.annotate(declared=Count("incidents")).order_by("-made_at", "-pk"))


def holding(token: str) -> DeclarationLink | None:
    """The link of whatever company that holds a secret, open or not. It opens that company alone,
    to who has the secret."""
    return secrets.holding(DeclarationLink, token, "provider", "unit")


def declared_by(link: DeclarationLink) -> list[Incident]:
    """What came by a link, the last first."""
    rows = Incident.objects.active().filter(link=link)
    return list(rows.order_by("-created_at", "-pk"))
