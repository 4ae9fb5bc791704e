"""The price that contracts ask beside what their index clause gives, month by month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from timonerie.domains.contracts.models import Contract, ContractPrice, IndexClause, IndexValue
from timonerie.domains.contracts.queries import indexation, prices
from timonerie.domains.contracts.rules.money import indexing


@dataclass(frozen=True)
class Followed:
    """A clause and the price that it is followed on, as it stood when the clause began; `rows` is
    every version of the prices of the contract, `values` those of the index, by month."""

    clause: IndexClause
    price: ContractPrice | None
    rows: Sequence[ContractPrice]
    values: Mapping[date, IndexValue]

    def asked(self, *, month: date) -> int | None:
        """Hundredths of cents that the price asks on the first day of a month."""
        key = None if self.price is None else self.price.key
        return next((o.amount for o in prices.standing(self.rows, on=month) if o.key == key), None)

    def given(self, *, months: Iterable[date], on: date) -> list[int | None]:
        """Hundredths of cents that the clause gives for each month, the first ones first; None
        where a value, or the month in which prices are revised, is not known."""
        clause, price = self.clause, self.price
        span = list(months)
        if price is None or price.amount is None or clause.month is None:
            return [None] * len(span)
        return indexing.path(
            span,
            amount=price.amount,
            formula=indexation.formula(clause),
            base=(clause.base_month, clause.base_value),
            values={month: one.value for month, one in self.values.items()},
            revisions=self.revisions(on=on),
        )

    def revisions(self, *, on: date) -> list[date]:
        """The days on which the clause revised prices, up to a day."""
        return indexing.dates(start=self.clause.start_date, month=self.clause.month, until=on)

    def used(self, *, on: date) -> IndexValue | None:
        """The value of the index that the last revision due reads."""
        due = self.revisions(on=on)
        months = [one for one in self.values if due and self.clause.base_month < one < due[-1]]
        return self.values[max(months)] if months else None


def followed(
    rows: Sequence[ContractPrice],
    clause: IndexClause,
    values: Iterable[IndexValue],
    *,
    on: date,
) -> Followed:
    """The largest of the prices that come back, that stood when the clause began and still stand;
    `values` may hold several of a month, the last one said stands."""
    now = {row.key for row in prices.standing(rows, on=on)}
    then = [
        row
        for row in prices.standing(rows, on=clause.start_date)
        if row.key in now and row.recurrence != "once" and row.amount is not None
    ]
    price = max(then, key=lambda row: (row.amount or 0, row.pk), default=None)
    return Followed(clause, price, rows, {one.month: one for one in values})


def of(contracts: Iterable[Contract], *, on: date) -> dict[int, Followed]:
    """By row id, of those whose clause has begun; three queries, whatever their number."""
    found = list(contracts)
    said: dict[int, list[IndexClause]] = defaultdict(list)
    for clause in IndexClause.objects.filter(contract__in=found).order_by("start_date", "pk"):
        said[clause.contract_id].append(clause)
    rows: dict[int, list[ContractPrice]] = defaultdict(list)
    for row in prices.of(one for one in found if one.pk in said):
        rows[row.contract_id].append(row)
    values: dict[str, list[IndexValue]] = defaultdict(list)
    for value in IndexValue.objects.order_by("month", "pk") if said else ():
        values[value.index.casefold()].append(value)
    standing = {pk: indexation.standing(told, on=on) for pk, told in said.items()}
    return {
        pk: followed(rows[pk], clause, values[clause.index.casefold()], on=on)
        for pk, clause in standing.items()
        if clause is not None and clause.start_date <= on
    }
