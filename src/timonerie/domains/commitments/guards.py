"""The database refuses to rewrite what was promised, by whom and for which day."""

from collections.abc import Mapping

from django.db.models import Model

from timonerie.domains.commitments.models import Commitment, CommitmentPromise
from timonerie.foundations.scope.triggers import Trigger

#: What was said once and for all, by model.
_FROZEN: Mapping[type[Model], tuple[str, ...]] = {
    Commitment: ("what", "made_on", "promised_for", "provider_id", "seat_id"),
    CommitmentPromise: ("commitment_id", "said_on", "day", "reason"),
}


def declared() -> list[Trigger]:
    """Compared as texts, nothing being the empty one: a holder that was none stays none."""
    return [
        Trigger(
            table=model._meta.db_table,
            name="frozen",
            event="UPDATE",
            refused_if=" OR ".join(_changes(one) for one in columns),
            message=f"{model._meta.db_table} rows are never changed",
            columns=columns,
        )
        for model, columns in _FROZEN.items()
    ]


def _changes(column: str) -> str:
    return " <> ".join(f"COALESCE(CAST({row}.{column} AS text), '')" for row in ("NEW", "OLD"))
