"""What late steps go with, told of a provider or of one cycle: the figures, and the sentence."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Prefetch

from timonerie.domains.organisation.models import Provider
from timonerie.domains.reporting import cycle_sentences
from timonerie.domains.reporting.cycle_sentences import Noun
from timonerie.domains.reporting.models import Cycle, CycleRun, RunStep
from timonerie.domains.reporting.models.cycle_runs import CycleRunQuerySet
from timonerie.domains.reporting.queries import cycle_standings
from timonerie.domains.sourcing.enums import Side
from timonerie.engine import handovers
from timonerie.engine.handovers import Explanation, Passage, Step

WHOLE = 0
"""The place of what is done for the company."""


def year_before(day: date) -> date:
    """Since when a provider and we look back together."""
    return day - timedelta(days=364)


@dataclass(frozen=True)
class SiteShare:
    """Of a site: `numerator` of its `denominator` follow a late step; `part` is its part of all
    those that follow one."""

    site: str
    numerator: int
    denominator: int
    part: Fraction | None


@dataclass(frozen=True)
class Told:
    """One explanation with its sentence. `title` is the finding, or says that there is too little;
    `usual` tells how often the upstream step was late at all, `cycle` of which cycle, `cycle_id` by
    its public identifier. `redone` says whether it counts items done again, or late steps. `side`
    is the one that did them."""

    title: str
    usual: str
    numerator: int
    denominator: int
    is_enough: bool
    sites: tuple[SiteShare, ...]
    side: Side
    redone: bool
    cycle: str
    cycle_id: UUID | None = None


@dataclass(frozen=True)
class Punctuality:
    """Of a period: steps done in time among those judged, by side; None where none was judged."""

    start: date
    ours: tuple[int, int]
    theirs: tuple[int, int]

    def share(self, side: str) -> float | None:
        met, judged = self.ours if side == Side.OURS else self.theirs
        return met / judged if judged else None


def of_provider(
    provider: Provider,
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
    among: CycleRunQuerySet | None = None,
) -> list[Told]:
    """For a meeting with a provider, cycle after cycle by title: its redone items after our late
    steps first, then its late steps after ours, then the reverse, ours after its late ones.
    Payslips and invoices are never added up. `among` narrows it to the passages that a reader
    sees. Two queries."""
    runs = CycleRun.objects.all() if among is None else among
    rows = _between(runs.filter(cycle__provider=provider), since, until)
    by_cycle: dict[int, list[CycleRun]] = defaultdict(list)
    for run in rows.order_by("cycle__title", "cycle_id", "period_start", "pk"):
        by_cycle[run.cycle_id].append(run)
    return [one for runs in by_cycle.values() for one in told(runs, today=today)]


def of_cycle(cycle: Cycle, *, today: date, since: date | None = None) -> list[Told]:
    return told(_between(CycleRun.objects.filter(cycle=cycle), since, None), today=today)


def told(runs: Iterable[CycleRun], *, today: date) -> list[Told]:
    """The four counts of the passages of a cycle, read with their steps: what its provider did
    again and did late, then what we did late and did again; what counts nothing is left out."""
    found = list(runs)
    first = found[0].cycle if found else None
    passages = [_passage(one, today) for one in found]
    nouns = _nouns(found)
    names: dict[Hashable, str] = {
        one.site_id or WHOLE: one.site.name if one.site else "" for one in found
    }
    counts = [
        (handovers.redone, Side.THEIRS),
        (handovers.late, Side.THEIRS),
        (handovers.late, Side.OURS),
        (handovers.redone, Side.OURS),
    ]
    told_ = [
        replace(
            _told(count(passages, side=side.value), side, count is handovers.redone, nouns, names),
            cycle=first.title if first else "",
            cycle_id=first.public_id if first else None,
        )
        for count, side in counts
    ]
    return [one for one in told_ if one.denominator]


def punctuality(runs: Iterable[CycleRun], *, today: date) -> list[Punctuality]:
    """By period, in order; what is neither done nor late yet is not judged."""
    counts: dict[date, dict[str, list[int]]] = {}
    for run in runs:
        period = counts.setdefault(run.period_start, {one.value: [0, 0] for one in Side})
        for step in run.steps.all():
            late = cycle_standings.was_late(step, today=today)
            if late is not None:
                period[step.side][0] += not late
                period[step.side][1] += 1
    return [
        Punctuality(start, _pair(counts[start][Side.OURS]), _pair(counts[start][Side.THEIRS]))
        for start in sorted(counts)
    ]


def _pair(counted: Sequence[int]) -> tuple[int, int]:
    return counted[0], counted[1]


def _between(runs: CycleRunQuerySet, since: date | None, until: date | None) -> CycleRunQuerySet:
    if since is not None:
        runs = runs.filter(period_end__gte=since)
    if until is not None:
        runs = runs.filter(period_start__lte=until)
    return read(runs)


def read(runs: CycleRunQuerySet) -> CycleRunQuerySet:
    """With what is needed to explain them: two queries."""
    steps = Prefetch("steps", queryset=RunStep.objects.order_by("position"))
    return (
        runs.select_related("site", "cycle").prefetch_related(steps).order_by("period_start", "pk")
    )


def _passage(run: CycleRun, today: date) -> Passage:
    steps = [
        Step(
            side=one.side,
            is_late=cycle_standings.was_late(one, today=today),
            redone=one.redone,
            name=one.key,
        )
        for one in run.steps.all()
    ]
    return Passage(run.site_id or WHOLE, steps)


def _nouns(runs: Iterable[CycleRun]) -> dict[str, Noun]:
    """What the steps hand over, as last said."""
    return {
        step.key: Noun(step.noun or step.title, step.is_feminine, bool(step.noun))
        for run in runs
        for step in run.steps.all()
    }


def _told(
    found: Explanation,
    side: Side,
    redone: bool,
    nouns: dict[str, Noun],
    names: Mapping[Hashable, str],
) -> Told:
    first = found.first
    place = names.get(first.place, "") if first else ""
    part = Fraction(first.numerator, found.numerator) if first and found.numerator else None
    words = cycle_sentences.Words(
        item=nouns.get(found.name), upstream=nouns.get(found.upstream), place=place, part=part
    )
    return Told(
        title=cycle_sentences.title(found, words, side=side, redone=redone),
        usual=cycle_sentences.usual(found),
        numerator=found.numerator,
        denominator=found.denominator,
        is_enough=found.is_enough,
        sites=tuple(
            SiteShare(
                names.get(one.place, ""),
                one.numerator,
                one.denominator,
                Fraction(one.numerator, found.numerator) if found.numerator else None,
            )
            for one in found.places
        ),
        side=side,
        redone=redone,
        cycle="",
    )
