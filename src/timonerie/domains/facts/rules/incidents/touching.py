"""What an incident is about, and whether a reader may see it."""

from collections.abc import Collection

Ids = frozenset[int]


def is_reached(
    *,
    units: Collection[int],
    provider: int | None,
    function: int | None,
    unit_ids: Ids | None,
    provider_ids: Ids | None,
    function_ids: Ids | None,
) -> bool:
    """`units` are the sites and the team touched; the three sets are those of a reader's reach,
    None for everything. What a reader's mandate narrows must be named: an incident of no site is
    that of the whole company, which a reader of one site does not see."""
    named = (
        ({provider} - {None}, provider_ids),
        ({function} - {None}, function_ids),
        (set(units), unit_ids),
    )
    return all(ids is None or bool(found & ids) for found, ids in named)
