"""Which known ritual a series of a calendar is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Known:
    """A ritual as far as it is recognised: `keys` of its events, `title` as its key, `agenda` where
    it was first seen."""

    pk: int
    keys: frozenset[str]
    title: str
    agenda: str


def matched(
    series: Sequence[Mapping[str, Any]], known: Iterable[Known], *, agenda: str
) -> dict[int, int]:
    """Number of the ritual by rank of the series. The identifiers of the events decide, whoever's
    calendar it is: a series that two people hold is one ritual. A series whose identifiers are
    new is the one of that title in the same agenda, where there is one alone."""
    listed = list(known)
    by_key = {key: one.pk for one in listed for key in one.keys}
    found: dict[int, int] = {}
    for rank, each in enumerate(series):
        owner = next((by_key[key] for key in each["keys"] if key in by_key), None)
        if owner is not None:
            found[rank] = owner
    taken = set(found.values())
    titles = [each["title_key"] for each in series]
    for rank, each in enumerate(series):
        if rank in found or titles.count(each["title_key"]) > 1:
            continue
        same = [one for one in listed if (one.title, one.agenda) == (each["title_key"], agenda)]
        if len(same) == 1 and same[0].pk not in taken:
            found[rank] = same[0].pk
            taken.add(same[0].pk)
    return found
