"""What was measured of the activities of a statement of work: the stored figures of twelve months.

The domain of the activities does not know that of the figures: the doors read both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries import board, progress
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations.first_lines import Measured, Year
from timonerie.domains.sourcing.rules.statements import measuring
from timonerie.domains.sourcing.rules.statements.known import Fact
from timonerie.domains.sourcing.rules.statements.measuring import MONTHS, Month
from timonerie.engine import periods
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording import months

VOLUMES = ("quantity", "cases")
"""The first that has twelve months says the volume of a year."""
LANGUAGE = "fr"
"""The documents are written in French."""
By = Mapping[str, Sequence[Month]]


@dataclass
class _History:
    """Months by code of activity and of metric; the activities together under ""."""

    found: dict[tuple[str, str], list[Month]] = field(default_factory=lambda: defaultdict(list))

    def add(self, activity: str, reading: Reading) -> None:
        code = reading.definition.metric.code
        told = Month(
            reading.start,
            reading.n,
            reading.value,
            reading.numerator,
            reading.denominator,
            is_whole=reading.covered >= reading.expected,
        )
        for key in ((activity, code), ("", code)):
            self.found[key].append(told)


def read(actor: Actor, activities: Sequence[Activity], *, on: date) -> Measured:
    """What the last twelve complete months say; nothing for activities that have no figure."""
    last = progress.last_complete(kind="month", on=on)
    if last is None or not activities:
        return Measured()
    codes = {one.pk: one.code for one in activities}
    series = board.shaped(activities=list(codes))
    rows = board.Board(reach(actor, on=on)).readings(
        series.filter(indicator__code__in=_wanted()),
        kind="month",
        starts=months.months_before(last, MONTHS),
    )
    history = _History()
    for row in rows:
        history.add(codes[row.group.activity or 0], row)
    with translation.override(LANGUAGE):
        volumes = _volumes(history, activities)
    return Measured(levels=list(_levels(history.found)), volumes=volumes)


def measurable(measured: Measured) -> frozenset[str]:
    """The codes of the metrics that have facts."""
    return frozenset(one.metric for one in measured.levels)


def fact_of(measured: Measured, metric: object, activity: str) -> Fact | None:
    """That of an activity, else of all those of the statement."""
    fitting = [one for one in measured.levels if one.metric == metric]
    exact = (one for one in fitting if one.activity == activity)
    return next(exact, None) or next((one for one in fitting if not one.activity), None)


def told(metric: Metric, *, median: float | None, p90: float | None, value: float | None) -> str:
    """« médiane 6 h, neuf sur dix en moins de 14 h », « 94,2 % »."""
    parts = (
        _("médiane %(value)s") % {"value": figure_words.value_text(metric, median)}
        if median is not None
        else "",
        _("neuf sur dix en moins de %(value)s") % {"value": figure_words.value_text(metric, p90)}
        if p90 is not None
        else "",
        figure_words.value_text(metric, value) if value is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _wanted() -> list[str]:
    return [*VOLUMES, *(code for code, metric in BUILT_IN.items() if _is_level(metric))]


def _is_level(metric: Metric) -> bool:
    return metric.aggregate in ("ratio", "median", "p90", "mean")


def _levels(found: Mapping[tuple[str, str], list[Month]]) -> Iterator[Fact]:
    for activity, code in found:
        metric = BUILT_IN[code]
        if _is_level(metric):
            by = {name: found.get((activity, name), []) for name in (code, *_family(code))}
            fact = _fact(metric, activity, by)
            if fact is not None:
                yield fact


def _family(code: str) -> tuple[str, str]:
    """The median and the ninth decile of the same measure."""
    base = code.rpartition("_")[0]
    return f"{base}_median", f"{base}_p90"


def _fact(metric: Metric, activity: str, by: By) -> Fact | None:
    own = [one for one in by[metric.code] if one.value is not None]
    median = p90 = value = None
    if metric.aggregate == "ratio":
        value = measuring.share(own)
    elif metric.aggregate == "mean":
        value = measuring.middle(own)
    else:
        median, p90 = (measuring.middle(by[name]) for name in _family(metric.code))
    if not own or (median is None and p90 is None and value is None):
        return None
    first, last = min(one.start for one in own), max(one.start for one in own)
    return Fact(
        metric=metric.code,
        n=measuring.cases(own),
        first=first,
        last=periods.end_of("month", last) - timedelta(days=1),
        activity=activity,
        text=_text(metric, own, median=median, p90=p90, value=value),
        median=median,
        p90=p90,
        value=value,
    )


def _text(
    metric: Metric,
    own: Iterable[Month],
    *,
    median: float | None,
    p90: float | None,
    value: float | None,
) -> str:
    """The figures, then how they were had."""
    with translation.override(LANGUAGE):
        count = len({one.start for one in own})
        over = ngettext("sur %(n)s mois", "sur %(n)s mois", count) % {"n": count}
        how = over if metric.aggregate == "ratio" else _("mois du milieu %(over)s") % {"over": over}
        figures = told(metric, median=median, p90=p90, value=value)
    return f"{figures} ({how})"


def _volumes(history: _History, activities: Iterable[Activity]) -> dict[str, Year]:
    found = {}
    for activity in activities:
        for code in VOLUMES:
            year = measuring.year(history.found.get((activity.code, code), []))
            if year is not None:
                unit = activity.volume_unit or _("unités d’œuvre")
                found[activity.code] = Year(
                    total=year[0],
                    unit=unit if code == "quantity" else _("demandes"),
                    seasonality=year[1],
                )
                break
    return found
