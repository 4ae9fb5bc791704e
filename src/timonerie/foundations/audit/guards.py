"""The database refuses to change or delete an audit event, and to change a personal value, which
may only be erased: on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from timonerie.foundations.audit.models import Event, PersonalValue
from timonerie.foundations.scope import triggers
from timonerie.foundations.scope.triggers import Trigger

_NEVER = ((Event, "UPDATE"), (Event, "DELETE"), (PersonalValue, "UPDATE"))

_OFF = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_event_no_{act}" for act in ("UPDATE", "DELETE")],
    "postgresql": ["DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event"],
}


def declared() -> list[Trigger]:
    return [
        Trigger(
            table=model._meta.db_table,
            name="never",
            event=event,
            refused_if="true",
            message=f"{model._meta.db_table} rows are never changed",
            columns=("company_id",),
        )
        for model, event in _NEVER
    ]


@contextmanager
def lifted(*, using: str) -> Iterator[None]:
    """Let the trail of a company go with the company. The guard that refuses it is put back in the
    same transaction: nobody else ever finds the table without it.

    Raises:
        TransactionManagementError: outside a transaction.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("guards are lifted inside a transaction")
    guard = next(one for one in declared() if one.event == "DELETE")
    with connection.cursor() as cursor:
        for statement in triggers.dropped(guard.full_name, connection.vendor):
            cursor.execute(statement)
        yield
        for statement in guard.statements(connection.vendor):
            cursor.execute(statement)
