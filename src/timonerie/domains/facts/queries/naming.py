"""Which words of a file the company already knows."""

from collections.abc import Collection, Mapping
from uuid import UUID

from timonerie.domains.facts.models import Alias, Dimension, ImportBatch, Source
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations import matching
from timonerie.domains.sourcing.models import Activity


def known(
    *, source: Source | None, words: Mapping[str, Collection[str]]
) -> dict[str, dict[str, int]]:
    """Ids of the words that something answers to, by dimension: an alias wins over a name."""
    found = {
        "unit": matching.ids(words["unit"], _units(UnitKind.SITE)),
        "team": matching.ids(words["team"], _units(UnitKind.TEAM)),
        "provider": matching.ids(words["provider"], _indexed(Provider)),
        "activity": matching.ids(words["activity"], _indexed(Activity)),
    }
    if source is not None:
        for alias in Alias.objects.filter(source=source):
            if alias.text in words[alias.dimension]:
                found[alias.dimension][alias.text] = alias.target_id
    return found


def unknown_words(batches: Collection[UUID]) -> dict[UUID, int]:
    """How many words of each file that was read nothing answers to; six queries for all of them."""
    rows = ImportBatch.objects.filter(public_id__in=batches)
    said = {
        public_id: (source, report.get("words", {}))
        for public_id, source, report in rows.values_list("public_id", "source_id", "report")
    }
    every: dict[str, set[str]] = {dimension: set() for dimension in Dimension.values}
    for _source, words in said.values():
        for dimension, texts in words.items():
            every[dimension].update(texts)
    found = known(source=None, words=every)
    aliased = set(
        Alias.objects.filter(
            source_id__in={source for source, _words in said.values()}
        ).values_list("source_id", "dimension", "text")
    )
    return {
        public_id: sum(
            text not in found[dimension] and (source, dimension, text) not in aliased
            for dimension, texts in words.items()
            for text in texts
        )
        for public_id, (source, words) in said.items()
    }


def _units(kind: UnitKind) -> dict[str, int]:
    rows = Unit.objects.filter(kind=kind, archived_at__isnull=True)
    return matching.index(rows.values_list("pk", "code", "name"))


def _indexed(model: type[Provider] | type[Activity]) -> dict[str, int]:
    rows = model.objects.filter(archived_at__isnull=True)
    return matching.index(rows.values_list("pk", "code", "name"))
