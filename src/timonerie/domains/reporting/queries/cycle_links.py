"""Reads of the links by which steps are said done without an account."""

from timonerie.domains.reporting.models import Cycle, CycleLink
from timonerie.foundations.scope import secrets


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


def of(cycle: Cycle) -> list[CycleLink]:
    """The last made first."""
    rows = CycleLink.objects.filter(cycle=cycle).select_related("provider", "site")
    return list(rows.order_by("-made_at", "-pk"))


def holding(token: str) -> CycleLink | None:
    """The link of whatever company that holds a secret, open or not. It opens that company alone,
    to who has the secret."""
    return secrets.holding(CycleLink, token, "cycle", "provider", "site")
