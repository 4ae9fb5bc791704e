"""Reads of the links by which providers hand in their documents."""

from timonerie.domains.contracts.models import DutyDocument, DutyLink
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.scope import secrets


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


def of(provider: Provider) -> list[DutyLink]:
    """The last made first."""
    rows = DutyLink.objects.filter(provider=provider).select_related("legal_entity", "provider")
    return list(rows.order_by("-made_at", "-pk"))


def holding(token: str) -> DutyLink | None:
    """The link of whatever company that holds a secret, open or not. It opens that company alone,
    to who has the secret."""
    return secrets.holding(DutyLink, token, "provider", "legal_entity")


def brought(link: DutyLink) -> list[DutyDocument]:
    """What came by links since this one was made, for the same provider and entity: a link shows
    nothing that was received otherwise. The last first."""
    rows = DutyDocument.objects.filter(
        provider=link.provider,
        legal_entity=link.legal_entity,
        kind__in=link.asked,
        way="link",
        received_at__gte=link.made_at,
    )
    return list(rows.order_by("-received_at", "-pk"))
