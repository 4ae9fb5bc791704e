"""Who works behind the providers: the tree of their sub-contractors."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from timonerie.domains.contracts.models import Subcontractor
from timonerie.domains.contracts.provider_enums import SubcontractorState
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.foundations.accounts.actors import Actor

OVER = (SubcontractorState.REFUSED, SubcontractorState.ENDED)
NEAR = ("provider", "known", "activity", "above")


@dataclass(frozen=True)
class Node:
    """A sub-contractor and how deep it stands: 1 for one of the provider's own. `is_own` where it
    belongs to the tree of the provider asked for, and not to that of a provider under it."""

    row: Subcontractor
    depth: int
    is_own: bool


def visible_to(actor: Actor, *, on: date) -> "QuerySet[Subcontractor]":
    """Those of the providers whose contracts the reader sees."""
    rows: QuerySet[Subcontractor] = Subcontractor.objects.select_related(*NEAR)
    seen = reaching.provider_ids(actor, on=on)
    return rows if seen is None else rows.filter(provider__in=seen)


def tree(actor: Actor, *, provider: Provider, on: date) -> list[Node]:
    """Each sub-contractor under the one above it; a known provider brings its own, where the reader
    sees them. One query beside the reach."""
    rows: dict[tuple[int, int | None], list[Subcontractor]] = defaultdict(list)
    for one in visible_to(actor, on=on).order_by("name", "pk"):
        rows[one.provider_id, one.above_id].append(one)
    return list(_under(rows, provider.pk, None, depth=1, seen=frozenset({provider.pk})))


def _under(
    rows: dict[tuple[int, int | None], list[Subcontractor]],
    provider_id: int,
    above_id: int | None,
    *,
    depth: int,
    seen: frozenset[int],
    is_own: bool = True,
) -> Iterator[Node]:
    for one in rows.get((provider_id, above_id), ()):
        yield Node(one, depth, is_own)
        yield from _under(rows, provider_id, one.pk, depth=depth + 1, seen=seen, is_own=is_own)
        # What was tied together before it was refused may still lead back: each firm is told once.
        if one.known_id is not None and one.known_id not in seen and one.state not in OVER:
            below = seen | {one.known_id}
            yield from _under(rows, one.known_id, None, depth=depth + 1, seen=below, is_own=False)


def undeclared(*, provider: Provider | None = None) -> list[Subcontractor]:
    """Those who were discovered and that nobody declared since, of one provider or of all: loi du
    31 décembre 1975, art. 3, asks for each to be accepted."""
    rows = Subcontractor.objects.filter(state=SubcontractorState.DISCOVERED).select_related(*NEAR)
    if provider is not None:
        rows = rows.filter(provider=provider)
    return list(rows.order_by("declared_date", "pk"))


def known(provider: Provider) -> list[tuple[Subcontractor, bool]]:
    """Those who work behind a provider now, by name, and whether it declared each; one query."""
    rows = Subcontractor.objects.filter(provider=provider).exclude(state__in=OVER)
    return [
        (one, one.state != SubcontractorState.DISCOVERED) for one in rows.order_by("name", "pk")
    ]


def links() -> dict[int, list[int]]:
    """Provider to provider, by row id: who has a part of its work done by whom, now."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in Subcontractor.objects.exclude(state__in=OVER).select_related("above__above"):
        if one.known_id is None:
            continue
        found[one.provider_id].append(one.known_id)
        above = one.above
        while above is not None:
            if above.known_id is not None:
                found[above.known_id].append(one.known_id)
            above = above.above
    return found


def told_to_them(provider: Provider) -> list[Subcontractor]:
    """What a provider may read behind its link: what it said itself, or what was accepted of it.
    What the company discovered, or notes for itself, is not told."""
    rows = Subcontractor.objects.filter(provider=provider).exclude(state__in=OVER)
    said = rows.filter(said_by_them=True) | rows.filter(state=SubcontractorState.ACCEPTED)
    return list(said.order_by("name", "pk"))
