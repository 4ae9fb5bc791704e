"""Providers as a portfolio: what they cost, how critical they are, how they perform.

Three states, never a nought in the place of one: measured, without activity, missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from timonerie.domains.contracts.queries import criticality
from timonerie.domains.contracts.queries.contracts import DatedContract
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import board, progress
from timonerie.domains.performance.rules import Group
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording.months import months_before
from timonerie.foundations.wording.states import State

METRIC, MONTHS = "sla_met", 3
PERCENT = 100
SILENCES = {"missing": State.MISSING, "no_activity": State.NO_ACTIVITY, None: State.NO_OBJECT}


@dataclass(frozen=True)
class Standing:
    """`yearly` in cents by currency, of the contracts whose amount is known; `level` from 1 to 4;
    `attained` in per cent of the cases of the last three months; `state` says why there is none."""

    provider: Provider
    yearly: Mapping[str, int]
    level: int | None
    attained: float | None
    state: State


def of(actor: Actor, found: Sequence[DatedContract], *, on: date) -> list[Standing]:
    """The providers of some contracts, by name; three queries and the reach."""
    firms = {one.contract.provider_id: one.contract.provider for one in found}
    known = {pk: firm for pk, firm in firms.items() if pk is not None and firm is not None}
    levels = criticality.of(one.contract for one in found)
    attained = _attained(actor, known, on=on)
    return [
        Standing(
            provider=firm,
            yearly=_yearly(one for one in found if one.contract.provider_id == pk),
            level=_highest(levels, [one for one in found if one.contract.provider_id == pk]),
            attained=attained[pk][0],
            state=attained[pk][1],
        )
        for pk, firm in sorted(known.items(), key=lambda pair: pair[1].name.casefold())
    ]


def _yearly(found: Iterable[DatedContract]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for one in found:
        if one.contract.yearly_cents is not None:
            totals[one.contract.currency] += one.contract.yearly_cents
    return dict(totals)


def _highest(levels: Mapping[int, int], found: Sequence[DatedContract]) -> int | None:
    return max(
        (levels[one.contract.pk] for one in found if one.contract.pk in levels), default=None
    )


def _attained(
    actor: Actor, known: Mapping[int, Provider], *, on: date
) -> dict[int, tuple[float | None, State]]:
    """By provider; a share over all the cases of the months, never the mean of means."""
    last = progress.last_complete(kind="month", on=on)
    if last is None or not actor.may("indicator.read"):
        return dict.fromkeys(known, (None, State.MISSING))
    desk = board.Board(reach(actor, on=on))
    series = board.shaped(providers=list(known)).filter(indicator__code=METRIC)
    rows = desk.readings(series, kind="month", starts=months_before(last, MONTHS))
    parts: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row.value is not None and row.denominator:
            parts[row.group.provider or 0].append((row.numerator or 0.0, row.denominator))
    return {
        pk: (PERCENT * fsum(a for a, _b in told) / fsum(b for _a, b in told), State.MEASURED)
        if (told := parts.get(pk))
        else (None, SILENCES[desk.silence(Group(provider=pk), kind="month", start=last)])
        for pk in known
    }
