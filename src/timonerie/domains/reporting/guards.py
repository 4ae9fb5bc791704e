"""The database refuses to change what was handed in, and what was frozen when a period opened: on
both engines."""

from collections.abc import Mapping
from typing import Any

from timonerie.domains.reporting.models import DueReport, Flash, ReplyText, ReportFiling
from timonerie.foundations.scope.triggers import Trigger

_FROZEN: Mapping[Any, tuple[str, ...]] = {
    ReportFiling: (
        *("number", "values", "comment", "reason", "way"),
        *("came_on", "filed_by", "at"),
    ),
    DueReport: (
        *("key", "side", "period_start", "period_end", "due_date", "late_after"),
        *("model", "model_version", "fields", "opened_at"),
    ),
    Flash: (
        *("week", "number", "reason", "facts", "figures", "alert", "need"),
        *("filed_at", "first_at", "key"),
    ),
    ReplyText: ("number", "text", "at"),
}
"""What was said once and for all, by model."""


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    return [_frozen(model._meta.db_table, columns) for model, columns in _FROZEN.items()]


def _frozen(table: str, columns: tuple[str, ...]) -> Trigger:
    return Trigger(
        table=table,
        name="frozen",
        event="UPDATE",
        refused_if=" OR ".join(
            f"CAST(NEW.{_quoted(name)} AS text) <> CAST(OLD.{_quoted(name)} AS text)"
            for name in columns
        ),
        message=f"{table} rows are never changed",
        columns=columns,
    )


def _quoted(name: str) -> str:
    """`values` is a word of SQL."""
    return f'"{name}"'
