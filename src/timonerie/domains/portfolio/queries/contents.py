"""What a summary says of the current company: counted over all of it, for its last month."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from timonerie.domains.facts.models import ImportBatch
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import directory
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.domains.performance.queries import board, extremes, progress
from timonerie.domains.performance.queries.board import Board, Judgement, Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.domains.performance.rules import Group
from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.rules.documents import Counts, Coverage, Drift, Figure

DRIFTS, FIGURES = 3, 8

State = Literal["met", "watch", "missed", "none"]


@dataclass(frozen=True)
class Content:
    """The part of a summary that figures make."""

    month: date | None
    state: State
    counts: Counts
    drifting: int
    coverage: Coverage | None
    last_file_at: datetime | None
    figures: tuple[Figure, ...] = ()
    drifts: tuple[Drift, ...] = ()


def of_company(*, level: Level, names_providers: bool, on: date) -> Content:
    month = progress.last_complete(kind="month", on=on)
    if month is None:
        return Content(None, "none", Counts(missed=0, watch=0, met=0), 0, None, _last_file_at())
    seen = Board(Reach())
    places = directory.places().values()
    sites = [one.pk for one in places if one.kind == UnitKind.SITE and one.archived_at is None]
    series = board.shaped(units=sites, any_of=("provider",)).filter(indicator__code__in=HEADLINES)
    judged = seen.readings(series, kind="month", starts=[month])
    counts, worst = _counts(judged), extremes.worst(judged)
    covered, expected = seen.coverage(Group(), kind="month", start=month)
    is_full = level == Level.FIGURES
    return Content(
        month=month,
        state=_state(counts),
        counts=counts,
        drifting=len(worst),
        coverage=Coverage(covered=covered, expected=expected) if expected else None,
        last_file_at=_last_file_at(),
        figures=_figures(seen, month) if is_full else (),
        drifts=_drifts(worst, names_providers=names_providers) if is_full else (),
    )


def _counts(judged: list[Reading]) -> Counts:
    found = [one.judgement for one in judged]
    return Counts(
        missed=found.count(Judgement.MISSED),
        watch=found.count(Judgement.WATCH),
        met=found.count(Judgement.MET),
    )


def _state(counts: Counts) -> State:
    if counts.missed:
        return "missed"
    if counts.watch:
        return "watch"
    return "met" if counts.met else "none"


def _figures(seen: Board, month: date) -> tuple[Figure, ...]:
    """The headlines of the whole company, in the order of its first page."""
    series = board.shaped().filter(indicator__code__in=HEADLINES)
    found = seen.readings(series, kind="month", starts=[month])
    shown = [one for one in found if one.value is not None and one.definition.indicator.shown]
    shown.sort(key=lambda one: HEADLINES.index(one.definition.metric.code))
    return tuple(
        Figure(**_value(one), coverage=Coverage(covered=one.covered, expected=one.expected))
        for one in shown[:FIGURES]
    )


def _drifts(worst: list[Reading], *, names_providers: bool) -> tuple[Drift, ...]:
    firms = directory.firms()
    found = []
    for one in worst[:DRIFTS]:
        firm = firms.get(one.group.provider or 0)
        name = firm.name if names_providers and firm is not None else None
        found.append(Drift(**_value(one), provider=name))
    return tuple(found)


def _value(reading: Reading) -> dict[str, Any]:
    metric, target = reading.definition.metric, reading.target
    return {
        "code": metric.code,
        "label": metric.label,
        "unit": metric.unit,
        "currency": reading.group.currency,
        "value": reading.value,
        "low": target and target.low,
        "high": target and target.high,
        "judged": reading.judgement.value,
    }


def _last_file_at() -> datetime | None:
    accepted = ImportBatch.objects.accepted().order_by("-accepted_at")
    found: datetime | None = accepted.values_list("accepted_at", flat=True).first()
    return found
