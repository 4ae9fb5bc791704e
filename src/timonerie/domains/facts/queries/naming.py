"""Which words of a file the company already knows."""

from collections.abc import Collection, Mapping

from timonerie.domains.facts.models import Alias, Source
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


def _units(kind: UnitKind) -> dict[str, int]:
    rows = Unit.objects.filter(kind=kind, archived_at__isnull=True)
    return matching.index(rows.values_list("pk", "code", "name"))


def _indexed(model: type[Provider] | type[Activity]) -> dict[str, int]:
    rows = model.objects.filter(archived_at__isnull=True)
    return matching.index(rows.values_list("pk", "code", "name"))
