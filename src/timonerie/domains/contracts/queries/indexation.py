"""Reads of the revision of prices: the clause in force, the values of its index, what it gave."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from timonerie.domains.contracts.models import Contract, IndexClause, IndexValue, PriceRevision
from timonerie.domains.contracts.price_enums import RevisionState
from timonerie.domains.contracts.rules.money.indexing import Formula

#: Indices that French contracts often name; their values are those that people read and type.
SUGGESTED = ("Syntec", "ICHT-rev-TS", "Indice des prix à la consommation")


def clauses(contract: Contract) -> list[IndexClause]:
    """Every clause said, in the order of their effect."""
    return list(IndexClause.objects.filter(contract=contract).order_by("start_date", "pk"))


def clauses_of(found: Iterable[Contract]) -> list[IndexClause]:
    """The same, of several contracts; one query."""
    rows = IndexClause.objects.filter(contract__in=list(found))
    return list(rows.order_by("start_date", "pk"))


def standing(rows: Iterable[IndexClause], *, on: date) -> IndexClause | None:
    """The clause in force on a day; else the first that is to come."""
    known = list(rows)
    past = [row for row in known if row.start_date <= on]
    if past:
        return past[-1]
    return known[0] if known else None


def values(index: str) -> list[IndexValue]:
    """The last value said of each month, oldest month first."""
    rows = IndexValue.objects.filter(index__iexact=index).order_by("month", "pk")
    return list({row.month: row for row in rows}.values())


def every_value() -> dict[str, dict[date, Decimal]]:
    """The last value said of each month, by name of index in small letters; one query."""
    found: dict[str, dict[date, Decimal]] = {}
    for row in IndexValue.objects.order_by("month", "pk"):
        found.setdefault(row.index.casefold(), {})[row.month] = row.value
    return found


def said_values(index: str) -> "QuerySet[IndexValue]":
    """Every value, the corrected ones too, the last month first."""
    rows: QuerySet[IndexValue] = IndexValue.objects.filter(index__iexact=index)
    return rows.order_by("-month", "-pk")


def revisions(contract: Contract) -> list[PriceRevision]:
    """The last proposed first."""
    rows = PriceRevision.objects.filter(contract=contract).select_related("clause", "value")
    return list(rows.order_by("-made_at", "-pk"))


def accepted_of(found: Iterable[Contract]) -> list[PriceRevision]:
    """The revisions accepted of several contracts, in the order of their effect; one query."""
    rows = PriceRevision.objects.filter(contract__in=list(found), state=RevisionState.ACCEPTED)
    return list(rows.select_related("value").order_by("start_date", "pk"))


def reference(clause: IndexClause, found: Iterable[PriceRevision]) -> PriceRevision | None:
    """The last revision accepted under a clause: what the next one starts from."""
    mine = [
        one for one in found if one.clause_id == clause.pk and one.state == RevisionState.ACCEPTED
    ]
    return max(mine, key=lambda one: (one.start_date, one.pk), default=None)


def formula(clause: IndexClause) -> Formula:
    return Formula(fixed=clause.fixed, cap=clause.cap, floor=clause.floor)
