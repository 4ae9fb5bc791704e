"""The database refuses to change or delete an audit event, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction

TABLE = "audit_event"

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS audit_event_no_{act} BEFORE {act} ON audit_event
BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END
"""

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit events are never changed'; END $$;
CREATE OR REPLACE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
"""

_OFF = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_event_no_{act}" for act in ("UPDATE", "DELETE")],
    "postgresql": ["DROP TRIGGER IF EXISTS audit_event_no_change ON audit_event"],
}


def install(*, using: str, **_kwargs: Any) -> None:
    """Put the guards on, again if need be: every statement can run twice."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("UPDATE", "DELETE"):
                cursor.execute(_SQLITE.format(act=act))
        else:
            cursor.execute(_POSTGRESQL)


@contextmanager
def lifted(*, using: str) -> Iterator[None]:
    """Let the trail of a company go with the company. The guards are put back in the same
    transaction: nobody else ever finds the table without them.

    Raises:
        TransactionManagementError: outside a transaction.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("guards are lifted inside a transaction")
    with connection.cursor() as cursor:
        for statement in _OFF[connection.vendor]:
            cursor.execute(statement)
    yield
    install(using=using)


def are_on(using: str) -> bool:
    """Whether the triggers stand in the database."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [TABLE],
            )
            return bool(cursor.fetchone()[0] == 2)
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'audit_event_no_change'")
        return bool(cursor.fetchone()[0] == 1)
