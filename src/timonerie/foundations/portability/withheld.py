"""What an export leaves out: what a company keeps for somebody else and may not read yet.

A model says it of itself: `WITHHELD` is the condition of the rows that are left out, `masked` names
the columns of a row that are emptied.
"""

from collections.abc import Collection, Iterator

from django.db.models import ForeignKey, Model, Q, QuerySet

from timonerie.foundations.documents.models import Blob, Reception
from timonerie.foundations.portability import belongings


def told(rows: QuerySet[Model], files: Collection[str]) -> QuerySet[Model]:
    """The rows that leave; `files` are those that do not, by SHA-256."""
    if rows.model is Blob:
        return rows.exclude(sha256__in=files)
    if rows.model is Reception:
        return rows.exclude(blob__sha256__in=files)
    condition = of(rows.model)
    return rows if condition is None else rows.exclude(condition)


def of(model: type[Model]) -> Q | None:
    found: Q | None = getattr(model, "WITHHELD", None)
    return found


def masked(row: Model) -> Collection[str]:
    find = getattr(row, "masked", None)
    return find() if find else ()


def files(*, company_id: int, using: str) -> set[str]:
    """The SHA-256 of the files that only rows left out refer to, beside their reception."""
    held: set[str] = set()
    shown: set[str] = set()
    for rows, name in _referring(company_id, using):
        condition = of(rows.model)
        if condition is not None:
            held |= set(rows.filter(condition).values_list(f"{name}__sha256", flat=True))
            rows = rows.exclude(condition)
        shown |= set(rows.values_list(f"{name}__sha256", flat=True))
    return held - shown


def _referring(company_id: int, using: str) -> Iterator[tuple[QuerySet[Model], str]]:
    known = [(model, lookup) for model, lookup in belongings.models() if model is not Reception]
    for model, lookup in known:
        for field in model._meta.concrete_fields:  # noqa: SLF001
            if isinstance(field, ForeignKey) and field.related_model is Blob:
                rows = belongings.rows(model, lookup, company_id=company_id, using=using)
                yield rows, field.name
