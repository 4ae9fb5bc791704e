"""Reads of the cycles and of their passages, as far as each reader reaches."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Ids, Reach, reach
from timonerie.domains.reporting.models import (
    Cycle,
    CycleLink,
    CycleRun,
    CycleSite,
    CycleStep,
    CycleVersion,
    RunStep,
)
from timonerie.domains.reporting.models.cycle_runs import CycleRunQuerySet
from timonerie.domains.reporting.models.cycles import CycleQuerySet
from timonerie.foundations.accounts.actors import Actor


def site_ids(seen: Reach) -> Ids | None:
    """The sites whose passages a reader sees: those of their units, and the one above a team of
    theirs; None for all, those of the company among them."""
    if seen.unit_ids is None:
        return None
    places = directory.places()
    mine = [places[pk] for pk in seen.unit_ids if pk in places]
    above = {pk for one in mine if one.kind == UnitKind.TEAM for pk in one.above}
    return frozenset(
        one.pk
        for one in places.values()
        if one.kind == UnitKind.SITE and (one.pk in seen.unit_ids or one.pk in above)
    )


def visible_to(actor: Actor, *, on: date) -> CycleQuerySet:
    """What a mandate narrows must be named: a provider, a function, one site at least."""
    rows: CycleQuerySet = Cycle.objects.select_related("provider", "activity")
    seen = reach(actor, on=on)
    if seen.provider_ids is not None:
        rows = rows.filter(provider_id__in=seen.provider_ids)
    if seen.function_ids is not None:
        rows = rows.filter(activity__function_id__in=seen.function_ids)
    sites = site_ids(seen)
    if sites is not None:
        theirs = CycleSite.objects.filter(site_id__in=sites)
        rows = rows.filter(pk__in=theirs.values("cycle_id"))
    return rows


def runs_visible_to(actor: Actor, *, on: date) -> CycleRunQuerySet:
    """Passages of the cycles that the reader sees, at the sites that they see."""
    rows: CycleRunQuerySet = CycleRun.objects.filter(cycle__in=visible_to(actor, on=on))
    sites = site_ids(reach(actor, on=on))
    return rows if sites is None else rows.filter(site_id__in=sites)


def steps_visible_to(actor: Actor, *, on: date) -> "QuerySet[RunStep]":
    runs = runs_visible_to(actor, on=on)
    return RunStep.objects.filter(run__in=runs).select_related(
        "run__cycle__provider", "run__site", "seat", "provider"
    )


def links_visible_to(actor: Actor, *, on: date) -> "QuerySet[CycleLink]":
    return CycleLink.objects.filter(cycle__in=visible_to(actor, on=on)).select_related(
        "cycle", "provider", "site"
    )


def with_steps(runs: CycleRunQuerySet) -> CycleRunQuerySet:
    """With their cycle, their site and their steps in order: two queries."""
    near = runs.select_related("cycle__provider", "site")
    steps = RunStep.objects.select_related("seat", "provider").order_by("position")
    return near.prefetch_related(Prefetch("steps", queryset=steps))


def open_runs(actor: Actor, *, on: date, **narrowed: Any) -> list[CycleRun]:
    """Those under way, by cycle, then by site, the oldest period first; `narrowed` filters them, by
    `site` or by `cycle__provider`."""
    runs = with_steps(runs_visible_to(actor, on=on).open().filter(**narrowed))
    runs = runs.filter(cycle__archived_at__isnull=True)
    order = ("cycle__title", "cycle_id", "site__name", "period_start", "reference", "pk")
    return list(runs.order_by(*order))


def listed(actor: Actor, *, on: date, archived: bool = False, **narrowed: Any) -> list[Cycle]:
    """By title, with their sites; `narrowed` filters them, by `provider` or by `sites__site`."""
    rows = visible_to(actor, on=on).filter(archived_at__isnull=not archived, **narrowed)
    sites = CycleSite.objects.select_related("site").order_by("site__name", "pk")
    return list(rows.prefetch_related(Prefetch("sites", queryset=sites)).order_by("title", "pk"))


def sites_of(cycle: Cycle) -> list[Unit]:
    rows = CycleSite.objects.filter(cycle=cycle).select_related("site").order_by("site__name")
    return [one.site for one in rows]


def version_of(cycle: Cycle, *, on: date) -> CycleVersion:
    """The steps that a period beginning on a day takes: of those from then on, the last said; the
    first version for a period before all of them."""
    rows = CycleVersion.objects.filter(cycle=cycle)
    found = rows.filter(start_date__lte=on).order_by("-start_date", "-number").first()
    return found or rows.order_by("number")[0]


def steps_of(version: CycleVersion) -> list[CycleStep]:
    rows = CycleStep.objects.filter(version=version).select_related("seat", "provider")
    return list(rows.order_by("position"))


def of_link(link: CycleLink) -> "QuerySet[RunStep]":
    """The steps that a link lets say done: of its side, in the passages under way."""
    rows = RunStep.objects.filter(run__cycle=link.cycle_id, run__state="open")
    if link.site_id is not None:
        return rows.filter(side="ours", seat__isnull=True, run__site=link.site_id)
    mine = Q(provider__isnull=True, run__cycle__provider=link.provider_id)
    return rows.filter(Q(side="theirs") & (mine | Q(provider=link.provider_id)))
