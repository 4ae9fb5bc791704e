"""The database refuses to change a flash that was filed, on both engines."""

from timonerie.domains.reporting.models import Flash, ReplyText
from timonerie.foundations.scope.triggers import Trigger

_FROZEN = {
    Flash: (
        *("week", "number", "reason", "facts", "figures", "alert", "need"),
        *("filed_at", "first_at", "key"),
    ),
    ReplyText: ("number", "text", "at"),
}
"""What was said once and for all, by model."""


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    return [
        Trigger(
            table=model._meta.db_table,
            name="frozen",
            event="UPDATE",
            refused_if=" OR ".join(
                f"CAST(NEW.{name} AS text) <> CAST(OLD.{name} AS text)" for name in columns
            ),
            message=f"{model._meta.db_table} rows are never changed",
            columns=columns,
        )
        for model, columns in _FROZEN.items()
    ]
