"""What a contract should have billed by month: its prices on the units that were measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from timonerie.domains.contracts.models import ContractPrice
from timonerie.domains.contracts.queries import prices
from timonerie.domains.contracts.rules.money import prices as rules
from timonerie.domains.contracts.rules.money.prices import Side
from timonerie.domains.performance.queries.contract_units import Measured, Units


@dataclass(frozen=True)
class Billed:
    """A price in one month: exact cents, None where they cannot be told and `why`
    (`rules.money.prices.Why`); `units` None for what is not paid by the unit. `side` says where
    measured units stand beside the band agreed for a month, None where nobody measured them."""

    price: ContractPrice
    month: date
    units: Units | None
    cents: Fraction | None
    why: str = ""
    side: Side | None = None


@dataclass(frozen=True)
class Month:
    """`cents` rounded once; None while one of the prices cannot be told."""

    month: date
    lines: tuple[Billed, ...]

    @property
    def cents(self) -> int | None:
        known = [one.cents for one in self.lines]
        if not known or any(one is None for one in known):
            return None
        return round(sum((one for one in known if one is not None), Fraction(0)))


def counted(rows: Iterable[ContractPrice]) -> set[int]:
    """The activities whose units are paid."""
    return {row.activity_id for row in rows if row.activity_id and row.recurrence == "unit"}


def billed(
    rows: Sequence[ContractPrice], units: Measured, *, months: Iterable[date]
) -> list[Month]:
    """One for each month, with the prices in force on its first day; `rows` is every version
    (`contracts.queries.prices.history`). What is paid once is left out."""
    return [_month(rows, units, month) for month in months]


def outside(found: Iterable[Month], *, key: object) -> tuple[Side, int]:
    """The side and the number of the last months in a row that a price spent out of its band."""
    sides = [
        next((line.side for line in month.lines if line.price.key == key), None) for month in found
    ]
    return rules.outside_running(sides)


def expected(lines: Iterable[Billed]) -> Fraction | None:
    """Cents of a month with its measured units, and the expected ones where they are missing."""
    total = Fraction(0)
    for line in lines:
        cents = line.cents
        if cents is None:
            rule = prices.as_rule(line.price)
            cents = rules.due(rule, rules.expected_month(rule)).cents
        if cents is None:
            return None
        total += cents
    return total


def _month(rows: Sequence[ContractPrice], units: Measured, month: date) -> Month:
    found = [row for row in prices.standing(rows, on=month) if row.recurrence != "once"]
    return Month(
        month,
        tuple(_billed(row, units.get(row.activity_id or 0, {}).get(month), month) for row in found),
    )


def _billed(row: ContractPrice, units: Units | None, month: date) -> Billed:
    rule = prices.as_rule(row)
    if not rule.is_by_unit:
        due = rules.due(rule, None)
        return Billed(row, month, None, due.cents, due.why)
    told = units or Units(month, None, "missing")
    due = rules.due(rule, told.count)
    is_banded = row.per == "month" and told.state == "measured" and told.count is not None
    side = rules.side(rule, told.count) if is_banded and told.count is not None else None
    return Billed(row, month, told, due.cents, due.why, side)
