"""Signals with what their sentences say: names, the indicator, what the gap amounts to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.performance.queries import definitions
from timonerie.domains.signals import sentences
from timonerie.domains.signals.enums import Family
from timonerie.domains.signals.models import SignalMember, WeakSignal, WeakSignalQuerySet
from timonerie.domains.signals.rules import excess
from timonerie.domains.signals.sentences import Told
from timonerie.engine.indicators.metric import Metric


@dataclass(frozen=True)
class Spoken:
    """A signal beside its words; the metric is None where it is about no indicator."""

    signal: WeakSignal
    metric: Metric | None
    told: Told

    @property
    def title(self) -> str:
        return sentences.title(self.told)

    @property
    def sentence(self) -> str:
        return sentences.sentence(self.told)

    @property
    def where(self) -> str:
        return self.told.where


def with_members(rows: WeakSignalQuerySet) -> WeakSignalQuerySet:
    """With the series that show each, which sentences need in full: one query more."""
    members = SignalMember.objects.select_related("series__indicator", "unit")
    return rows.prefetch_related(Prefetch("members", queryset=members.order_by("-is_main", "pk")))


def in_short(found: Iterable[WeakSignal]) -> list[Spoken]:
    """For lists: titles and places, from the signals alone."""
    metrics = _metrics()
    return [_spoken(one, metrics, None) for one in found]


def in_full(found: Iterable[WeakSignal]) -> list[Spoken]:
    """Sentences too; the signals come `with_members`."""
    metrics = _metrics()
    return [
        _spoken(one, metrics, next((each for each in one.members.all() if each.is_main), None))
        for one in found
    ]


def _metrics() -> dict[int, Metric]:
    return {one.indicator.pk: one.metric for one in definitions.known()}


def _spoken(signal: WeakSignal, metrics: dict[int, Metric], main: SignalMember | None) -> Spoken:
    metric = metrics.get(signal.indicator_id) if signal.indicator_id is not None else None
    told = Told(
        family=signal.family,
        where=where(signal),
        label=metric.label if metric else "",
        unit=metric.unit if metric else "",
        currency=_currency(main),
        step=main.evidence["step"] if main else "day",
        since=signal.since,
        higher=signal.higher,
        drifts=signal.drifts,
        expected=signal.expected,
        seen=signal.seen,
        rate=signal.rate,
        excess=_excess(signal, main),
        green=_green(signal, metrics, main),
    )
    return Spoken(signal, metric, told)


def where(signal: WeakSignal) -> str:
    """ "Nova, Lyon", "Nova, 3 sites", "toute la société"; a site and an activity are each shown by
    a series of its own: "Nova, Lyon et « Bulletins »"."""
    parts = [str(one) for one in (signal.unit, signal.activity) if one is not None]
    if len(parts) == 2:
        parts = [_("%(unit)s et « %(activity)s »") % {"unit": parts[0], "activity": parts[1]}]
    named = [*([str(signal.provider)] if signal.provider is not None else []), *parts]
    if signal.unit_id is None and "members" in getattr(signal, "_prefetched_objects_cache", {}):
        sites = len({one.unit_id for one in signal.members.all()} - {None})
        if sites > 1:
            named.append(ngettext("%(n)s site", "%(n)s sites", sites) % {"n": sites})
    return ", ".join(named) or _("Toute la société")


def _currency(main: SignalMember | None) -> str:
    return main.series.currency if main is not None and main.series is not None else ""


def _excess(signal: WeakSignal, main: SignalMember | None) -> float | None:
    if main is None or signal.family not in (Family.LEVEL, Family.VOLUME, Family.LATE_INPUTS):
        return None
    return excess.of(main.evidence)


def _green(signal: WeakSignal, metrics: dict[int, Metric], main: SignalMember | None) -> str:
    """The indicator that holds while the other moves."""
    if signal.family != Family.EVERGREEN or main is None or main.series is None:
        return _("Un engagement") if signal.family == Family.EVERGREEN else ""
    metric = metrics.get(main.series.indicator_id)
    return metric.label if metric else main.series.indicator.code
