"""What a period lacks before it is closed, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from timonerie.domains.facts.models import Source
from timonerie.domains.organisation.queries import directory
from timonerie.domains.performance.queries.closing import Standing
from timonerie.foundations.scope.memory import once

NAMED = 3
"""Places named in a sentence; the page of the period names them all."""


@dataclass(frozen=True)
class Gap:
    """A place that is not covered, and the sources that sent nothing about it."""

    place: str
    sources: str


def gap_lines(standing: Standing) -> list[Gap]:
    """By name."""
    names = _source_names()
    found = [
        Gap(_place(place), ", ".join(sorted(names.get(one, "") for one in sources)))
        for place, sources in standing.gaps.items()
    ]
    return sorted(found, key=lambda gap: gap.place.casefold())


def gap_words(standing: Standing) -> str:
    """ "Nantes n’a rien envoyé", or nothing where everything came."""
    names = [gap.place for gap in gap_lines(standing)]
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s n’a rien envoyé") % {"name": names[0]}
    if len(names) <= NAMED:
        return _("%(names)s n’ont rien envoyé") % {"names": ", ".join(names)}
    return _("%(names)s et %(count)s autres n’ont rien envoyé") % {
        "names": ", ".join(names[:NAMED]),
        "count": len(names) - NAMED,
    }


def _place(place: tuple[str, int]) -> str:
    kind, row_id = place
    if kind == "source":
        return _source_names().get(row_id, "")
    found = directory.places().get(row_id)
    return found.name if found else ""


@once
def _source_names() -> dict[int, str]:
    return dict(Source.objects.values_list("pk", "name"))
