"""From a figure down to its facts: those it counted, and which of them made it better or worse."""

from datetime import datetime

import ibis.expr.types as ir

from timonerie.domains.facts.queries import cases
from timonerie.domains.facts.queries.cases import Selection
from timonerie.domains.organisation.queries.reach import Reach
from timonerie.engine.indicators import compile as to_ibis
from timonerie.engine.indicators.metric import Metric


def facts_of(metric: Metric, selection: Selection, reach: Reach, *, at: datetime) -> ir.Table:
    """The cases that an indicator counted: `hit` says whether each is in the numerator (ratios
    only), `measured` how much it weighs (durations in seconds of the measure's own clock)."""
    kept = cases.within(selection.facts(open_on=at.date() if metric.is_stock else None), reach)
    for condition in (*metric.filter, *((metric.denominator,) if metric.denominator else ())):
        kept = kept.filter(to_ibis.condition(kept, condition, at))
    if metric.is_stock:
        kept = kept.filter(to_ibis.is_open(kept, at))
    if metric.numerator is not None:
        hit = to_ibis.condition(kept, metric.numerator, at)
        return kept.mutate(hit=hit).filter(lambda rows: rows.hit.notnull())
    if metric.measure is not None:
        measured = to_ibis.measure(kept, metric.measure, at)
        return kept.mutate(measured=measured).filter(lambda rows: rows.measured.notnull())
    return kept
