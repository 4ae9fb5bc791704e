"""Empties the tables after a test that committed: those that hold rows, and no others.

Django's own way empties every table, then asks again for the permissions and the guards of all:
seconds a test, where a test fills some twenty tables of more than two hundred.
"""

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from timonerie.foundations.audit import guards

KEPT = frozenset({"django_content_type", "auth_permission", "django_q_schedule"})
"""What migrations write, and no test changes."""


def empty() -> None:
    """All is deleted at once: what refers to what is asked at the end only."""
    with transaction.atomic(), guards.lifted(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        for table in filter(has_rows, _tables()):
            cursor.execute(f'DELETE FROM "{table}"')


def has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
        return cursor.fetchone() is not None


def _tables() -> set[str]:
    return set(connection.introspection.django_table_names(only_existing=True)) - KEPT
