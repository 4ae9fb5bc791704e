"""What is expected of the current company's sources, and what came."""

from collections import defaultdict
from collections.abc import Collection

from timonerie.domains.facts.queries import live
from timonerie.domains.organisation.queries import units
from timonerie.domains.performance.queries import progress
from timonerie.domains.performance.rules import Coverage, Stream
from timonerie.foundations.scope.memory import once


def now() -> list[Stream]:
    """The streams of the live facts."""
    return [
        Stream(
            source=one.source,
            unit=one.unit,
            provider=one.provider,
            activity=one.activity,
            team=one.team,
            first_date=one.first_date,
        )
        for one in live.streams()
    ]


@once
def stored() -> Coverage:
    """The coverage that the stored results answer for, without reading a fact."""
    return of_streams(progress.streams())


def of_streams(streams: Collection[Stream]) -> Coverage:
    """Streams with what each source delivered and the sites under each unit."""
    members: dict[int, set[int]] = defaultdict(set)
    for unit, above in units.ancestors_by_unit().items():
        for ancestor in (unit, *above):
            members[ancestor].add(unit)
    return Coverage(
        streams=streams,
        delivered=live.delivered(),
        members={unit: frozenset(below) for unit, below in members.items()},
    )
