"""How sources are read."""

from timonerie.domains.facts.models import MappingVersion, Source
from timonerie.domains.facts.rules.mapping import Mapping


def kept(*, source_name: str) -> Mapping | None:
    """The last mapping kept for a source of the current company, or None."""
    last = MappingVersion.objects.filter(source__name=source_name).order_by("-number").first()
    return Mapping.from_dict(last.document) if last else None


def source_exists(*, name: str) -> bool:
    """Whether the company has a source of that name, whoever may see it."""
    return bool(Source.objects.filter(name=name).exists())
