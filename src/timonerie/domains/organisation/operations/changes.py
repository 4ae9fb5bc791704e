"""Changing a row that several people may edit: only what differs, and never over somebody else."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.foundations.scope.models import CompanyModel

Changes = dict[str, list[str]]


V = TypeVar("V", bound=CompanyModel)


def between(row: models.Model, values: Mapping[str, Any]) -> Changes:
    """What `values` would change on a row, as `{field: [before, after]}` in words."""
    return {
        name: [words(getattr(row, name)), words(value)]
        for name, value in values.items()
        if getattr(row, name) != value
    }


def words(value: Any) -> str:
    """A value as the audit trail keeps it; nothing is the empty text."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def replace(row: V, *, version: int, values: Mapping[str, Any]) -> Changes:
    """Write `values` on a row that nobody changed since `version`; returns what changed.

    Raises:
        Conflict: the row has another version by now.
    """
    changes = between(row, values)
    if not changes:
        return {}
    model = type(row)
    rows = model.objects.filter(pk=row.pk, version=version)
    if not rows.update(**values, version=version + 1):
        current = model.objects.get(pk=row.pk)
        raise Conflict(current=current, mine=dict(values))
    for name, value in values.items():
        setattr(row, name, value)
    row.version = version + 1  # type: ignore[attr-defined]
    return changes
