"""Reads of the legal tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from timonerie.domains.organisation.models import Establishment, LegalEntity


@dataclass(frozen=True)
class Holding:
    """A legal entity in the order of the ownership, with its establishments."""

    entity: LegalEntity
    depth: int
    establishments: tuple[Establishment, ...]


def tree(*, include_archived: bool = False) -> list[Holding]:
    """Each entity after the one that owns it; two queries."""
    places = Establishment.objects.order_by("name", "pk")
    entities = LegalEntity.objects.order_by("name", "pk")
    if not include_archived:
        places, entities = places.filter(archived_at=None), entities.filter(archived_at=None)
    rows = list(entities.prefetch_related(Prefetch("establishments", queryset=places)))
    seen = {entity.pk for entity in rows}
    by_parent: dict[int | None, list[LegalEntity]] = {}
    for entity in rows:
        above = entity.parent_id if entity.parent_id in seen else None
        by_parent.setdefault(above, []).append(entity)
    return list(_walk(by_parent, None, 0))


def _walk(
    by_parent: dict[int | None, list[LegalEntity]], above: int | None, depth: int
) -> Iterator[Holding]:
    for entity in by_parent.get(above, ()):
        yield Holding(entity, depth, tuple(entity.establishments.all()))
        yield from _walk(by_parent, entity.pk, depth + 1)
