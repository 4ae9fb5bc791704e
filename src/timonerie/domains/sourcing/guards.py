"""The database refuses to change an approved version or a version of the grid: on both engines."""

from collections.abc import Mapping

from django.db.models import Model

from timonerie.domains.sourcing.models import EvaluationGrid, StatementVersion
from timonerie.foundations.scope.triggers import Trigger

#: What was said once and for all, by model.
_FROZEN: Mapping[type[Model], tuple[str, ...]] = {
    EvaluationGrid: ("number", "document", "reason", "created_by", "created_at"),
    StatementVersion: (
        *("number", "document", "sha256", "note", "gaps"),
        *("approved_by", "approved_at"),
    ),
}


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
