"""The summaries of a user, and when their own companies were last known."""

from django.db.models import QuerySet

from timonerie.domains.portfolio.models import FollowedSummary, LastGlance
from timonerie.foundations.accounts.models import User


def of_user(user: User) -> "QuerySet[FollowedSummary]":
    return FollowedSummary.objects.filter(user=user).order_by("name", "pk")


def last_glances(user: User) -> dict[int, LastGlance]:
    """By row id of the company: one query."""
    return {one.company_id: one for one in LastGlance.objects.filter(user=user)}
