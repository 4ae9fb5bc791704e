"""Our own targets beside the stored figures of a provider, over twelve whole months: what there is
to say of a contract that writes no level."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from timonerie.domains.contracts.models import Contract
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries import board, progress
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording.months import months_before

MONTHS = 12
MOST = 4
"""Headlines beside our own targets, at most."""


@dataclass(frozen=True)
class Held:
    """A figure over the months that have one, `met` of which kept the target."""

    metric: str
    label: str
    text: str
    months: int
    met: int


def in_house(actor: Actor, contract: Contract, *, on: date) -> list[Held]:
    """The headlines of the provider beside our own targets."""
    if contract.provider_id is None:
        return []
    told = []
    for rows in _by_metric(_readings(actor, contract.provider_id, on=on)).values():
        judged = [one for one in rows if one.judgement != Judgement.NONE]
        if judged:
            met = sum(one.judgement == Judgement.MET for one in judged)
            told.append(_told(judged, met))
    return told[:MOST]


def _readings(actor: Actor, provider: int, *, on: date) -> list[Reading]:
    last = progress.last_complete(kind="month", on=on)
    if last is None:
        return []
    rows = board.Board(reach(actor, on=on)).readings(
        board.shaped(providers=[provider]).filter(indicator__code__in=HEADLINES),
        kind="month",
        starts=months_before(last, MONTHS),
    )
    return [one for one in rows if one.value is not None]


def _by_metric(rows: Iterable[Reading]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = defaultdict(list)
    for one in rows:
        found[one.definition.metric.code].append(one)
    return found


def _told(rows: Sequence[Reading], met: int) -> Held:
    metric = rows[0].definition.metric
    text = figure_words.value_text(metric, _together(rows), rows[0].group.currency)
    return Held(metric.code, metric.label, text, len(rows), met)


def _together(rows: Sequence[Reading]) -> float:
    """A share over all its cases; the rest as the mean of its months, each with its cases."""
    below = fsum(one.denominator or 0.0 for one in rows)
    if rows[0].definition.metric.aggregate == "ratio" and below:
        return fsum(one.numerator or 0.0 for one in rows) / below
    cases = sum(one.n for one in rows)
    if not cases:
        return fsum(one.value or 0.0 for one in rows) / len(rows)
    return fsum((one.value or 0.0) * one.n for one in rows) / cases
