"""Weak signals that the figures still show, less what was said to be noise."""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isclose, isfinite
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.contracts.rules.snapshots import digest
from timonerie.domains.performance import figure_words
from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.queries import signals, telling
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.domains.signals.rules import evidence
from timonerie.engine.signals.findings import STILL
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import formats


def key(row: WeakSignal) -> str:
    return keys.joined(FactKind.SIGNAL, row.public_id)


def found(asked: Asked) -> list[Line]:
    """The last told first."""
    if not asked.actor.may("signal.read"):
        return []
    rows = signals.visible_to(asked.actor, on=asked.on).still_there()
    rows = rows.exclude(state=Triage.NOISE).filter(provider=asked.provider)
    near = telling.with_members(rows.select_related(*signals.NAMED))
    ordered = near.order_by("-opened_on", "-pk")[: asked.most]
    return [_line(one) for one in telling.in_full(ordered)]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    if not actor.may("signal.read"):
        return None
    rows = signals.visible_to(actor, on=on).filter(public_id=keys.uuid(parts, 0))
    spoken = telling.in_full(telling.with_members(rows.select_related(*signals.NAMED)))
    for one in spoken:
        signal = one.signal
        if signal.provider is not None:
            return Named(_line(one), signal.provider, signal.unit)
    return None


def _line(spoken: Spoken) -> Line:
    signal = spoken.signal
    kept = _evidence(signal.members.all())
    over, under = _terms(signal, kept)
    return Line(
        kind=FactKind.SIGNAL,
        key=key(signal),
        label=f"{spoken.title} ({spoken.where})"[:300],
        figure=_figure(spoken),
        day=signal.opened_on,
        numerator=over,
        denominator=under,
        period=_("depuis le %(day)s") % {"day": formats.day(signal.since, style="short")},
        source=_("Signal levé le %(day)s, famille : %(family)s")
        % {
            "day": formats.day(signal.opened_on, style="short"),
            "family": signal.get_family_display(),
        },
        made_from={
            "signal": str(signal.public_id),
            "family": signal.family,
            "since": signal.since.isoformat(),
            "opened_on": signal.opened_on.isoformat(),
            "expected": _plain(signal.expected),
            "seen": _plain(signal.seen),
            "evidence_sha256": digest(kept) if kept else None,
        },
    )


def _figure(spoken: Spoken) -> str:
    """« constaté 12 %, attendu 2 % »; nothing where it is about no indicator."""
    metric, signal = spoken.metric, spoken.signal
    if metric is None or not isfinite(signal.seen) or not isfinite(signal.expected):
        return ""
    words = {
        "seen": figure_words.value_text(metric, signal.seen),
        "expected": figure_words.value_text(metric, signal.expected),
    }
    return _("constaté %(seen)s, attendu %(expected)s") % words


def _evidence(members: Iterable[Any]) -> Mapping[str, Any]:
    main = next((one for one in members if one.is_main), None)
    return main.evidence if main is not None else {}


def _terms(signal: WeakSignal, kept: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Over and under what is said to be seen, from the episode on: nothing where what was kept does
    not give the same figure again."""
    if not kept or kept.get("bases") is None:
        return None, None
    given, said = evidence.given(kept), evidence.said_of(kept)
    last = len(given.starts) if said.closed == STILL else said.closed
    assert given.bases is not None
    amounts, bases = given.amounts[said.since : last], given.bases[said.since : last]
    known = np.isfinite(amounts) & np.isfinite(bases)
    over, under = float(amounts[known].sum()), float(bases[known].sum())
    if not under or not isclose(over / under, signal.seen, rel_tol=1e-9):
        return None, None
    return over, under


def _plain(value: float) -> float | None:
    return value if isfinite(value) else None
