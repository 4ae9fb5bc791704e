"""What the words of a source's files stand for: aliases first, then names, then creations."""

from collections.abc import Collection, Mapping
from datetime import datetime

import pyarrow as pa

from timonerie.domains.facts.assembly import DIMENSIONS, Names
from timonerie.domains.facts.enums import Unknown
from timonerie.domains.facts.models import Source
from timonerie.domains.facts.queries import naming
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.operations import providers, units
from timonerie.domains.sourcing.operations import activities
from timonerie.foundations.accounts.actors import Actor

Words = Mapping[str, Collection[str]]


def words_of(table: pa.Table) -> dict[str, list[str]]:
    """The distinct words of each dimension of events or cases."""
    return {
        dimension: sorted(table[field].drop_null().unique().to_pylist())
        for dimension, field in DIMENSIONS.items()
    }


def resolve(*, by: Actor, at: datetime, source: Source, words: Words, unknown: Unknown) -> Names:
    """The id of every word; what nothing answers to is created where the mapping says so."""
    known = naming.known(source=source, words=words)
    absent = {
        dimension: [word for word in words[dimension] if word not in known[dimension]]
        for dimension in DIMENSIONS
    }
    if unknown == Unknown.CREATE:
        for dimension, names in absent.items():
            if names:
                known[dimension] |= _create(dimension, by=by, at=at, names=names)
    return Names(**known)


def _create(dimension: str, *, by: Actor, at: datetime, names: Collection[str]) -> dict[str, int]:
    match dimension:
        case "unit":
            return units.ensure(by=by, at=at, kind=UnitKind.SITE, names=names)
        case "team":
            return units.ensure(by=by, at=at, kind=UnitKind.TEAM, names=names)
        case "provider":
            return providers.ensure(by=by, at=at, names=names)
    return activities.ensure(by=by, at=at, names=names)
