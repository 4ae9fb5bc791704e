"""What was already written to whom."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from timonerie.domains.publications.enums import DigestKind
from timonerie.domains.publications.models import Digest, DigestLine
from timonerie.domains.publications.rules import days, telling


def looked_on(day: date) -> set[int]:
    """The users for whom a day was looked at."""
    return set(Digest.objects.filter(day=day).values_list("user_id", flat=True))


def had_week_of(day: date) -> set[int]:
    """The users to whom the mail of the week of a day was written."""
    rows = Digest.objects.filter(kind=DigestKind.WEEKLY, week=days.monday(day))
    return set(rows.values_list("user_id", flat=True))


def told_in_week_of(day: date) -> Counter[int]:
    """How many lines each user was told in the week of a day."""
    rows = DigestLine.objects.filter(digest__week=days.monday(day))
    return Counter(rows.values_list("digest__user_id", flat=True))


def known_to(user_id: int, *, on: date) -> Collection[str]:
    """The lines that a user was told lately, by key."""
    since = on - timedelta(days=telling.REMEMBERED_DAYS)
    rows = DigestLine.objects.filter(digest__user_id=user_id, digest__day__gte=since)
    return frozenset(rows.values_list("key", flat=True))
