"""Reading the figures of a company, and keeping its signals true to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from timonerie.domains.signals.models import SignalMember, WeakSignal
from timonerie.domains.signals.queries import detecting, dials
from timonerie.domains.signals.rules.grouping import Cause, Episode
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

REMEMBERED = timedelta(days=365)
"""A signal that was over before that is not raised: nobody would decide anything of it."""


def refresh(*, by: Actor, at: datetime) -> int:
    """Raise, update and close the signals of the current company. What a person said of one is
    left alone, and none is ever deleted. Run again on the same figures, it changes nothing.

    Returns how many signals were raised, updated or closed.
    """
    on = timezone.localdate(at)
    watched = detecting.read(on=on)
    found = detecting.causes(watched, budget=dials.budget(watched))
    with transaction.atomic():
        known = list(WeakSignal.objects.select_for_update().order_by("-opened_on", "-pk"))
        seen: set[int] = set()
        changed = 0
        for cause in found:
            signal = _same(cause, known, seen)
            if signal is not None:
                seen.add(signal.pk)
                changed += _update(by, at, signal, cause)
            elif cause.closed_on is None or cause.closed_on >= on - REMEMBERED:
                raised = _raise(by, at, cause)
                seen.add(raised.pk)
                changed += 1
        for signal in known:
            if signal.closed_on is None and signal.pk not in seen:
                _close(by, at, signal)
                changed += 1
    return changed


def _same(cause: Cause, known: Sequence[WeakSignal], seen: set[int]) -> WeakSignal | None:
    """The signal that tells a cause already, the one still there before those that are over."""
    alike = [
        one
        for one in known
        if one.key == cause.key and one.pk not in seen and cause.overlaps(one.since, one.closed_on)
    ]
    return min(alike, key=lambda one: one.closed_on is not None, default=None)


def _raise(by: Actor, at: datetime, cause: Cause) -> WeakSignal:
    best = cause.best
    signal: WeakSignal = WeakSignal.objects.create(
        key=cause.key,
        family=best.family,
        indicator_id=best.indicator,
        provider_id=best.provider,
        higher=best.higher,
        raised_at=at,
        **_told(cause),
    )
    _put_members(signal, cause)
    _record(by, at, "signal.raised", signal, {"family": str(best.family)})
    return signal


def _told(cause: Cause) -> dict[str, object]:
    """What the figures say of a cause, and may say otherwise tomorrow."""
    best = cause.best
    return {
        "unit_id": cause.only("unit"),
        "activity_id": cause.only("activity"),
        "since": cause.since,
        "opened_on": cause.opened_on,
        "closed_on": cause.closed_on,
        "drifts": best.drifts,
        "expected": best.expected,
        "seen": best.seen,
        "rate": best.rate,
    }


def _update(by: Actor, at: datetime, signal: WeakSignal, cause: Cause) -> bool:
    """The version stays: it answers for what people write."""
    told = {name: value for name, value in _told(cause).items() if getattr(signal, name) != value}
    was_closed = signal.closed_on is not None
    if told:
        WeakSignal.objects.filter(pk=signal.pk).update(**told)
        for name, value in told.items():
            setattr(signal, name, value)
    moved = _put_members(signal, cause)
    if "closed_on" in told and was_closed != (signal.closed_on is not None):
        _record(by, at, "signal.over" if signal.closed_on else "signal.back", signal, {})
    return bool(told) or moved


def _put_members(signal: WeakSignal, cause: Cause) -> bool:
    """Upsert the series that show a signal; those that no longer do stay, as they were."""
    known = {one.key: one for one in signal.members.all()}
    moved = False
    for rank, episode in enumerate(_once(cause.episodes)):
        values = {
            "series_id": episode.series,
            "unit_id": episode.unit,
            "is_main": rank == 0,
            "evidence": episode.evidence,
        }
        row = known.get(episode.key)
        if row is None:
            SignalMember.objects.create(signal=signal, key=episode.key, **values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            SignalMember.objects.filter(pk=row.pk).update(**values)
        else:
            continue
        moved = True
    gone = [one.pk for key, one in known.items() if key != cause.best.key and one.is_main]
    return bool(SignalMember.objects.filter(pk__in=gone).update(is_main=False)) or moved


def _once(episodes: Sequence[Episode]) -> list[Episode]:
    """One episode a series: the one that shows the cause best."""
    return list({one.key: one for one in reversed(episodes)}.values())[::-1]


def _close(by: Actor, at: datetime, signal: WeakSignal) -> None:
    """The figures, corrected since or read under another dial, no longer show it."""
    on = max(timezone.localdate(at), signal.opened_on)
    WeakSignal.objects.filter(pk=signal.pk).update(closed_on=on)
    _record(by, at, "signal.over", signal, {})


def _record(by: Actor, at: datetime, act: str, signal: WeakSignal, detail: dict[str, str]) -> None:
    audit.record(by=by, at=at, act=act, kind="signal", public_id=signal.public_id, detail=detail)
