"""The database refuses to rewrite what was judged of a provider, or said of its team."""

from collections.abc import Mapping

from django.db.models import Model

from timonerie.domains.organisation.models import ContactRoll, ProviderTier
from timonerie.foundations.scope.triggers import Trigger

#: What was said once and for all, by model.
_FROZEN: Mapping[type[Model], tuple[str, ...]] = {
    ContactRoll: ("month", "is_theirs", "at", "kept", "left"),
    ProviderTier: ("tier", "reason", "at"),
}


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    return [
        Trigger(
            table=model._meta.db_table,
            name="frozen",
            event="UPDATE",
            refused_if=" OR ".join(
                f'CAST(NEW."{name}" AS text) <> CAST(OLD."{name}" AS text)' for name in columns
            ),
            message=f"{model._meta.db_table} rows are never changed",
            columns=columns,
        )
        for model, columns in _FROZEN.items()
    ]
