"""How critical a provider looks from what it does: a suggestion, that somebody judges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import Assignment
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Proposed:
    """The highest criticality of what it holds, and the names of the activities that have it."""

    tier: int
    activities: tuple[str, ...]


def proposed(provider: Provider, *, reader: Actor, on: date) -> Proposed | None:
    """From the activities that the reader reaches; None where it holds none of them: nothing to
    tell it from."""
    rows = Assignment.objects.in_force(on=on).filter(
        provider=provider,
        activity__archived_at__isnull=True,
        activity__in=activities.visible_to(reader, on=on),
    )
    held = dict(rows.values_list("activity__name", "activity__criticality"))
    if not held:
        return None
    highest = max(held.values())
    return Proposed(highest, tuple(sorted(name for name, one in held.items() if one == highest)))


def all_proposed(*, on: date) -> Mapping[int, int]:
    """The highest criticality that each provider holds, by row id; one query."""
    rows = Assignment.objects.in_force(on=on).filter(
        provider__isnull=False, activity__archived_at__isnull=True
    )
    return dict(rows.values_list("provider").annotate(highest=Max("activity__criticality")))
