"""Reads of the thumbs: counted by provider and quarter, never by who gave them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from timonerie.domains.reporting.models import Thumb
from timonerie.domains.reporting.rules import thumb_counts
from timonerie.domains.reporting.rules.thumb_counts import Counted
from timonerie.foundations.accounts.actors import Actor


def by_quarter(
    provider_ids: Iterable[int], *, fiscal_month: int
) -> Mapping[int, Mapping[date, Counted]]:
    """By provider, then by first day of the quarter, in order; one query."""
    found: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    rows = Thumb.objects.filter(provider__in=provider_ids, is_up__isnull=False)
    for provider, day, is_up in rows.values_list("provider", "day", "is_up"):
        found[provider].append((day, bool(is_up)))
    return {
        pk: thumb_counts.by_quarter(thumbs, fiscal_month=fiscal_month)
        for pk, thumbs in found.items()
    }


def lines(provider_id: int, *, most: int = 8) -> list[Thumb]:
    """What was said in a line, the latest first, without who said it; none while the thumbs of the
    provider are too few to hide who gave them."""
    rows = Thumb.objects.filter(provider=provider_id, is_up__isnull=False)
    if rows.count() < thumb_counts.LEAST:
        return []
    return list(rows.exclude(line="").order_by("-given_at", "-pk")[:most])


def own(actor: Actor, *, things: Iterable[UUID]) -> Mapping[tuple[UUID, date], Thumb]:
    """The thumbs that the reader gave to some things, by thing and day; one query."""
    if actor.user_id is None:
        return {}
    rows = Thumb.objects.filter(thing__in=list(things), user_id=actor.user_id)
    return {(one.thing, one.day): one for one in rows}
