"""A row of any business table, written in plain SQL: no Python of ours stands in between.

Only the shape of the columns is respected: the tests that use this are about what the database
refuses between companies, and take the checks of single rows away (`unchecked`).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection, models

from timonerie.foundations.scope import guards

_ranks = count(1)
_DAY = date(2026, 1, 1)

Values = dict[str, Any]


@contextmanager
def unchecked() -> Iterator[None]:
    """Without the CHECK constraints; PostgreSQL gets them back with the end of the transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            return
        cursor.execute(
            "SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', relname, conname)"
            " FROM pg_constraint JOIN pg_class c ON c.oid = conrelid"
            " WHERE contype = 'c' AND relnamespace = current_schema()::regnamespace"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        yield


def values(model: type[models.Model], *, company_id: int, **given: Any) -> Values:
    """By column. Foreign keys that must be there lead to new rows of the same company."""
    found: Values = {}
    for field in model._meta.local_concrete_fields:
        assert field.column is not None
        if field.primary_key and isinstance(field, models.AutoField):
            continue
        if field.column in given:
            found[field.column] = given[field.column]
        elif field.column == guards.COMPANY:
            found[field.column] = company_id
        elif isinstance(field, models.ForeignKey):
            needed = not field.null
            found[field.column] = insert(field.related_model, company_id) if needed else None
        else:
            found[field.column] = field.get_db_prep_save(_value(field), connection)
    for reference in guards.references(model):
        if reference.column not in given:
            found[reference.column] = insert(reference.target, company_id)
            found |= {reference.where[0]: reference.where[1][0]} if reference.where else {}
    return found


def insert(model: type[models.Model], company_id: int = 0, **given: Any) -> int:
    return insert_values(model, values(model, company_id=company_id, **given))


def insert_values(model: type[models.Model], row: Values) -> int:
    """The number of the new row."""
    columns, marks = ", ".join(map(_quoted, row)), ", ".join(["%s"] * len(row))
    statement = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks}) RETURNING id"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(row.values()))
        return int(cursor.fetchone()[0])


def update(model: type[models.Model], number: int, **given: Any) -> None:
    assigned = ", ".join(f"{_quoted(column)} = %s" for column in given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {assigned} WHERE id = %s",
            [*given.values(), number],
        )


def _quoted(column: str) -> str:
    """A column may bear a word that a database reserves."""
    return connection.ops.quote_name(column)


def _value(field: "models.Field[Any, Any]") -> Any:
    """Never twice the same, as far as the column is wide."""
    rank = next(_ranks)
    if field.choices:
        return field.flatchoices[rank % len(field.flatchoices)][0]
    made: dict[type, Any] = {
        models.UUIDField: uuid.uuid4(),
        models.JSONField: {},
        models.BooleanField: False,
        models.DateTimeField: datetime.combine(_DAY, datetime.min.time(), UTC),
        models.DateField: _DAY + timedelta(days=rank),
    }
    for kind, value in made.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.CharField | models.TextField):
        return str(rank)[: field.max_length or 9]
    if isinstance(field, models.DecimalField):
        return rank % 10 ** (field.max_digits - field.decimal_places)
    return rank % 30_000
