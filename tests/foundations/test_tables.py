"""An empty database gets at once the very tables that the migrations make, one after another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.instances import Instance, instance
from timonerie.foundations.backups.verification import SQLITE_NAME

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MIGRATED = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
print(1)
"""
ROWS = """
from django.core import serializers
from django.db import connection
from django.contrib.contenttypes.models import ContentType
from django.contrib.auth.models import Permission
from django_q.models import Schedule
with connection.cursor() as cursor:
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    migrations = cursor.fetchall()
print(json.dumps([
    migrations,
    sorted(ContentType.objects.values_list("app_label", "model")),
    sorted(Permission.objects.values_list("content_type__model", "codename")),
    sorted(Schedule.objects.values_list("name", "func", "cron")),
]))
"""
OF_POSTGRESQL = [
    "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity,"
    " character_maximum_length, numeric_precision, numeric_scale, collation_name"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
]


def shape(target: Instance) -> set[str]:
    """All that the engine knows of the tables, a line for each thing."""
    if target.database:
        with psycopg.connect(target.database) as connection:
            return {str(row) for one in OF_POSTGRESQL for row in connection.execute(one)}
    with closing(sqlite3.connect(target.data / SQLITE_NAME)) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master")
        return {f"{kind} {name} {_parts(sql or '')}" for kind, name, sql in found}


def _parts(sql: str) -> list[str]:
    """A column that a later migration added stands last: their order is no matter."""
    head, _, body = sql.partition("(")
    return sorted([head, *body.removesuffix(")").split(", ")])


def test_tables_made_at_once_are_those_of_the_migrations(tmp_path: Path) -> None:
    with instance(tmp_path / "a") as first, instance(tmp_path / "b") as second:
        first.run("migrate")
        second.python(MIGRATED)

        assert shape(first) ^ shape(second) == set()
        assert len(shape(first)) > 1_000
        assert first.python(ROWS) == second.python(ROWS)


def test_making_them_again_changes_nothing(tmp_path: Path) -> None:
    with instance(tmp_path / "a") as target:
        target.run("migrate")
        before = shape(target)
        target.run("migrate")

        assert shape(target) == before
        assert target.faults() == []
