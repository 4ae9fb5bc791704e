"""The database refuses to change what was approved of a contract: on both engines."""

from timonerie.domains.contracts.models import ContractApproval
from timonerie.foundations.scope.triggers import Trigger

_FROZEN = (
    *("number", "document", "sha256", "blockers", "reason"),
    *("approved_by", "approved_at"),
)


def declared() -> list[Trigger]:
    """Compared as texts: a JSON document has no equality of its own on PostgreSQL."""
    table = ContractApproval._meta.db_table
    return [
        Trigger(
            table=table,
            name="frozen",
            event="UPDATE",
            refused_if=" OR ".join(
                f"CAST(NEW.{name} AS text) <> CAST(OLD.{name} AS text)" for name in _FROZEN
            ),
            message=f"{table} rows are never changed",
            columns=_FROZEN,
        )
    ]
