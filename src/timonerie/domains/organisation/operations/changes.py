"""Changing a row that several people may edit: only what differs, and never over somebody else."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models

from timonerie.domains.organisation.operations.errors import Conflict

Changes = dict[str, list[str]]


V = TypeVar("V", bound=models.Model)


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


def replace(row: V, *, version: int | None, values: Mapping[str, Any]) -> Changes:
    """Write `values` on a row that nobody changed since `version`, which is that of `row` itself
    where nobody says (None); returns what changed.

    Raises:
        Conflict: the row has another version by now.
    """
    changes = between(row, values)
    if changes:
        _write(row, version, values)
    return changes


def touch(
    row: models.Model,
    *,
    version: int | None,
    mine: Mapping[str, Any],
    stands: Callable[[], models.Model | None] = lambda: None,
) -> None:
    """Say that what belongs to a row changes: it has another version from now on. `mine` is what
    is about to be written, `stands` gives the row that says it now where that is another one.

    Raises:
        Conflict: the row has another version by now.
    """
    try:
        _write(row, version, {})
    except Conflict as conflict:
        current = stands() or conflict.current
        raise Conflict(current=current, version=conflict.version, mine=dict(mine)) from None


def _write(row: models.Model, version: int | None, values: Mapping[str, Any]) -> None:
    seen: int = row.version if version is None else version  # type: ignore[attr-defined]
    rows = type(row)._default_manager  # noqa: SLF001
    if not rows.filter(pk=row.pk, version=seen).update(**values, version=seen + 1):
        raise Conflict(current=rows.get(pk=row.pk), mine=dict(values))
    for name, value in {**values, "version": seen + 1}.items():
        setattr(row, name, value)
