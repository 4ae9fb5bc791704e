"""Drawn: the measured units of each price, and a price asked beside what its clause gives."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import ContractPrice, IndexClause, IndexValue
from timonerie.domains.contracts.queries import clause_prices
from timonerie.domains.performance.queries.contract_billing import Month
from timonerie.foundations.wording import months as calendar
from timonerie.web import offer_words, price_words
from timonerie.web.charts import Panel, Point, Series, SmallMultiples, Trend

MOST_MONTHS = 48
EURO = 10_000
"""Hundredths of cents in one unit of the currency."""


def of_units(found: Sequence[Month]) -> SmallMultiples | None:
    """The units of each price over the months; None when nobody measured any."""
    titles = {line.price.key: line.price.title for month in found for line in month.lines}
    panels = [Panel(label=title, values=_units(found, key)) for key, title in titles.items()]
    drawn = tuple(one for one in panels if any(value is not None for value in one.values))
    if not drawn:
        return None
    labels = tuple(calendar.short_label(one.month) for one in found)
    return SmallMultiples(
        subject=_("Unités mesurées, par prix"),
        unit="count",
        panels=drawn,
        first_label=labels[0],
        last_label=labels[-1],
        labels=labels,
    )


def _units(found: Sequence[Month], key: object) -> tuple[float | None, ...]:
    lines = [next((one for one in month.lines if one.price.key == key), None) for month in found]
    return tuple(
        None
        if one is None or one.units is None or one.units.count is None
        else float(price_words.plain(one.units.count))
        for one in lines
    )


def of_index(
    rows: Sequence[ContractPrice],
    clause: IndexClause | None,
    values: Sequence[IndexValue],
    *,
    on: date,
) -> Trend | None:
    """The first price in force that comes back, asked over time, beside what the clause gives from
    its start; None without a price that stood then, or without a month of revision."""
    if clause is None or clause.month is None or clause.start_date > on:
        return None
    known = clause_prices.followed(rows, clause, values, on=on)
    price = known.price
    if price is None:
        return None
    span = _months(clause.start_date, on)
    asked = [known.asked(month=month) for month in span]
    given = known.given(months=span, on=on)
    shown = slice(-MOST_MONTHS, None)
    return Trend(
        subject=_("« %(title)s » : le prix demandé et ce que donne la clause")
        % {"title": price.title},
        unit=offer_words.SIGNS.get(price.contract.currency, price.contract.currency),
        series=(
            Series(name=_("demandé"), points=_points(span[shown], asked[shown])),
            Series(name=_("selon la clause"), points=_points(span[shown], given[shown])),
        ),
        source=_("indice %(index)s, valeurs saisies") % {"index": clause.index},
    )


def _months(start: date, on: date) -> list[date]:
    """First days of months, from the one that follows the start to now."""
    count = (on.year - start.year) * 12 + on.month - start.month + 1
    span = calendar.months_before(on.replace(day=1), max(count, 1))
    return [month for month in span if month >= start]


def _points(span: Sequence[date], amounts: Sequence[int | None]) -> tuple[Point, ...]:
    return tuple(
        Point(
            label=calendar.short_label(month),
            value=None if amount is None else float(Decimal(amount) / EURO),
        )
        for month, amount in zip(span, amounts, strict=True)
    )
