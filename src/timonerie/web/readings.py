"""Stored figures in the words of a screen: units, states, targets, addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from timonerie.domains.performance.figure_words import bounds_text as bounds_text
from timonerie.domains.performance.figure_words import scaled, unit_of, value_text
from timonerie.domains.performance.models import Target
from timonerie.domains.performance.queries.board import Judgement, Reading
from timonerie.domains.performance.rules import Group
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web.figures import Coverage, Figure
from timonerie.web.tables import Cell

STATES = {
    Judgement.MET: State.MET,
    Judgement.WATCH: State.WATCH,
    Judgement.MISSED: State.MISSED,
    Judgement.NONE: State.MEASURED,
}
SILENCES = {
    "missing": State.MISSING,
    "no_activity": State.NO_ACTIVITY,
    None: State.NO_OBJECT,
}
"""The state of an absent figure, by what `Board.silence` says of it."""


Known = Mapping[int, tuple[UUID, str]]


@dataclass(frozen=True)
class Names:
    """Public ids and names of what a page links to, by row id."""

    units: Known
    providers: Known
    activities: Known


def state_of(reading: Reading) -> State:
    return STATES[reading.judgement]


def text_of(reading: Reading, *, in_column: bool = False) -> str:
    metric = reading.definition.metric
    return value_text(metric, reading.value, reading.group.currency, in_column=in_column)


def count_text(n: int) -> str:
    """How many cases made a figure."""
    return formats.number(n)


def target_text(metric: Metric, target: Target | None) -> str:
    """ "cible : au moins 95 %", or nothing."""
    if target is None:
        return ""
    return _("cible : %(bounds)s") % {"bounds": bounds_text(metric, target.low, target.high)}


def aim_of(metric: Metric, target: Target | None) -> float | None:
    """The bound of a target, in the scale of the chart."""
    if target is None:
        return None
    return scaled(metric, target.low if target.low is not None else target.high)


def coverage_of(covered: int, expected: int) -> Coverage | None:
    if expected == 0:
        return None
    noun = _("sites") if expected > 1 else _("site")
    return Coverage(covered=covered, expected=expected, noun=noun)


def facts_url(
    slug: str,
    metric: Metric,
    *,
    kind: str,
    start: date,
    group: Group,
    names: Names,
) -> str:
    """The facts that made a figure."""
    query = {"indicateur": metric.code, kind_name(kind): start.isoformat()}
    query |= group_query(group, names)
    if metric.numerator is not None:
        # What went wrong comes first.
        query["tri"] = "compte" if metric.direction == "higher" else "-compte"
    return f"{_address('facts', slug)}?{_plain(query)}"


def explanation_url(slug: str, code: str, *, start: date, group: Group, names: Names) -> str:
    """Where a figure, or its absence, is explained."""
    query = {"mois": start.isoformat(), **group_query(group, names)}
    return f"{_address('figure', slug, code)}?{_plain(query)}"


@lru_cache(maxsize=1000)
def _address(route: str, *args: str) -> str:
    """A page of figures has a thousand links to a few addresses."""
    return reverse(route, args=args)


def _plain(query: Mapping[str, str]) -> str:
    """A query of codes, dates and identifiers: nothing in them needs escaping."""
    return "&".join(f"{name}={value}" for name, value in query.items())


def group_query(group: Group, names: Names) -> dict[str, str]:
    """The dimensions of a group in the words of an address."""
    query = {}
    if group.unit is not None:
        query["site"] = str(names.units[group.unit][0])
    if group.provider is not None:
        query["prestataire"] = str(names.providers[group.provider][0])
    if group.activity is not None:
        query["activite"] = str(names.activities[group.activity][0])
    if group.team is not None:
        query["equipe"] = str(names.units[group.team][0])
    return query


def kind_name(kind: str) -> str:
    """The French word of a kind of period, in addresses."""
    return {"month": "mois", "week": "semaine", "quarter": "trimestre", "year": "annee"}[kind]


def figure_of(
    reading: Reading,
    *,
    history: Iterable[float | None],
    url: str,
    facts: str,
    explanation: str = "",
    label: str = "",
) -> Figure:
    """The card of a figure, its history oldest first."""
    metric = reading.definition.metric
    return Figure(
        label=label or metric.label,
        value=scaled(metric, reading.value),
        unit=unit_of(metric, reading.group.currency),
        decimals=0 if metric.unit == "count" else None,
        state=state_of(reading),
        target=target_text(metric, reading.target),
        aim=aim_of(metric, reading.target),
        change=_revision_text(reading),
        history=tuple(scaled(metric, value) for value in history),
        history_label=_("13 derniers mois"),
        coverage=coverage_of(reading.covered, reading.expected),
        url=url,
        facts_url=facts,
        explanation_url=explanation,
    )


def before_text(reading: Reading) -> str:
    """What a corrected figure was; nothing where the screen would say the same twice."""
    if reading.revision is None:
        return ""
    metric = reading.definition.metric
    before = value_text(metric, reading.revision.value, reading.group.currency)
    return "" if before == text_of(reading) else before


def _revision_text(reading: Reading) -> str:
    before = before_text(reading)
    if not before or reading.revision is None:
        return ""
    day = formats.day(reading.revision.corrected_at, style="short")
    return _("corrigé le %(day)s (avant : %(value)s)") % {"day": day, "value": before}


def cell_of(reading: Reading, *, url: str) -> Cell:
    metric = reading.definition.metric
    return Cell(
        text=text_of(reading, in_column=True),
        url=url,
        state=state_of(reading),
        note=_note(reading),
        value=scaled(metric, reading.value),
        unit=unit_of(metric, reading.group.currency),
    )


def _note(reading: Reading) -> str:
    """What a cell has that its neighbours have not: sites that are missing, a target of its own."""
    target, missing = reading.target, reading.covered < reading.expected
    notes = [f"{reading.covered}/{reading.expected}"] if missing else []
    if target is not None and (target.unit_id or target.provider_id):
        metric = reading.definition.metric
        unit = unit_of(metric, reading.group.currency)
        notes += [
            f"{sign} {formats.short_figure(scaled(metric, bound), unit)}"
            for sign, bound in (("≥", target.low), ("≤", target.high))
            if bound is not None
        ]
    return " · ".join(notes)


def silent_cell(silence: str | None, *, url: str = "") -> Cell:
    """A cell without a figure: why, or that the indicator has no object there."""
    state = SILENCES[silence]
    return Cell(text=str(state.word), state=state, url=url)
