"""Reads of the links by which reports are answered."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from timonerie.domains.reporting.models import DueReport, ReportLink
from timonerie.foundations.scope import secrets


class NoSuchLink(LookupError):
    """No such link, or it is revoked or past its day: nothing says which."""


STATES: Final = ("sent", "begun", "opened", "made")


def of(due: DueReport) -> list[ReportLink]:
    """The last made first."""
    return list(ReportLink.objects.filter(due=due).order_by("-made_at", "-pk"))


def among(rows: "QuerySet[DueReport]") -> "QuerySet[ReportLink]":
    """Those of some reports, the last made first."""
    found = ReportLink.objects.filter(due__in=rows).select_related("due__provider", "due__site")
    return found.order_by("-made_at", "-pk")


def holding(token: str) -> ReportLink | None:
    """The link of whatever company that holds a secret, open or not. It opens that company alone,
    to who has the secret."""
    return secrets.holding(ReportLink, token, "due__provider", "due__site", "due__company")


def state(link: ReportLink, *, at: datetime) -> str:
    """How far it went: made, opened, begun, sent; or revoked, expired."""
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= at and link.sent_at is None:
        return "expired"
    return next((one for one in STATES if getattr(link, f"{one}_at") is not None), "made")
