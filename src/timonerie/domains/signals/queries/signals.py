"""Reads of the signals, as far as each reader reaches."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from timonerie.domains.organisation.queries.reach import Reach, reach
from timonerie.domains.signals.enums import Family, Triage
from timonerie.domains.signals.models import WeakSignal, WeakSignalQuerySet
from timonerie.foundations.accounts.actors import Actor

NAMED = ("indicator", "unit", "provider", "activity", "owner__unit")


def visible_to(actor: Actor, *, on: date) -> WeakSignalQuerySet:
    """Signals the reader reaches on a day. What a mandate narrows must be named: one that several
    sites show is not told to who reads one of them, since its figures are those of all."""
    return within(reach(actor, on=on))


def within(seen: Reach) -> WeakSignalQuerySet:
    rows: WeakSignalQuerySet = WeakSignal.objects.all()
    if seen.unit_ids is not None:
        rows = rows.filter(unit_id__in=seen.unit_ids)
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    if seen.function_ids is not None:
        rows = rows.filter(activity__function_id__in=seen.function_ids)
    return rows


def listed(actor: Actor, *, on: date, over: bool = False) -> list[WeakSignal]:
    """Those still there, or those that are over; the last told first."""
    rows = visible_to(actor, on=on).filter(closed_on__isnull=not over)
    return list(rows.select_related(*NAMED).order_by("-opened_on", "-pk"))


def of_part(actor: Actor, *, on: date, most: int, **part: int) -> list[WeakSignal]:
    """The last told of a provider, a unit or an indicator, still there and not noise."""
    rows = visible_to(actor, on=on).still_there().exclude(state=Triage.NOISE).filter(**part)
    return list(rows.select_related(*NAMED).order_by("-opened_on", "-pk")[:most])


_ENOUGH = 5


@dataclass(frozen=True)
class Cried:
    """What people made of the signals of a family: `noise` among the `judged`."""

    family: Family
    noise: int
    judged: int

    @property
    def too_often(self) -> bool:
        """Whether it was judged often enough to say so."""
        return self.judged >= _ENOUGH and self.noise > self.judged / 2


def cried(*, on: date) -> list[Cried]:
    """Over the last year, the families that were judged, those that cried wolf most first."""
    rows = WeakSignal.objects.exclude(state=Triage.NEW).filter(
        opened_on__gt=on - timedelta(days=365)
    )
    judged: Counter[str] = Counter()
    noise: Counter[str] = Counter()
    for family, state in rows.values_list("family", "state"):
        judged[family] += 1
        noise[family] += state == Triage.NOISE
    found = [Cried(Family(one), noise[one], count) for one, count in judged.items()]
    return sorted(found, key=lambda one: (-one.noise / one.judged, one.family))
