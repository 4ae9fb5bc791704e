"""Prices beside what the clause of their contract gives, of every provider of a reader.

A price that comes back and is told in one amount is followed from the start of the clause in force:
a revision that was accepted counts as it was computed, and a year without one as the clause would
have revised it. A price said since, or told in bands, is left out: nobody knows its index.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import ContractPrice, IndexClause, PriceRevision
from timonerie.domains.contracts.queries import contracts, indexation, prices
from timonerie.domains.contracts.rules.money import drifting, indexing
from timonerie.domains.contracts.rules.money.drifting import Accepted
from timonerie.foundations.accounts.actors import Actor

Drift = Fraction | None
Row = TypeVar("Row", ContractPrice, IndexClause, PriceRevision)


@dataclass(frozen=True)
class _Known:
    """Of one contract, oldest first; `values` by name of index in small letters, then by month."""

    versions: Sequence[ContractPrice]
    clauses: Sequence[IndexClause]
    accepted: Sequence[PriceRevision]
    values: Mapping[str, Mapping[date, Decimal]]


def by_provider(actor: Actor, *, days: Sequence[date]) -> dict[int, list[Drift]]:
    """For each day the largest drift among the prices of a provider, None where none can be told;
    only the providers whose signed contracts have a clause. Five queries and the reach."""
    rows = contracts.visible_to(actor, on=days[-1]).active()
    signed = list(rows.filter(stage=Stage.SIGNED, provider__isnull=False))
    clauses = _by_contract(indexation.clauses_of(signed))
    held = [one for one in signed if one.pk in clauses]
    versions = _by_contract(prices.of(held))
    accepted = _by_contract(indexation.accepted_of(held))
    values = indexation.every_value()
    found: dict[int, list[Drift]] = {}
    for one in held:
        known = _Known(versions[one.pk], clauses[one.pk], accepted[one.pk], values)
        told = [_largest(_on(known, day)) for day in days]
        before = found.get(one.provider_id or 0, [None] * len(days))
        found[one.provider_id or 0] = [_largest(pair) for pair in zip(before, told, strict=True)]
    return found


def _by_contract(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.contract_id].append(row)
    return found


def _on(known: _Known, day: date) -> Iterable[Drift]:
    """Of each price that stands on a day."""
    clause = indexation.standing(known.clauses, on=day)
    if clause is None or clause.start_date > day:
        return
    starts = {row.key: row for row in prices.standing(known.versions, on=clause.start_date)}
    for row in prices.standing(known.versions, on=day):
        start = starts.get(row.key)
        if start is not None and row.recurrence != "once":
            yield _drift(known, clause, start, row, day)


def _drift(
    known: _Known, clause: IndexClause, start: ContractPrice, row: ContractPrice, day: date
) -> Drift:
    if row.amount is None or start.amount is None:
        return None
    by = drifting.given(
        indexation.formula(clause),
        base=(clause.base_month, clause.base_value),
        values=known.values.get(clause.index.casefold(), {}),
        accepted=list(_accepted(known, clause, row, day)),
        days=_revised(known, clause, row, day),
    )
    return None if by is None else drifting.drift(asked=row.amount, start=start.amount, given=by)


def _accepted(
    known: _Known, clause: IndexClause, row: ContractPrice, day: date
) -> Iterable[Accepted]:
    for one in known.accepted:
        line = next((each for each in one.lines if each["key"] == str(row.key)), None)
        if clause.start_date < one.start_date <= day and line and line["before"]:
            by = Fraction(line["after"], line["before"])
            yield Accepted(one.start_date, one.value.month, one.value.value, by)


def _revised(known: _Known, clause: IndexClause, row: ContractPrice, day: date) -> list[date]:
    """The days that the clause says; where it says none, those on which the price changed."""
    if clause.month is not None:
        return indexing.dates(start=clause.start_date, month=clause.month, until=day)
    said = {one.start_date for one in known.versions if one.key == row.key}
    return sorted(one for one in said if clause.start_date < one <= day)


def _largest(found: Iterable[Drift]) -> Drift:
    return max((one for one in found if one is not None), default=None)
