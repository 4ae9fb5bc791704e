"""The database refuses to change what was handed in, and what was frozen when a period opened: on
both engines."""

from timonerie.domains.reporting.models import DueReport, ReportFiling
from timonerie.foundations.scope.triggers import Trigger

_FILED = (
    *("number", "values", "comment", "reason", "way"),
    *("came_on", "filed_by", "at"),
)
_OPENED = (
    *("key", "side", "period_start", "period_end", "due_date", "late_after"),
    *("model", "model_version", "fields", "opened_at"),
)


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    return [
        _frozen(ReportFiling._meta.db_table, _FILED),
        _frozen(DueReport._meta.db_table, _OPENED),
    ]


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
